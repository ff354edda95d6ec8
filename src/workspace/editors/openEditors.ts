// Open editors on files that a commit is about to replace. The editor overwrites a replaced file without a word
// when it has unsaved changes and size and time look alike, so unsaved changes are settled first; and after the
// commit every open document is brought to what is on the disk.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Plan } from '../../engine/index.ts';

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

/** Reverts the open, unchanged documents that still show something else than what was written. */
export async function reloadStaleEditors(folder: string, plan: Plan): Promise<void> {
  for (const { path, after } of plan.writes) {
    const uri = vscode.Uri.file(join(folder, path)).toString();
    const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri);
    if (!document || document.isDirty || after === null) continue;
    const text = new TextDecoder().decode(after);
    if (!sameText(document.getText(), text) && (await settles(document, text)) === 'lags')
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
