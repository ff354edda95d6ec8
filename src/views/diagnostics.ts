// Problems of the content, in the Problems view.
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { Problem } from '../engine/index.ts';
import type { FolderState, WorkspaceState } from '../workspace/workspaceState.ts';
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
    problemsOf(folder).map((problem) => ({ path: pathOf(folder.id, problem), problem })),
  );
  collection.clear();
  for (const [path, of] of Map.groupBy(all, ({ path: key }) => key)) {
    collection.set(
      vscode.Uri.file(path),
      of.map(({ problem }) => diagnosticOf(problem)),
    );
  }
}

/** A folder that cannot be read is a problem, too: of the folder itself. */
function problemsOf(folder: FolderState): readonly Problem[] {
  if (folder.kind === 'ready') return folder.problems;
  return [{ file: '.', line: 0, column: 0, pointer: '', message: folder.error.message }];
}

function pathOf(folder: string, { file }: Problem): string {
  return isAbsolute(file) ? file : join(folder, file);
}

function diagnosticOf({ line, column, message, keyword }: Problem): vscode.Diagnostic {
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  // An empty range is drawn under the word it stands at.
  const severity =
    keyword === undefined ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start), message, severity);
  diagnostic.source = 'Safekeep';
  if (keyword !== undefined) diagnostic.code = keyword;
  return diagnostic;
}
