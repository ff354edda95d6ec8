// Makes a file a target of a config folder that there is already.
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { CommandContext } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';
import { saveDirty } from '../prompts/saveDirty.ts';

/** Another extension may ask for it, so the person does not only see it but is asked. @param file absolute path. */
export async function askToAddTarget(
  context: CommandContext,
  folder: ReadyFolder,
  file: string,
): Promise<void> {
  const question = vscode.l10n.t('Do you want Safekeep to manage {0} as well?', shownPath(file));
  const detail = vscode.l10n.t(
    'It becomes a live file of {0} and is added to its manifest. After that, Safekeep switches it and backs it up.',
    folder.label,
  );
  const yes = vscode.l10n.t('Add Live File');
  if ((await showInformationMessage(question, { modal: true, detail }, yes)) === yes)
    await addTarget(context, folder, file);
}

/** @param file absolute path. */
export async function addTarget(context: CommandContext, folder: ReadyFolder, file: string): Promise<void> {
  const live = relative(folder.id, file).split(sep).join('/');
  if (!(await saveDirty(dirtyDocuments(folder.id, [{ path: live }])))) return;
  const profile = folder.snapshot.state.activeProfile;
  const successMessage =
    profile === null
      ? vscode.l10n.t('Safekeep now also manages {0}.', shownPath(file))
      : vscode.l10n.t(
          'Safekeep now also manages {0}. Its content is in profile {1}.',
          shownPath(file),
          profile,
        );
  await runOperation(context, { folder, operation: { kind: 'add-target', live }, successMessage });
}

function shownPath(file: string): string {
  return vscode.workspace.asRelativePath(file, false);
}
