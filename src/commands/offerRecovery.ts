// Says once that a live file is damaged, as the setting wants it: with the review at hand, or recovered already. A file
// that is only just being written looks damaged for a moment, so damage has to last before anything is said. It starts
// with the window and needs nothing of the engine; what is done, the command does.
import * as vscode from 'vscode';
import { commandIds } from '../ids.ts';
import { recoverySetting } from '../workspace/settings.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

const lastingMs = 1_000;

export function offerRecovery(service: WorkspaceService, log: vscode.LogOutputChannel): vscode.Disposable {
  /** Damage that stands, by folder, target and content; each is told once. */
  const seen = new Map<string, NodeJS.Timeout>();
  const follow = (state: WorkspaceState) => {
    const now = new Map(readyFolders(state).flatMap(keysOf));
    for (const [key, timer] of seen) if (!now.has(key) && seen.delete(key)) clearTimeout(timer);
    for (const [id, fresh] of Map.groupBy(
      [...now.keys()].filter((key) => !seen.has(key)),
      (key) => now.get(key) ?? '',
    )) {
      const timer = setTimeout(() => void tell(id, fresh), lastingMs);
      for (const key of fresh) seen.set(key, timer);
    }
  };
  const tell = async (id: string, keys: readonly string[]) => {
    try {
      await service.refresh();
      const folder = readyFolders(service.state).find((one) => one.id === id);
      if (folder && keys.some((key) => seen.has(key))) await offer(service, folder);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
  };
  return vscode.Disposable.from(
    service.onDidChangeState(follow),
    new vscode.Disposable(() => {
      for (const timer of seen.values()) clearTimeout(timer);
    }),
  );
}

function keysOf({ id, snapshot }: ReadyFolder): readonly (readonly [string, string])[] {
  return snapshot.damage.map(({ target, kind }) => {
    const content = snapshot.targets.find(({ name }) => name === target)?.file?.sha256;
    return [JSON.stringify([id, target, kind, content]), id];
  });
}

async function offer(service: WorkspaceService, { id, snapshot }: ReadyFolder): Promise<void> {
  const setting = recoverySetting(vscode.Uri.file(id));
  if (setting === 'off') return;
  if (setting === 'auto' && (await needsNobody(service, id))) {
    await vscode.commands.executeCommand(commandIds.recover, { folder: id, review: false });
    return;
  }
  const review = vscode.l10n.t('Review');
  const sentences = snapshot.damage.map(({ sentence }) => sentence).join(' ');
  const message = vscode.l10n.t('{0} Safekeep can bring it back.', sentences);
  const answer = await vscode.window.showWarningMessage(message, review, vscode.l10n.t('Not Now'));
  if (answer === review) await vscode.commands.executeCommand(commandIds.recover, { folder: id });
}

/** All of it can be brought back, and no guard asks. */
function needsNobody(service: WorkspaceService, folder: string): Promise<boolean> {
  return service.plan(folder, { kind: 'recover' }).then(
    ({ guards, problems }) => guards.length === 0 && problems.length === 0,
    () => false, // Said when the person reviews it.
  );
}
