// Says once that a live file is damaged, as the setting wants it: with the review at hand, or recovered already. A file
// that is only just being written looks damaged for a moment, so damage has to last before anything is said. It starts
// with the window and needs nothing of the engine; what is done, the command does.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Damage, Plan } from '../engine/index.ts';
import { commandIds } from '../ids.ts';
import { recoverySetting } from '../workspace/settings.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

const lastingMs = 1_000;

type Service = Pick<WorkspaceService, 'state' | 'onDidChangeState' | 'refresh' | 'plan' | 'createBackup'>;

export function offerRecovery(service: Service, log: vscode.LogOutputChannel): vscode.Disposable {
  /** Damage that stands, by folder, target and content, and who is going to tell it; each is told once. */
  const seen = new Map<string, symbol>();
  const follow = (state: WorkspaceState) => {
    const now = new Map(readyFolders(state).flatMap(keysOf));
    for (const key of seen.keys()) if (!now.has(key)) seen.delete(key);
    const fresh = [...now.keys()].filter((key) => !seen.has(key));
    for (const [id, keys] of Map.groupBy(fresh, (key) => now.get(key) ?? '')) {
      const teller = Symbol(id);
      for (const key of keys) seen.set(key, teller);
      setTimeout(() => void tell(id, teller), lastingMs);
    }
  };
  const tell = async (id: string, teller: symbol) => {
    const stands = () => [...seen.values()].includes(teller);
    try {
      if (stands()) await service.refresh();
      const folder = readyFolders(service.state).find((one) => one.id === id);
      if (folder && stands()) await offer(service, folder);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
  };
  return vscode.Disposable.from(
    service.onDidChangeState(follow),
    new vscode.Disposable(() => {
      seen.clear();
    }),
  );
}

function keysOf({ id, snapshot }: ReadyFolder): readonly (readonly [string, string])[] {
  return snapshot.damage.map(({ target, kind }) => {
    const content = snapshot.targets.find(({ name }) => name === target)?.file?.sha256;
    return [JSON.stringify([id, target, kind, content]), id];
  });
}

async function offer(service: Service, folder: ReadyFolder): Promise<void> {
  const { id, snapshot } = folder;
  const setting = recoverySetting(vscode.Uri.file(id));
  if (setting === 'off') return;
  // Where there is no plan the person is told why when they review it.
  const plan = await service.plan(id, { kind: 'recover' }).catch(() => undefined);
  if (setting === 'auto' && plan && needsNobody(folder, plan)) {
    await vscode.commands.executeCommand(commandIds.recover, { folder: id, review: false });
    return;
  }
  const [review, keep] = [vscode.l10n.t('Review'), vscode.l10n.t('Keep As It Is')];
  const sentencesOf = (damage: readonly Damage[]) => damage.map(({ sentence }) => sentence).join(' ');
  const isWhole = ({ path }: Damage) => plan?.writes.some((write) => write.path === path) === true;
  const [whole, lost] = [snapshot.damage.filter(isWhole), snapshot.damage.filter((one) => !isWhole(one))];
  const message = [
    ...(whole.length > 0 ? [vscode.l10n.t('{0} Safekeep can bring it back.', sentencesOf(whole))] : []),
    ...(lost.length > 0 ? [vscode.l10n.t('{0} No backup holds it whole.', sentencesOf(lost))] : []),
  ].join(' ');
  const answer = await vscode.window.showWarningMessage(message, review, keep, vscode.l10n.t('Not Now'));
  if (answer === review) await vscode.commands.executeCommand(commandIds.recover, { folder: id });
  // A backup by hand says that it is meant so.
  if (answer === keep)
    await service.createBackup(id, {
      note: vscode.l10n.t('Kept as it is: {0}', sentencesOf(snapshot.damage)),
    });
}

/**
 * All of it can be brought back, no guard asks, and nobody can have meant it: who deletes a file, switches a branch or
 * has the file open is asked, and so is where the rest of a file still parses.
 */
function needsNobody({ id, snapshot: { damage } }: ReadyFolder, { guards, problems, writes }: Plan): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ input }) => input));
  const open = new Set(
    tabs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
  );
  const isPlain = ({ path, kind }: Damage) =>
    kind !== 'gone' &&
    !open.has(vscode.Uri.file(join(id, path)).toString()) &&
    (kind !== 'truncated' || writes.some((write) => write.path === path && write.kind === 'text'));
  return guards.length === 0 && problems.length === 0 && damage.every(isPlain);
}
