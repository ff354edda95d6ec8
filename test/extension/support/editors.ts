// What the window's editors show.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';

export async function closeEditors(): Promise<void> {
  // Settings that are just being written are a document with unsaved changes, too: to revert that would set them back.
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && vscode.workspace.getWorkspaceFolder(uri) !== undefined,
  );
  for (const document of dirty) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Opens a file, and waits until what the window may still have of an earlier test is gone. */
export async function openFile(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(editor.document.uri));
  // The watcher of the editor may miss that the folder was laid out anew.
  if (editor.document.getText() !== text)
    await vscode.commands.executeCommand('workbench.action.files.revert');
  await untilShows(editor.document, text);
  return editor;
}

/** Writes a file until the editor reports it: of one that goes before that it never tells. */
export async function writeReported(path: string, text: string): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(path);
  let isReported = false;
  const note = () => (isReported = true);
  watcher.onDidCreate(note);
  watcher.onDidChange(note);
  await eventually(async () => {
    if (!isReported) await writeFile(path, text);
    assert.ok(isReported, `The editor has not reported ${path}.`);
  });
  watcher.dispose();
}

/** Changes the text of an editor and leaves it unsaved. */
export async function typeInto(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const at = editor.document.getText().indexOf(from);
  if (at < 0) throw new Error(`"${from}" does not stand in the editor.`);
  const start = editor.document.positionAt(at);
  const end = editor.document.positionAt(at + from.length);
  await editor.edit((builder) => {
    builder.replace(new vscode.Range(start, end), to);
  });
}

export function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** The open review panels, by title. */
export function reviews(): readonly string[] {
  return tabs()
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('safekeep.review'),
    )
    .map(({ label }) => label);
}

/** Waits until one review is open, of such a title. */
export async function untilReview(title: RegExp): Promise<void> {
  await eventually(() => {
    const [only, ...more] = reviews();
    assert.deepEqual(more, []);
    assert.match(only ?? '', title);
  });
}

/** The open diffs, as pairs of addresses. */
export function diffs(): readonly vscode.TabInputTextDiff[] {
  return tabs()
    .map(({ input }) => input)
    .filter((input) => input instanceof vscode.TabInputTextDiff);
}

/** Waits until a document that is open shows a text. */
export async function untilShows(document: vscode.TextDocument, text: string): Promise<void> {
  await eventually(() => {
    assert.equal(document.getText(), text);
  });
}
