// What is done about a damaged live file, once, as the setting wants it: it is said, with the review at hand, or it is
// recovered already. What was so when the window opened is not said: the views show it, and offer the same. It needs
// nothing of the engine; what is done, the commands do.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Damage } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import type { Log } from '../../workspace/texts/log.ts';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import { recoverySetting } from '../../workspace/base/settings.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { PlanView } from '../../workspace/engineWorker/keptPlans.ts';
import type { WorkspaceService } from '../../workspace/workspaceService.ts';
import { notifyOnce, type FollowedService, type NoticeTiming } from '../flow/notifyOnce.ts';

type RecoveryService = FollowedService & Pick<WorkspaceService, 'plan'>;

export function offerRecovery(service: RecoveryService, log: Log): vscode.Disposable {
  return notifyOnce(service, log, {
    keysOf: damageKeys,
    say: (folder, moment) => offer(service, folder, moment),
  });
}

/** Damage by its target and content. */
function damageKeys({ snapshot }: ReadyFolder): readonly string[] {
  return snapshot.damage.map(({ target, kind }) => {
    const content = snapshot.targets.find(({ name }) => name === target)?.file?.sha256;
    return JSON.stringify([target, kind, content]);
  });
}

async function offer(service: RecoveryService, folder: ReadyFolder, moment: NoticeTiming): Promise<void> {
  const { id } = folder;
  const setting = recoverySetting();
  if (setting === 'off' || (setting === 'ask' && moment === 'found')) return;
  // Where there is no plan the person is told why when they review it.
  const plan = await service.plan(id, { kind: 'restore-damaged' }).catch(() => undefined);
  if (setting === 'auto' && plan && canApplySilently(folder, plan)) {
    const toast = moment === 'happened';
    await vscode.commands.executeCommand(commandIds.recover, { folder: id, review: false, toast });
  } else if (moment === 'happened') await ask(folder, plan);
}

async function ask({ id, snapshot: { damage } }: ReadyFolder, plan: PlanView | undefined): Promise<void> {
  const [review, keep] = [vscode.l10n.t('Review'), vscode.l10n.t('Keep Current File')];
  const sentencesOf = (all: readonly Damage[]) => all.map(({ sentence }) => sentence).join(' ');
  const isWhole = ({ path }: Damage) => plan?.writes.some((write) => write.path === path) === true;
  const [whole, lost] = [damage.filter(isWhole), damage.filter((one) => !isWhole(one))];
  const message = [
    ...(whole.length > 0 ? [vscode.l10n.t('{0} Safekeep can recover the content.', sentencesOf(whole))] : []),
    ...(lost.length > 0 ? [vscode.l10n.t('{0} No backup has an intact copy.', sentencesOf(lost))] : []),
  ].join(' ');
  const answer = await showWarningMessage(message, review, keep, vscode.l10n.t('Not Now'));
  if (answer === review) await vscode.commands.executeCommand(commandIds.recover, { folder: id });
  if (answer === keep) await vscode.commands.executeCommand(commandIds.keepAsItIs, { folder: id });
}

/**
 * All of it can be brought back, no guard asks, and nobody can have meant it: who deletes a file, switches a branch or
 * has the file open is asked, and so is where the rest of a file still parses.
 */
function canApplySilently(
  { id, snapshot: { damage } }: ReadyFolder,
  { guards, problems, writes }: PlanView,
): boolean {
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
