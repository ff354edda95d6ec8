// Problems of the content, in the Problems view; hints are only drawn faded in the text.
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { Problem, RedundantOverride } from '../engine/index.ts';
import { problemsIn } from '../workspace/editors/errorLocation.ts';
import type { FolderState, WorkspaceState } from '../workspace/state/workspaceState.ts';
import { shownText } from '../workspace/texts/shownText.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function createDiagnostics(service: WorkspaceService): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('safekeep');
  return vscode.Disposable.from(
    collection,
    service.onDidChangeState((state) => publish(collection, state)),
  );
}

function publish(collection: vscode.DiagnosticCollection, state: WorkspaceState): void {
  const folders = state.kind === 'ready' ? state.folders : [];
  const all = folders.flatMap((folder) =>
    findingsOf(folder).map(({ file, diagnostic }) => ({ path: pathOf(folder.id, file), diagnostic })),
  );
  collection.clear();
  for (const [path, of] of Map.groupBy(all, ({ path: key }) => key)) {
    collection.set(
      vscode.Uri.file(path),
      of.map(({ diagnostic }) => diagnostic),
    );
  }
}

function findingsOf(
  folder: FolderState,
): readonly { readonly file: string; readonly diagnostic: vscode.Diagnostic }[] {
  const problems = problemsOf(folder).map((of) => ({ file: of.file, diagnostic: diagnosticOf(of) }));
  const hints = folder.kind === 'ready' ? folder.hints : [];
  return [...problems, ...hints.map((of) => ({ file: of.file, diagnostic: hintOf(of) }))];
}

/** A folder that cannot be read is a problem, too: of the files that the error names, else of the folder itself. */
function problemsOf(folder: FolderState): readonly Problem[] {
  if (folder.kind === 'ready') return folder.problems;
  const problems = problemsIn(folder.error);
  if (problems.length > 0) return problems;
  return [{ file: '.', line: 0, column: 0, pointer: '', message: folder.error.message }];
}

function pathOf(folder: string, file: string): string {
  return isAbsolute(file) ? file : join(folder, file);
}

function diagnosticOf({ line, column, message, keyword }: Problem): vscode.Diagnostic {
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  // An empty range is drawn under the word it stands at.
  const severity =
    keyword === undefined ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start), shownText(message), severity);
  diagnostic.source = 'Safekeep';
  if (keyword !== undefined) diagnostic.code = keyword;
  return diagnostic;
}

/** Drawn faded, as code that nothing needs. */
function hintOf(hint: RedundantOverride): vscode.Diagnostic {
  const diagnostic = diagnosticOf(hint);
  const end = new vscode.Position(hint.endLine - 1, hint.endColumn - 1);
  diagnostic.range = new vscode.Range(diagnostic.range.start, end);
  diagnostic.severity = vscode.DiagnosticSeverity.Hint;
  diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}
