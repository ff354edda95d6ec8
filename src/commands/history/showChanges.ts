import * as vscode from 'vscode';
import { changesUri } from '../../workspace/base/changesUri.ts';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import { chooseFolderWithPast } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** Opens the change listing of a commit: the one given, or the person's choice. */
export const showChanges: Command = async (context, given) => {
  const folder = await chooseFolderWithPast(context, given);
  if (!folder) return;
  const entry =
    folder.snapshot.history.find(({ id }) => id === given.commit) ??
    (await chooseCommit(folder.snapshot.history));
  if (!entry) return;
  await vscode.window.showTextDocument(
    changesUri({ folder: folder.id, commit: entry.id, title: entry.summary }),
    { preview: true },
  );
};

async function chooseCommit<
  Entry extends { readonly summary: string; readonly at: string; readonly author: string },
>(history: readonly Entry[]): Promise<Entry | undefined> {
  const items = history.map((entry) => ({
    label: entry.summary,
    description: `${new Date(entry.at).toLocaleString(vscode.env.language)} · ${entry.author}`,
    entry,
  }));
  return (
    await showQuickPick(items, {
      placeHolder: vscode.l10n.t('Select a change to show'),
    })
  )?.entry;
}
