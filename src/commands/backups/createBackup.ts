import * as vscode from 'vscode';
import type { Backup } from '../../engine/index.ts';
import { showInStatusBar, showInputBox } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';

export const createBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const title = vscode.l10n.t('Create Backup');
  const name =
    given.name ??
    (await showInputBox({
      title,
      prompt: vscode.l10n.t('Name (optional)'),
    }));
  if (name === undefined) return;
  const asked = given.name === undefined && name !== '';
  const note =
    given.note ?? (asked ? await showInputBox({ title, prompt: vscode.l10n.t('Note (optional)') }) : '');
  if (note === undefined) return;
  await backUp(context, folder, { name, note });
};

/** Asks nothing. A name or note of '' is none. */
export async function backUp(
  { service }: CommandContext,
  folder: ReadyFolder,
  { name = '', note = '' }: Pick<CommandArguments, 'name' | 'note'>,
): Promise<Backup> {
  const backup = await service.createBackup(folder.id, {
    ...(name === '' ? {} : { name }),
    ...(note === '' ? {} : { note }),
  });
  const files = backup.files.map(({ path }) => path).join(', ');
  showInStatusBar({ icon: 'archive', text: vscode.l10n.t('Backed up {0}', files) }, 5_000);
  return backup;
}
