import * as vscode from 'vscode';
import type { Profile } from '../../engine/index.ts';
import { visibleText } from '../../engine/base/visibleText.ts';
import { showInputBox } from '../../workspace/texts/messages.ts';
import type { CommandArguments } from '../flow/commandContext.ts';

/** Of a protected profile the name is typed before it is used or changed. @param prompt such as `Type "x" to switch to it`. */
export async function confirmProtected(
  { name, metadata }: Profile,
  given: CommandArguments,
  prompt: string,
): Promise<boolean> {
  if (!metadata.protected || given.confirm === false) return true;
  // What cannot be typed is typed as it is shown.
  const isName = (text: string) => text === name || text === visibleText(name);
  const typed = await showInputBox({
    title: vscode.l10n.t('{0} is protected', name),
    prompt,
    validateInput: (text) =>
      text === '' || isName(text) ? undefined : vscode.l10n.t('This doesn\'t match "{0}".', name),
  });
  return typed !== undefined && isName(typed);
}
