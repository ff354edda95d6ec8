import * as vscode from 'vscode';
import { chooseBackup, chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';

/** A pinned backup stays on top. */
export const pinBackup = setPinned({ pinned: true });
export const unpinBackup = setPinned({ pinned: false });

function setPinned(change: { readonly pinned: boolean }): Command {
  return async (context, given) => {
    const folder = await chooseFolder(context, given);
    const placeHolder = change.pinned
      ? vscode.l10n.t('Pin which backup?')
      : vscode.l10n.t('Unpin which backup?');
    const backup = folder && (await chooseBackup(folder, given, placeHolder));
    if (folder && backup) await context.service.updateBackup(folder.id, backup.id, change);
  };
}
