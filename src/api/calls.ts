// What other extensions can ask for. What writes goes the same road as the commands: with the same questions to the
// person, and told to them in the same way. It is loaded with the first call: with it come the engine and the commands.
import * as vscode from 'vscode';
import type * as safekeep from '../../safekeep.d.ts';
import { askToAddTarget } from '../commands/setup/addTarget.ts';
import type { CommandContext } from '../commands/flow/commandContext.ts';
import { backUp } from '../commands/backups/createBackup.ts';
import { outcomeOf } from '../commands/flow/outcomeOf.ts';
import type { OperationResult } from '../commands/flow/runOperation.ts';
import { setUp } from '../commands/setup/setUp.ts';
import { switching } from '../commands/profiles/switchProfile.ts';
import {
  assertKeyed,
  documentOf,
  findProfile,
  pointerIn,
  toPlain,
  valueAt,
  valueOrThrow,
} from '../engine/index.ts';
import { configFileAt } from '../workspace/editors/configFile.ts';
import { reviewBeforeSwitchSetting } from '../workspace/base/settings.ts';
import { ApiError } from './apiError.ts';
import { folderAt, folderIfAny, targetIn } from './places.ts';
import { plainBackup, plainTarget } from './plainData.ts';
import { plainChange } from './plainChange.ts';

export async function get(
  { service }: CommandContext,
  path: string,
  place: safekeep.ConfigPlace,
): Promise<unknown> {
  const { file } = targetIn(await folderAt(service, place), place.target);
  if (!file) return undefined;
  const document = documentOf(file);
  assertKeyed(document);
  const value = valueOrThrow(document);
  const pointer = pointerIn(value, path);
  const found = pointer === undefined ? undefined : valueAt(value, pointer);
  return found === undefined ? undefined : toPlain(found);
}

export async function switchProfile(
  context: CommandContext,
  name: string,
  options: safekeep.SwitchOptions,
): Promise<safekeep.Done | undefined> {
  const folder = await folderAt(context.service, options);
  const { request, options: reviewOptions } = switching(folder, findProfile(folder.snapshot, name), {});
  if (options.review ?? reviewBeforeSwitchSetting())
    return plainDone(await outcomeOf(context, request, reviewOptions));
  return (await reviewOptions.confirm()) ? plainDone(await outcomeOf(context, request)) : undefined;
}

export async function createBackup(
  context: CommandContext,
  options: safekeep.BackupOptions,
): Promise<safekeep.Backup> {
  return plainBackup(await backUp(context, await folderAt(context.service, options), options));
}

export async function registerTarget(
  context: CommandContext,
  file: vscode.Uri,
  options: safekeep.RegisterOptions,
): Promise<safekeep.Target | undefined> {
  if (file.scheme !== 'file' || !vscode.workspace.getWorkspaceFolder(file))
    throw new ApiError('not-found', vscode.l10n.t("{0} isn't in a folder of this workspace.", file.fsPath));
  const { service } = context;
  const folder = await folderIfAny(service, { folder: options.folder ?? file });
  const known = targetAt(context, file);
  if (known) return known;
  if (folder && (folder.snapshot.targets.length > 0 || folder.snapshot.manifest.path !== undefined))
    await askToAddTarget(context, folder, file.fsPath);
  else
    await setUp(context, {
      file: file.fsPath,
      ...(folder ? { folder: folder.id } : {}),
      ...(options.profile === undefined ? {} : { name: options.profile }),
    });
  return targetAt(context, file);
}

function targetAt({ service }: CommandContext, file: vscode.Uri): safekeep.Target | undefined {
  const found = configFileAt(service.state, file);
  return found?.kind === 'target' ? plainTarget(found.folder, found.target) : undefined;
}

function plainDone(done: OperationResult | undefined): safekeep.Done | undefined {
  if (!done) return undefined;
  const { writes, result } = done;
  const written = writes.flatMap(({ target, changes }) =>
    target === undefined ? [] : changes.map((change) => plainChange(target, change)),
  );
  return { changes: result ? written : [], backup: result && plainBackup(result.backup) };
}
