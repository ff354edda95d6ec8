// What a recovery could not bring to an end by itself, and that a person should look at: the one thing about it that
// must not only stand in the log, as the folder may be a mixture of two states.
import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import { recoverySetting } from '../../workspace/base/settings.ts';
import { readyFolders } from '../../workspace/state/workspaceState.ts';
import type { FolderRecovery, WorkspaceService } from '../../workspace/workspaceService.ts';

/** What a reading recovered by itself: nobody has asked, so the setting can say that nothing is to be told. */
export function watchRecoveries(
  service: Pick<WorkspaceService, 'state' | 'onDidRecover'>,
): vscode.Disposable {
  return service.onDidRecover((found) => {
    if (recoverySetting() !== 'off') warnAboutRecovery(service, found);
  });
}

export function warnAboutRecovery(
  service: Pick<WorkspaceService, 'state'>,
  { folder, recovered }: FolderRecovery,
): void {
  const kept = [...new Set(recovered.flatMap((one) => one.kept))].join(', ');
  const aside = recovered.filter(({ outcome }) => outcome === 'set-aside').map(({ id }) => id);
  if (kept !== '')
    warn(
      service,
      folder,
      vscode.l10n.t(
        'A change was interrupted, and another program edited {0} in the meantime. Those edits were kept. Compare them with the newest backup.',
        kept,
      ),
    );
  if (aside.length > 0)
    warn(
      service,
      folder,
      vscode.l10n.t(
        'The record of an interrupted change was damaged and is kept in .safekeep/damaged ({0}). Compare your files with the newest backup.',
        aside.join(', '),
      ),
    );
}

function warn(service: Pick<WorkspaceService, 'state'>, folder: string, message: string): void {
  const [compare, openLog] = [vscode.l10n.t('Compare'), vscode.l10n.t('Open Log')];
  void showWarningMessage(message, compare, openLog).then((answer) => {
    if (answer === openLog) return vscode.commands.executeCommand(commandIds.showLog);
    if (answer !== compare) return undefined;
    // The reading that found it may still be on its way into the state when it is told, but not when it is answered.
    const now = readyFolders(service.state).find(({ id }) => id === folder);
    const backup = now?.snapshot.backups.find(({ isForeign }) => isForeign !== true)?.id;
    return vscode.commands.executeCommand(commandIds.compareBackup, { folder, backup });
  });
}
