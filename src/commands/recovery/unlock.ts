import * as vscode from 'vscode';
import { showInStatusBar, showWarningMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { warnAboutRecovery } from '../errors/warnAboutRecovery.ts';

/** Takes the config folder from a process that holds it and never finishes; what that left is brought to its end. */
export const unlock: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const { t } = vscode.l10n;
  const takeOver = t('Take Over');
  const detail = t(
    'The process that holds the lock can no longer change anything. Its change will be finished or rolled back.',
  );
  const options = { modal: true, detail } as const;
  const answer =
    given.confirm === false
      ? takeOver
      : await showWarningMessage(t('Take over {0}?', folder.label), options, takeOver);
  if (answer !== takeOver) return;
  const recovered = await context.service.unlock(folder.id);
  warnAboutRecovery(context.service, { folder: folder.id, recovered });
  showInStatusBar({ icon: 'unlock', text: t('Took over {0}', folder.label) }, 5_000);
};
