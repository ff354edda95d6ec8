import { basename } from 'node:path';
import * as vscode from 'vscode';
import { nameFault, readExportedProfile } from '../../engine/index.ts';
import { showOpenDialog } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askProfileName, chooseFolder, freeNameLike, isTaken } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { runOperation, type OperationResult } from '../flow/runOperation.ts';

/** Takes in a profile that was exported, here or elsewhere. */
export const importProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const uri = folder && (await chooseFile(folder, given));
  if (!folder || !uri) return;
  const path = basename(uri.fsPath);
  const bytes = await vscode.workspace.fs.readFile(uri);
  const name = given.name ?? (await nameFor(folder, readExportedProfile(path, bytes).name));
  if (name === undefined || name === '') return;
  const operation = { kind: 'import-profile', path, bytes, name } as const;
  await runOperation(context, { folder, operation, successMessage: (done) => doneWith(name, done) });
};

async function chooseFile(
  { root }: ReadyFolder,
  { file }: CommandArguments,
): Promise<vscode.Uri | undefined> {
  if (file !== undefined) return vscode.Uri.file(file);
  const [chosen] =
    (await showOpenDialog({
      title: vscode.l10n.t('Import Profile'),
      defaultUri: vscode.Uri.file(root),
      filters: { [vscode.l10n.t('Exported Profile')]: ['yaml', 'yml', 'json'] },
      openLabel: vscode.l10n.t('Import'),
    })) ?? [];
  return chosen;
}

/** The name that it was exported with; another one is asked for where that cannot be, with the reason. */
async function nameFor(folder: ReadyFolder, name: string): Promise<string | undefined> {
  const fault = nameFault(name);
  if (fault !== null) return askProfileName(folder, { title: fault });
  if (!isTaken(folder, name)) return name;
  const title = vscode.l10n.t(
    'Import {0}: choose another name, because a profile with that name already exists',
    name,
  );
  return askProfileName(folder, { title, value: freeNameLike(folder, name) });
}

/** What is to be seen to yet: a parent that is not there. */
function doneWith(name: string, { problems }: OperationResult): string {
  const done = vscode.l10n.t('Imported profile {0}.', name);
  return [done, ...problems.map(({ message }) => message)].join(' ');
}
