// Light bulbs at what Safekeep finds in its files. A fix is an edit in the editor, as any other: the person sees it, and
// saves it. What can be fixed is part of the state; the engine is loaded with the first finding that can be fixed.
import * as vscode from 'vscode';
import type { Problem } from '../engine/index.ts';
import { configFileAt } from '../workspace/editors/configFile.ts';
import { shownText } from '../workspace/texts/shownText.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function registerQuickFixes(service: WorkspaceService): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: 'file' },
    {
      provideCodeActions: async (document, range, { diagnostics }) => {
        const file = configFileAt(service.state, document.uri);
        if (!file) return [];
        const { problems, hints } = file.folder;
        const found = [...problems, ...hints].filter((problem) => problem.file === file.path);
        if (found.length === 0) return [];
        const { fixesAt } = await import('./fixesAt.ts');
        const at: readonly [number, number] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        const fixes = await fixesAt({ file, text: document.getText(), at }, found);
        return fixes.map(({ title, text, problem }) => {
          const action = new vscode.CodeAction(shownText(title), vscode.CodeActionKind.QuickFix);
          action.edit = editTo(document, text);
          action.diagnostics = diagnostics.filter((diagnostic) => isOf(diagnostic, problem));
          return action;
        });
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function isOf({ source, message }: vscode.Diagnostic, problem: Problem): boolean {
  return source === 'Safekeep' && message === shownText(problem.message);
}

/** Only the part that differs, so that folds and cursors around it stay. */
function editTo(document: vscode.TextDocument, after: string): vscode.WorkspaceEdit {
  const before = document.getText();
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - same));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, after.slice(start, after.length - same));
  return edit;
}
