import * as vscode from 'vscode';
import { showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';
import type { Command } from '../flow/commandContext.ts';

/** Uses a config folder that came along with code of others, from now on. */
export const useFolder: Command = async ({ service }, given) => {
  if (service.state.kind === 'loading') await service.discover();
  const resting = service.state.kind === 'ready' ? service.state.resting : [];
  const items = resting.map(({ id, label }) => ({ label, id }));
  const named = items.find(({ id }) => id === given.folder);
  if (given.folder !== undefined && !named) {
    const message = vscode.l10n.t("{0} isn't a usable config folder.", given.folder);
    return void showInformationMessage(message);
  }
  if (items.length === 0) {
    const message = vscode.l10n.t('All config folders in this workspace are already in use.');
    return void showInformationMessage(message);
  }
  const placeHolder = vscode.l10n.t('Select a config folder to use');
  const chosen = named ?? (await showQuickPick(items, { placeHolder }));
  if (chosen) await service.useFolder(chosen.id);
};
