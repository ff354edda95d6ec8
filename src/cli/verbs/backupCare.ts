import { resolve } from 'node:path';
import { t } from '@vscode/l10n';
import type { BackupMetadata } from '../../engine/index.ts';
import { backupJson, shownBackup } from '../listings/backupListing.ts';
import {
  argument,
  flagOption,
  linesOf,
  table,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const pruneBackups: Verb = {
  usage: 'backup prune [--dry-run]',
  summary: t(
    'Move backups to the trash if no retention rule keeps them, and show the reason for each backup.',
  ),
  options: dryRun,
  examples: [
    ['backup prune --dry-run', t('Shows which backups would be removed, and why the others stay.')],
    ['backup prune', t('Moves these backups to the trash, where they stay for seven days.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    context.progress(t('Cleaning up backups…'));
    const decisions = await (flagOption(context, 'dry-run') ? engine.planPrune() : engine.prune());
    const text = table(decisions.map(({ id, keeps, why }) => [id, keeps ? t('kept') : t('removed'), why]));
    return { json: decisions, text };
  },
};

export const pinBackup: Verb = {
  usage: 'backup pin REF',
  summary: t('Pin a backup: it stays on top of the list and is never cleaned up.'),
  examples: [['backup pin latest', t('Pins the newest backup.')]],
  run: (context) => update(context, { pinned: true }),
};

export const unpinBackup: Verb = {
  usage: 'backup unpin REF',
  summary: t('Unpin a backup.'),
  examples: [['backup unpin before-release', t('Unpins the backup with that name.')]],
  run: (context) => update(context, { pinned: false }),
};

export const renameBackup: Verb = {
  usage: 'backup rename REF NAME [--note TEXT]',
  summary: t('Name or rename a backup.'),
  options: { note: { kind: 'text', about: t('A note about the backup.') } },
  examples: [['backup rename latest before-release', t('Gives the newest backup a name.')]],
  run: (context) => {
    const note = textOption(context, 'note');
    return update(context, { name: argument(context, 1), ...(note === undefined ? {} : { note }) });
  },
};

export const deleteBackup: Verb = {
  usage: 'backup delete REF',
  summary: t('Move a backup to the trash.'),
  examples: [
    ['backup delete before-release', t('Moves the backup to the trash, where it stays for seven days.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const backup = await engine.findBackup(argument(context, 0));
    await engine.deleteBackup(backup.id);
    return { json: backupJson(backup), text: linesOf([t('{0} is in the trash.', backup.id)]) };
  },
};

export const moveBackups: Verb = {
  usage: 'backup move [FOLDER]',
  summary: t(
    'Keep the backups in FOLDER, which can be outside the repository, so that "git clean" can\'t remove them. Without FOLDER, move them back.',
  ),
  examples: [
    ['backup move ~/backups/app', t('Moves all backups there. New ones go there, too.')],
    ['backup move', t('Moves them back into the config folder.')],
  ],
  run: async (context) => {
    const to = argument(context, 0);
    const { folder, count } = await (await context.open()).moveBackups(to === '' ? null : resolve(to));
    return { json: { folder, count }, text: linesOf([t('Backups in {0}: {1}', folder, count)]) };
  },
};

async function update(context: VerbContext, change: BackupMetadata): Promise<Outcome> {
  const engine = await context.open();
  const { id } = await engine.findBackup(argument(context, 0));
  return shownBackup(await engine.updateBackup(id, change));
}
