import * as vscode from 'vscode';
import {
  documentOf,
  knownVersions,
  readVersions,
  sameVersion,
  versionOf,
  type Version,
} from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import { runOperation, reviewOperation } from '../flow/runOperation.ts';

/** Every document to the version that is expected. */
export const migrate: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (folder) await runMigration(context, given, { folder });
};

/** Every document to the version that is named or chosen, which can be an older one. */
export const migrateTo: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const to = folder && (given.version ?? (await chooseVersion(folder)));
  if (folder && to !== undefined) await runMigration(context, given, { folder, to });
};

interface Journey {
  readonly folder: ReadyFolder;
  /** The version that is expected when not said. */
  readonly to?: Version;
}

async function runMigration(
  context: CommandContext,
  given: CommandArguments,
  { folder, to }: Journey,
): Promise<void> {
  const operation = { kind: 'migrate', ...(to === undefined ? {} : { to }) } as const;
  const plan = await context.service.plan(folder.id, operation);
  const version = to ?? expectedOf(folder);
  if (plan.writes.length === 0)
    return void showInformationMessage(
      vscode.l10n.t('Nothing to migrate: {0} is at version {1}.', folder.label, version),
    );
  const successMessage = vscode.l10n.t('Migrated {0} to version {1}.', folder.label, version);
  const request = { folder, operation, successMessage };
  const notify = given.toast === false ? 'in the status bar' : 'always';
  if (given.review === false) return runOperation(context, { ...request, notify });
  const applyLabel = vscode.l10n.t('Migrate');
  const reopen =
    to === undefined
      ? { command: commandIds.migrate, given: { folder: folder.id } }
      : { command: commandIds.migrateTo, given: { folder: folder.id, version: String(to) } };
  await reviewOperation(context, request, { subtitle: folder.label, facts: [], applyLabel, reopen });
}

function expectedOf({ snapshot }: ReadyFolder): string {
  return [...new Set(readVersions(snapshot).reports.map(({ wanted }) => String(wanted)))].join(', ');
}

async function chooseVersion(folder: ReadyFolder): Promise<Version | undefined> {
  const { migrations } = folder.snapshot;
  const versions = knownVersions(migrations).toReversed();
  if (versions.length === 0)
    return void showInformationMessage(vscode.l10n.t('There are no migrations yet.'));
  const here = liveVersions(folder);
  const items = versions.map((version) => {
    const isCurrent = here.some((one) => sameVersion(one, version));
    const leading = migrations.filter(({ to }) => sameVersion(to, version));
    const detail = leading.flatMap(({ description }) => description ?? []).join(' · ');
    return {
      label: String(version),
      description: isCurrent ? vscode.l10n.t('current') : '',
      iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : 'circle-outline'),
      ...(detail === '' ? {} : { detail }),
      version,
    };
  });
  const placeHolder = vscode.l10n.t('Select a version to migrate {0} to', folder.label);
  return (await showQuickPick(items, { placeHolder, matchOnDetail: true }))?.version;
}

function liveVersions({ snapshot }: ReadyFolder): readonly Version[] {
  return snapshot.targets.flatMap(({ file }) => {
    const value = file ? documentOf(file).value : undefined;
    return value === undefined ? [] : (versionOf(snapshot, value) ?? []);
  });
}
