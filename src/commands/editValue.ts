import * as vscode from 'vscode';
import { parseDocument, pointerFromPath, toPlain, valueAt, documentOf, type Value } from '../engine/index.ts';
import type { ReadyFolder } from '../workspace/workspaceState.ts';
import { chooseFolder } from './choose.ts';
import type { Command, CommandArguments } from './commandContext.ts';
import { perform } from './performWish.ts';

/** Sets one value of the live file; only its bytes change. */
export const setValue: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const path = folder && (await askPath(given));
  if (!folder || path === undefined) return;
  const pointer = pointerFromPath(path);
  const text = given.value ?? (await askValue(path, currentText(folder, pointer)));
  const value = text === undefined ? undefined : valueOf(text);
  if (value === undefined) return;
  const wish = { kind: 'edit', edits: [{ op: 'set', pointer, value }] } as const;
  await perform(context, { folder, wish, done: vscode.l10n.t('Set {0}.', path) });
};

/** Removes one key of the live file. */
export const unsetValue: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const path = folder && (await askPath(given));
  if (!folder || path === undefined) return;
  const wish = { kind: 'edit', edits: [{ op: 'remove', pointer: pointerFromPath(path) }] } as const;
  await perform(context, { folder, wish, done: vscode.l10n.t('Removed {0}.', path) });
};

async function askPath(given: CommandArguments): Promise<string | undefined> {
  const path =
    given.path ??
    (await vscode.window.showInputBox({ prompt: vscode.l10n.t('Key, such as server.port or /server/port') }));
  return path === '' ? undefined : path;
}

function currentText({ snapshot }: ReadyFolder, pointer: string): string {
  const file = snapshot.targets[0]?.file;
  const root = file ? documentOf(file).value : undefined;
  const value = root === undefined ? undefined : valueAt(root, pointer);
  return value === undefined ? '' : JSON.stringify(toPlain(value));
}

function askValue(path: string, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('New value of {0}: JSON, or plain text', path),
    value,
  });
}

/** JSON where it is JSON; anything else is the text itself. */
function valueOf(text: string): Value | undefined {
  return parseDocument('value.json', text).value ?? (text === '' ? undefined : text);
}
