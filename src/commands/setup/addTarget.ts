// Makes a file a target of a config folder that there is already. Another extension may ask for it, so the person does
// not only see it but is asked.
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { CommandContext } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';

/** @param file absolute path. */
export async function addTarget(context: CommandContext, folder: ReadyFolder, file: string): Promise<void> {
  const live = relative(folder.id, file).split(sep).join('/');
  const shown = vscode.workspace.asRelativePath(file, false);
  const question = vscode.l10n.t('Do you want Safekeep to manage {0} as well?', shown);
  const detail = vscode.l10n.t(
    'It becomes a target of {0} and is added to its manifest. Switches and backups then include it.',
    folder.label,
  );
  const yes = vscode.l10n.t('Add Target');
  if ((await showInformationMessage(question, { modal: true, detail }, yes)) !== yes) return;
  const successMessage = vscode.l10n.t('Safekeep now also manages {0}.', shown);
  await runOperation(context, { folder, operation: { kind: 'add-target', live }, successMessage });
}
