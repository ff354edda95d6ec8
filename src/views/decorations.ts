// Drift and damage as the editor shows such things elsewhere: a letter and a colour on the row. Rows carry an address
// of our own scheme, which says all the decoration needs; a damaged file is looked up in the state. Nothing is kept.
import * as vscode from 'vscode';
import type { DriftKind } from '../engine/index.ts';
import { schemes } from '../ids.ts';
import { readyFolders, type ReadyFolder } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export interface ProfileRow {
  readonly profile: string;
  readonly drift: DriftKind | undefined;
}

export function profileRowUri(folder: string, { profile, drift }: ProfileRow): vscode.Uri {
  return vscode.Uri.from({ scheme: schemes.row, path: `${folder}/${profile}`, query: drift ?? '' });
}

export function registerDecorations(service: WorkspaceService): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  return vscode.Disposable.from(
    changed,
    service.onDidChangeState((state) => {
      changed.fire(readyFolders(state).flatMap(targetUris));
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: (uri) =>
        uri.scheme === schemes.row ? driftMark(uri) : damageMark(service, uri),
    }),
  );
}

function targetUris({ id, snapshot }: ReadyFolder): readonly vscode.Uri[] {
  return snapshot.targets.map(({ path }) => fileUri(id, path));
}

function fileUri(folder: string, path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(folder), path);
}

function driftMark({ query }: vscode.Uri): vscode.FileDecoration | undefined {
  if (query === '') return undefined;
  const modified = query === 'modified';
  return new vscode.FileDecoration(
    modified ? 'M' : 'O',
    modified
      ? vscode.l10n.t('The live files were edited since this profile was switched to')
      : vscode.l10n.t('The profile was edited since it was switched to'),
    new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
  );
}

function damageMark({ state }: WorkspaceService, uri: vscode.Uri): vscode.FileDecoration | undefined {
  if (uri.scheme !== 'file') return undefined;
  const all = readyFolders(state).flatMap(({ id, snapshot }) =>
    snapshot.damage.map((damage) => ({ damage, uri: fileUri(id, damage.path) })),
  );
  const found = all.find((one) => one.uri.toString() === uri.toString());
  return (
    found &&
    new vscode.FileDecoration('!', found.damage.sentence, new vscode.ThemeColor('list.errorForeground'))
  );
}
