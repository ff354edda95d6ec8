// What a recovery could not bring to an end by itself, and that a person should look at: the one thing about it that
// must not only stand in the log, as the folder may be a mixture of two states.
import * as vscode from 'vscode';
import type { Recovery } from '../engine/index.ts';
import { recoverySetting } from '../workspace/settings.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

/** What a reading recovered by itself: nobody has asked, so the setting can say that nothing is to be told. */
export function followKept(service: Pick<WorkspaceService, 'onDidRecover'>): vscode.Disposable {
  return service.onDidRecover(({ folder, recovered }) => {
    if (recoverySetting(vscode.Uri.file(folder)) !== 'off') warnOfKept(recovered);
  });
}

export function warnOfKept(recovered: readonly Recovery[]): void {
  const kept = [...new Set(recovered.flatMap((one) => one.kept))].join(', ');
  const aside = recovered.filter(({ outcome }) => outcome === 'set-aside').map(({ id }) => id);
  if (kept !== '')
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'A change was interrupted, and somebody else had changed {0} meanwhile: kept as it is. Compare it with the newest backup.',
        kept,
      ),
    );
  if (aside.length > 0)
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The record of an unfinished change was damaged and is kept in .safekeep/damaged ({0}). Compare your files with the newest backup.',
        aside.join(', '),
      ),
    );
}
