// What is done about documents in an older version than migrations lead to, once, as the setting wants it: it is said,
// with the review at hand, or they are migrated already. What was so when the window opened is not said: the views show
// it, and offer the same. It needs nothing of the engine; what is done, the command does.
import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../ids.ts';
import type { Log } from '../../workspace/texts/log.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { migrationsSetting } from '../../workspace/base/settings.ts';
import { versionGaps } from '../../workspace/state/wording.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { PlanView } from '../../workspace/engineWorker/keptPlans.ts';
import type { WorkspaceService } from '../../workspace/workspaceService.ts';
import { notifyOnce, type FollowedService, type NoticeTiming } from '../flow/notifyOnce.ts';

type MigrationService = FollowedService &
  Pick<WorkspaceService, 'plan' | 'asksAboutMigrations' | 'askAboutMigrations'>;

export function offerMigration(service: MigrationService, log: Log): vscode.Disposable {
  /** Who takes a migration back knows that there is one: in this window it is not told again. */
  const offered = new Set<string>();
  const say = async (folder: ReadyFolder, moment: NoticeTiming) => {
    const fresh = gapKeys(folder)
      .map((key) => JSON.stringify([folder.id, key]))
      .filter((key) => !offered.has(key));
    const setting = migrationsSetting();
    if (setting === 'off' || fresh.length === 0) return;
    // Where there is no plan the person is told why when they review it.
    const plan = await service.plan(folder.id, { kind: 'migrate' }).catch(() => undefined);
    if (plan?.writes.length === 0) return;
    for (const key of fresh) offered.add(key);
    const toast = moment === 'happened';
    if (setting === 'auto' && plan && canApplySilently(folder, plan))
      await vscode.commands.executeCommand(commandIds.migrate, { folder: folder.id, review: false, toast });
    else if (toast && service.asksAboutMigrations) await ask(service, folder);
  };
  return vscode.Disposable.from(
    notifyOnce(service, log, { keysOf: gapKeys, say }),
    // Who changes the setting thinks about it anew.
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.migrations)) void service.askAboutMigrations('again');
    }),
  );
}

function gapKeys(folder: ReadyFolder): readonly string[] {
  return versionGaps(folder).map(({ from, to }) => JSON.stringify([from, to]));
}

async function ask(service: MigrationService, folder: ReadyFolder): Promise<void> {
  const { t } = vscode.l10n;
  const sentences = versionGaps(folder).map(({ sentence }) => sentence);
  const [review, never] = [t('Review'), t("Don't Ask Again")];
  const lead = readyFolders(service.state).length > 1 ? `${folder.label}: ` : ''; // Which of them is meant.
  const message = `${lead}${sentences.join(' ')}`;
  const answer = await showInformationMessage(message, review, t('Not Now'), never);
  if (answer === review) await vscode.commands.executeCommand(commandIds.migrate, { folder: folder.id });
  if (answer === never) await service.askAboutMigrations('never');
}

/** Nothing asks for a yes or a look, no unsaved text is in the way, and nobody has just taken a migration back. */
function canApplySilently(
  { id, snapshot: { history } }: ReadyFolder,
  { guards, problems, writes }: PlanView,
): boolean {
  const undone = history.find((entry) => entry.id === history[0]?.undoes);
  return (
    guards.length === 0 &&
    problems.every(({ keyword }) => keyword === 'one-way') &&
    dirtyDocuments(id, writes).length === 0 &&
    undone?.action !== 'migrate'
  );
}
