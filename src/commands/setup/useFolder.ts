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
    const message = vscode.l10n.t('{0} is not a config folder that could be used.', given.folder);
    return void showInformationMessage(message);
  }
  if (items.length === 0) {
    const message = vscode.l10n.t('Every config folder of this workspace is in use.');
    return void showInformationMessage(message);
  }
  const placeHolder = vscode.l10n.t('Use which config folder?');
  const chosen = named ?? (await showQuickPick(items, { placeHolder }));
  if (chosen) await service.useFolder(chosen.id);
};
