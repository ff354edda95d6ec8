// Drift, damage and older versions as the editor shows such things elsewhere: a letter and a color on the row. Rows carry
// an address of our own scheme, which says all the decoration needs; files are looked up in the state. Nothing is kept but
// which files had a mark, so that it goes away.
import * as vscode from 'vscode';
import type { DriftKind } from '../engine/index.ts';
import { schemes } from '../ids.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/state/workspaceState.ts';
import { shownText } from '../workspace/texts/shownText.ts';
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
  let marked: readonly vscode.Uri[] = [];
  return vscode.Disposable.from(
    changed,
    service.onDidChangeState((state) => {
      const before = marked;
      marked = fileMarks(state).map(({ uri }) => uri);
      changed.fire([...before, ...marked]);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: (uri) => {
        if (uri.scheme === schemes.row) return driftMark(uri);
        if (uri.scheme !== 'file') return undefined;
        return fileMarks(service.state).find((one) => one.uri.toString() === uri.toString())?.mark;
      },
    }),
  );
}

interface FileMark {
  readonly uri: vscode.Uri;
  readonly mark: vscode.FileDecoration;
}

/** Damage first: of a damaged file nothing else is told. */
function fileMarks(state: WorkspaceState): readonly FileMark[] {
  const folders = readyFolders(state);
  return [...folders.flatMap(damageMarks), ...folders.flatMap(olderMarks)];
}

function damageMarks({ id, snapshot }: ReadyFolder): readonly FileMark[] {
  const color = new vscode.ThemeColor('list.errorForeground');
  return snapshot.damage.map(({ path, sentence }) => ({
    uri: fileUri(id, path),
    mark: new vscode.FileDecoration('!', shownText(sentence), color),
  }));
}

function olderMarks({ id, older }: ReadyFolder): readonly FileMark[] {
  return older.flatMap(({ files, wanted }) =>
    files.map(({ path, version }) => {
      const sentence = vscode.l10n.t('Version {0}, can be migrated to {1}', version, wanted);
      return { uri: fileUri(id, path), mark: new vscode.FileDecoration('↑', shownText(sentence)) };
    }),
  );
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
      ? vscode.l10n.t('The live files have changed since you switched to this profile')
      : vscode.l10n.t('The profile has changed since you switched to it'),
    new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
  );
}
