import * as vscode from 'vscode';
import { chooseBackups } from '../prompts/chooseBackups.ts';
import type { Command } from '../flow/commandContext.ts';

/** A pinned backup stays on top, and is never cleaned up. */
export const pinBackup = setPinned({ pinned: true });
export const unpinBackup = setPinned({ pinned: false });

function setPinned(change: { readonly pinned: boolean }): Command {
  return async (context, given) => {
    const placeHolder = change.pinned
      ? vscode.l10n.t('Select a backup to pin')
      : vscode.l10n.t('Select a backup to unpin');
    for (const { folder, backups } of await chooseBackups(context, given, placeHolder)) {
      const others = backups.filter(({ pinned }) => pinned === !change.pinned);
      const ids = others.map(({ id }) => id);
      if (ids.length > 0) await context.service.updateBackups(folder.id, ids, change);
    }
  };
}
