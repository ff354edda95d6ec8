// What Safekeep says about a file in the Problems view, hints included.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { inConfig } from './configFolder.ts';

export function findingsIn(path: string): readonly vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(vscode.Uri.file(inConfig(path)));
  return found.filter(({ source }) => source === 'Safekeep');
}

/** Waits until there are just these, by their codes. */
export async function untilFindings(path: string, codes: readonly string[]): Promise<void> {
  await eventually(() => {
    assert.deepEqual(
      findingsIn(path).map(({ code }) => code),
      codes,
    );
  });
}

/** Waits for one of such a code. */
export function untilFinding(path: string, code: string): Promise<vscode.Diagnostic> {
  return eventually(() => {
    const found = findingsIn(path).find((diagnostic) => diagnostic.code === code);
    assert.ok(found, `no ${code} in ${path}`);
    return found;
  });
}

/** The titles of the quick fixes that are offered where some words stand, with the fixes. */
export async function fixesAt(
  document: vscode.TextDocument,
  words: string,
): Promise<ReadonlyMap<string, vscode.CodeAction>> {
  const at = document.positionAt(document.getText().indexOf(words));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    vscode.CodeActionKind.QuickFix.value,
  );
  return new Map(actions.map((action) => [action.title, action]));
}

/** Does as who chooses the quick fix. */
export async function applyFix(document: vscode.TextDocument, words: string, title: string): Promise<void> {
  const fixes = await fixesAt(document, words);
  const edit = fixes.get(title)?.edit;
  assert.ok(edit, `"${title}" is not among ${[...fixes.keys()].join(', ')}`);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
