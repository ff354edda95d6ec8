import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Interrupted } from '../../engine/index.ts';
import { showInformationMessage, showQuickPick, showWarningMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { warnAboutRecovery } from '../errors/warnAboutRecovery.ts';

/** A change that was interrupted and isn't known to be this user's is finished on their word alone, after a look at it. */
export const reviewInterrupted: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const { t } = vscode.l10n;
  const waiting = folder.snapshot.interrupted.filter(({ kind }) => kind !== 'own');
  const items = waiting.map((one) => ({ label: one.summary ?? one.id, description: one.path, one }));
  if (items.length === 0)
    return void showInformationMessage(t('There are no interrupted changes to review.'));
  const placeHolder = t('Select an interrupted change to review');
  const chosen = items.length === 1 ? items[0] : await showQuickPick(items, { placeHolder });
  if (!chosen) return;
  const { one } = chosen;
  const finish = one.kind === 'damaged' ? t('Set Aside') : t('Finish or Roll Back');
  const show = t('Show Record');
  const answer = await showWarningMessage(
    questionOf(one),
    { modal: true, detail: detailOf(one) },
    show,
    finish,
  );
  if (answer === show) {
    const uri = vscode.Uri.file(join(folder.id, one.path));
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  if (answer !== finish) return;
  const recovered = await context.service.recoverInterrupted(folder.id, { trust: true });
  warnAboutRecovery(context.service, { folder: folder.id, recovered });
};

function questionOf({ kind, summary = '' }: Interrupted): string {
  return kind === 'damaged'
    ? vscode.l10n.t("The record of an interrupted change can't be read.")
    : vscode.l10n.t("“{0}” was interrupted, and you didn't make it on this computer.", summary);
}

function detailOf({ kind, files }: Interrupted): readonly string[] {
  const { t } = vscode.l10n;
  if (kind === 'damaged')
    return [t('It was moved to .safekeep/damaged. Compare your files with the newest backup.')];
  return [
    t(
      'It came with the folder, or it was written by another user or on another computer. If you trust it, Safekeep backs up your files, then finishes the change or rolls it back.',
    ),
    ...files,
  ];
}
