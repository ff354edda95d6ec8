import * as vscode from 'vscode';
import {
  documentOf,
  parseDocument,
  pointerFromPath,
  resolveOrThrow,
  toPlain,
  valueAt,
  type Profile,
  type Target,
  type Value,
} from '../../engine/index.ts';
import { commandIds, type CommandId } from '../../ids.ts';
import { showInputBox } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askPath, chooseFolder, chooseTarget } from '../prompts/choose.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import { reviewOperation, runOperation, type OperationRequest } from '../flow/runOperation.ts';

/** Sets one value of a live file, or of a profile; only its bytes change. */
export const setValue: Command = async (context, given) => {
  const place = await choosePlace(context, given);
  if (!place) return;
  const { folder, path, pointer } = place;
  const text = given.value ?? (await askValue(path, currentText(place)));
  const value = text === undefined ? undefined : parseInput(text);
  if (value === undefined) return;
  const operation = { kind: 'edit', ...editTarget(place), edits: [{ op: 'set', pointer, value }] } as const;
  const request = { folder, operation, successMessage: vscode.l10n.t('Set {0}.', path) };
  await runEdit(context, request, { place, command: commandIds.setValue, review: given.review });
};

/** Removes one key of a live file, or of a profile, which then leaves it out of what it inherits. */
export const unsetValue: Command = async (context, given) => {
  const place = await choosePlace(context, given);
  if (!place) return;
  const { folder, path, pointer } = place;
  const operation = { kind: 'edit', ...editTarget(place), edits: [{ op: 'remove', pointer }] } as const;
  const request = { folder, operation, successMessage: vscode.l10n.t('Removed {0}.', path) };
  await runEdit(context, request, { place, command: commandIds.unsetValue, review: given.review });
};

interface EditCommand {
  readonly place: EditPlace;
  readonly command: CommandId;
  readonly review: boolean | undefined;
}

/** At once, unless YAML aliases read the value: then the person chooses which keys change. */
async function runEdit(
  context: CommandContext,
  request: OperationRequest,
  { place: { folder, target, profile, pointer }, command, review }: EditCommand,
): Promise<void> {
  const mayHaveAliases = target.format === 'yaml' && profile === undefined;
  const plan =
    mayHaveAliases && review !== false ? await context.service.plan(folder.id, request.operation) : undefined;
  if (!plan?.changesAlong) return runOperation(context, request);
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: [],
    applyLabel: vscode.l10n.t('Apply'),
    // Without the value, which may be a secret.
    reopen: { command, given: { folder: folder.id, target: target.name, path: pointer } },
  });
}

interface EditPlace {
  readonly folder: ReadyFolder;
  readonly target: Target;
  /** Of the live file where there is none. */
  readonly profile: string | undefined;
  readonly path: string;
  readonly pointer: string;
}

async function choosePlace(context: CommandContext, given: CommandArguments): Promise<EditPlace | undefined> {
  const folder = await chooseFolder(context, given);
  const target = folder && (await chooseTarget(folder, given));
  const path = target && (await askPath(given));
  if (!folder || !target || path === undefined) return undefined;
  return { folder, target, profile: given.profile, path, pointer: pointerFromPath(path) };
}

function editTarget({ target, profile }: EditPlace): { readonly target: string; readonly profile?: string } {
  return { target: target.name, ...(profile === undefined ? {} : { profile }) };
}

function currentText(place: EditPlace): string {
  const { folder, target, profile: name, pointer } = place;
  const profile = folder.snapshot.profiles.find((candidate) => candidate.name === name);
  const root = profile ? contentOf(place, profile) : target.file ? documentOf(target.file).value : undefined;
  const value = root === undefined ? undefined : valueAt(root, pointer);
  return value === undefined ? '' : JSON.stringify(toPlain(value));
}

function contentOf({ folder, target }: EditPlace, profile: Profile): Value | undefined {
  return resolveOrThrow(folder.snapshot, profile, target)?.value;
}

function askValue(path: string, value: string): Thenable<string | undefined> {
  return showInputBox({
    prompt: vscode.l10n.t('New value of {0}: JSON, or plain text', path),
    value,
  });
}

/** JSON where it is JSON; anything else is the text itself. */
function parseInput(text: string): Value | undefined {
  return parseDocument('value.json', text).value ?? (text === '' ? undefined : text);
}
