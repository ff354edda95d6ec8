// Drift as the editor shows it elsewhere: a letter and a colour on the row. Rows carry an address of our own
// scheme, which says all the decoration needs, so it keeps no state.
import * as vscode from 'vscode';
import type { DriftKind } from '../engine/index.ts';
import { schemes } from '../ids.ts';

export interface ProfileRow {
  readonly profile: string;
  readonly drift: DriftKind | undefined;
}

export function profileRowUri(folder: string, { profile, drift }: ProfileRow): vscode.Uri {
  return vscode.Uri.from({ scheme: schemes.row, path: `${folder}/${profile}`, query: drift ?? '' });
}

export function registerDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => {
      if (uri.scheme !== schemes.row || uri.query === '') return undefined;
      const modified = uri.query === 'modified';
      return new vscode.FileDecoration(
        modified ? 'M' : 'O',
        modified
          ? vscode.l10n.t('The live files were edited since this profile was switched to')
          : vscode.l10n.t('The profile was edited since it was switched to'),
        new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
      );
    },
  });
}
