import * as vscode from 'vscode';
import {
  compareVersions,
  documentOf,
  isVersion,
  versionOf,
  type NewMigration,
  type Version,
} from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInputBox } from '../../workspace/texts/messages.ts';
import { chooseFolder, chooseTarget } from '../prompts/choose.ts';
import { pickBaseline, type LiveFile } from '../prompts/pickBaseline.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import { runOperation, reviewOperation, type OperationResult } from '../flow/runOperation.ts';
import { saveLiveFiles } from '../prompts/saveDirty.ts';

/** Writes down as a migration what was changed in a live file since an older content of it, and opens that document. */
export const createMigration: Command = async (context, given) => {
  const chosen = await chooseFolder(context, given);
  const folder = chosen && (await saveLiveFiles(context, chosen));
  const target = folder && (await chooseTarget(folder, given));
  const said = folder && target && (await ask(context, given, { folder, target }));
  if (!folder || !said) return;
  const request = {
    folder,
    operation: { kind: 'create-migration', ...said },
    successMessage: vscode.l10n.t('Created migration {0} → {1}.', said.fromVersion, said.toVersion),
    openAfter: ({ writes }: OperationResult) => writes.find(({ kind }) => kind === 'created')?.path,
  } as const;
  if (given.review === false) return runOperation(context, request);
  const applyLabel = vscode.l10n.t('Create Migration');
  const reopen = {
    command: commandIds.createMigration,
    given: {
      folder: folder.id,
      target: target.name,
      from: said.from,
      fromVersion: String(said.fromVersion),
      version: String(said.toVersion),
      description: said.description,
    },
  };
  await reviewOperation(context, request, { subtitle: folder.label, facts: [], applyLabel, reopen });
};

async function ask(
  context: CommandContext,
  given: CommandArguments,
  live: LiveFile,
): Promise<Required<NewMigration> | undefined> {
  const { folder, target } = live;
  const older = await pickBaseline(context, given, live);
  if (!older) return undefined;
  const stated = older.value === undefined ? undefined : versionOf(folder.snapshot, older.value);
  const fromVersion = asVersion(given.fromVersion ?? stated?.toString()) ?? (await askOlderVersion());
  if (fromVersion === undefined) return undefined;
  const toVersion = asVersion(given.version) ?? (await askNewVersion(live, fromVersion));
  if (toVersion === undefined) return undefined;
  const description =
    given.description ??
    (await showInputBox({
      title: vscode.l10n.t('Create Migration {0} → {1}', fromVersion, toVersion),
      prompt: vscode.l10n.t('Describe the migration in one sentence (optional)'),
    }));
  if (description === undefined) return undefined;
  return { from: older.reference, target: target.name, fromVersion, toVersion, description };
}

/** A version as it was typed or given; migration documents have whole numbers as numbers. */
function asVersion(text: string | undefined): Version | undefined {
  if (text === undefined || !isVersion(text)) return undefined;
  return /^\d+$/.test(text) ? Number(text) : text;
}

async function askOlderVersion(): Promise<Version | undefined> {
  const text = await showInputBox({
    title: vscode.l10n.t('Create Migration'),
    prompt: vscode.l10n.t('The older content has no version. Enter it.'),
    placeHolder: '1.0.0',
    validateInput: (typed) => (typed === '' ? undefined : versionFault(typed)),
  });
  return asVersion(text);
}

/** What the live file says already, else what comes next. */
async function askNewVersion({ folder, target }: LiveFile, from: Version): Promise<Version | undefined> {
  const value = target.file ? documentOf(target.file).value : undefined;
  const live = value === undefined ? undefined : versionOf(folder.snapshot, value);
  const isNewer = live !== undefined && compareVersions(live, from) > 0;
  const text = await showInputBox({
    title: vscode.l10n.t('Create Migration from {0}', from),
    prompt: vscode.l10n.t('The current version of {0}', target.path),
    value: String(isNewer ? live : nextMinor(from)),
    validateInput: (typed) => (typed === '' ? undefined : (versionFault(typed) ?? orderFault(typed, from))),
  });
  return asVersion(text);
}

function versionFault(text: string): string | undefined {
  return isVersion(text)
    ? undefined
    : vscode.l10n.t('"{0}" isn\'t a valid version. Use one like 1.2.0, or a whole number.', text);
}

function orderFault(text: string, from: Version): string | undefined {
  return compareVersions(text, from) > 0 ? undefined : vscode.l10n.t("{0} isn't newer than {1}.", text, from);
}

/** 1.3.0 after 1.2.4, and 3 after 2. */
function nextMinor(version: Version): Version {
  const [major = '0', minor] = String(version).split(/[.+-]/);
  return minor === undefined ? Number(major) + 1 : `${major}.${Number(minor) + 1}.0`;
}
