// Open editors on files that a commit is about to replace. The editor overwrites a replaced file without a word
// when it has unsaved changes and size and time look alike, so unsaved changes are settled first; and after the
// commit every open document is brought to what is on the disk.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Unsaved documents on files of a config folder. */
export function dirtyDocuments(
  folder: string,
  files: readonly { readonly path: string }[],
): readonly vscode.TextDocument[] {
  const paths = new Set(files.map(({ path }) => vscode.Uri.file(join(folder, path)).toString()));
  return vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && paths.has(document.uri.toString()),
  );
}

/** Takes a document back to what is on the disk. */
export async function revertDocument(document: vscode.TextDocument): Promise<void> {
  const before = vscode.window.activeTextEditor;
  await vscode.window.showTextDocument(document, { preserveFocus: false, preview: false });
  await vscode.commands.executeCommand('workbench.action.files.revert');
  if (before && before.document !== document)
    await vscode.window.showTextDocument(before.document, before.viewColumn);
}

/** Reverts the open, unchanged documents that still show something else than what is on the disk now. */
export async function reloadStaleEditors(
  folder: string,
  files: readonly { readonly path: string }[],
): Promise<void> {
  for (const { path } of files) {
    const uri = vscode.Uri.file(join(folder, path));
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (!document || document.isDirty) continue;
    const bytes = await readFile(uri.fsPath).catch(() => undefined); // A file that is gone is told by its editor.
    const text = new TextDecoder().decode(bytes);
    if (bytes && !sameText(document.getText(), text) && (await settles(document, text)) === 'lags')
      await revertDocument(document);
  }
}

/** The editor reloads a replaced file by itself within moments; only one that does not is helped. */
function settles(document: vscode.TextDocument, text: string): Promise<'settled' | 'lags'> {
  return new Promise((resolve) => {
    const end = (result: 'settled' | 'lags') => {
      clearTimeout(timer);
      listener.dispose();
      resolve(result);
    };
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && sameText(document.getText(), text)) end('settled');
    });
    const timer = setTimeout(() => end(sameText(document.getText(), text) ? 'settled' : 'lags'), 1_500);
  });
}

/** Line ends and BOM are the editor's own affair. */
function sameText(left: string, right: string): boolean {
  const plain = (text: string) => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return plain(left) === plain(right);
}
