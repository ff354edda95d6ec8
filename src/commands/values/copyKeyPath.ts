import * as vscode from 'vscode';
import { pathFromPointer, pointerFromPath, type Pointer } from '../../engine/index.ts';
import { configFileAt } from '../../workspace/editors/configFile.ts';
import { showInStatusBar, showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';
import { placeAt } from '../../workspace/editors/originAt.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';

/** Copies where a key is, as people write it or as a JSON Pointer: of a row, or of the key that the cursor is in. */
export const copyKeyPath: Command = async (context, given) => {
  const pointer = pointerOf(context, given);
  if (pointer === undefined || pointer === '')
    return void showInformationMessage(
      vscode.l10n.t('Put the cursor on a key in a live file or profile first.'),
    );
  const path = await chooseForm(pointer);
  if (path === undefined) return;
  await vscode.env.clipboard.writeText(path);
  showInStatusBar({ text: vscode.l10n.t('Copied {0}', path) }, 3_000);
};

function pointerOf({ service }: CommandContext, { path }: CommandArguments): Pointer | undefined {
  if (path !== undefined) return pointerFromPath(path);
  const editor = vscode.window.activeTextEditor;
  const file = editor && configFileAt(service.state, editor.document.uri);
  if (!file) return undefined;
  return placeAt(file, editor.document.getText(), editor.document.offsetAt(editor.selection.active))?.pointer;
}

/** A key with dots of its own can only be said by its pointer. */
async function chooseForm(pointer: Pointer): Promise<string | undefined> {
  const dotted = pathFromPointer(pointer);
  if (dotted === pointer) return pointer;
  const forms = [
    { label: dotted, description: vscode.l10n.t('dotted') },
    { label: pointer, description: vscode.l10n.t('JSON Pointer') },
  ];
  const placeHolder = vscode.l10n.t('Select a format for the path');
  return (await showQuickPick(forms, { placeHolder }))?.label;
}
