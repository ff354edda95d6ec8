import { t } from '@vscode/l10n';
import { EngineError, pointerFromPath, type Engine, type RestoredBackup } from '../../engine/index.ts';
import { backupJson, backupRow, shownBackup } from '../listings/backupListing.ts';
import { UsageError } from '../commandLine.ts';
import { listElsewhere, storedElsewhere } from '../machines/elsewhere.ts';
import { argument, runPlan, flagOption, table, textOption, type Verb, type VerbContext } from '../verb.ts';
import { allFolders, dryRun } from '../verbShape.ts';

export const createBackup: Verb = {
  usage: 'backup create [--name NAME] [--note TEXT] [--pin] [--all]',
  summary: t('Back up the live files now.'),
  options: {
    name: { kind: 'text', about: t('A name for the backup. Named backups are never cleaned up.') },
    note: { kind: 'text', about: t('A note about the backup.') },
    pin: { kind: 'flag', about: t('Pin the backup, so that it stays on top and is never cleaned up.') },
    ...allFolders,
  },
  examples: [
    ['backup create', t('Backs up the current live files.')],
    ['backup create --name before-release --pin', t('Creates a named backup that is never cleaned up.')],
  ],
  run: async (context) => {
    const [name, note] = [textOption(context, 'name'), textOption(context, 'note')];
    const backup = await (
      await context.open()
    ).createBackup({
      pinned: flagOption(context, 'pin'),
      ...(name === undefined ? {} : { name }),
      ...(note === undefined ? {} : { note }),
    });
    return shownBackup(backup);
  },
};

const machineOption = {
  machine: {
    kind: 'text',
    about: t('The machine that made the backup: its name, or the start of its ID.'),
  },
} as const;

export const listBackups: Verb = {
  usage: 'backup list [--machine MACHINE] [--all-machines] [--all]',
  summary: t('List the backups, newest first.'),
  options: {
    ...machineOption,
    'all-machines': { kind: 'flag', about: t('List the backups of all machines.') },
    ...allFolders,
  },
  examples: [
    ['backup list', t('Shows the ID, name or reason, note, and size of each backup.')],
    ['backup list --all-machines', t('Also lists the backups fetched with "safekeep pull".')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const machine = textOption(context, 'machine');
    if (machine !== undefined || flagOption(context, 'all-machines'))
      return listElsewhere(engine, { machine });
    const { backups } = await engine.snapshot();
    return { json: backups.map(backupJson), text: table(backups.map(backupRow)) };
  },
};

export const showBackup: Verb = {
  usage: 'backup show REF',
  summary: t('Show one backup, by ID, name, or latest.'),
  examples: [['backup show latest', t('Shows the newest backup and its files.')]],
  run: async (context) => shownBackup(await (await context.open()).findBackup(argument(context, 0))),
};

export const restoreBackup: Verb = {
  usage:
    'backup restore REF [--machine MACHINE] [--from REMOTE] [--only POINTER]… [--target TARGET] [--migrate] [--dry-run]',
  summary: t(
    'Restore a backup, or only some of its keys, after backing up the current files. With --migrate, the restored content is migrated to the expected version.',
  ),
  options: {
    only: {
      kind: 'texts',
      about: t('Restore only this key, dotted or as a JSON Pointer. You can repeat this option.'),
    },
    target: {
      kind: 'text',
      about: t(
        'The live file that contains the key (with --only). Needed only if several live files have it.',
      ),
    },
    ...machineOption,
    from: {
      kind: 'text',
      about: t('First fetch the backups from this remote of Git or URL. REF is one of them.'),
    },
    migrate: { kind: 'flag', about: t('Migrate the restored content to the expected version.') },
    ...dryRun,
  },
  examples: [
    ['backup restore latest --dry-run', t('Shows the changes without writing them.')],
    ['backup restore before-release', t('Restores the backup with that name.')],
    ['backup restore latest --only log.level', t('Restores a single key.')],
    [
      'backup restore latest --from origin',
      t('Restores the newest backup that any machine has pushed there.'),
    ],
  ],
  run: async (context) => {
    const how = howToRestore(context);
    const engine = await context.open();
    const meant = await backupMeant(context, engine);
    return runPlan(context, engine, await engine.plan({ kind: 'restore', ...meant, ...how }));
  },
};

/** One that is here comes first, unless the person says where it is. @throws EngineError `not-found`. */
async function backupMeant(context: VerbContext, engine: Engine): Promise<RestoredBackup> {
  const [reference, machine, from] = [
    argument(context, 0),
    textOption(context, 'machine'),
    textOption(context, 'from'),
  ];
  const isElsewhere = machine !== undefined || from !== undefined;
  const known = isElsewhere ? await storedElsewhere(engine, reference, { machine, from }) : null;
  if (known) return { backup: known.id, stored: known };
  try {
    return { backup: (await engine.findBackup(reference)).id };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
    const stored = await storedElsewhere(engine, reference);
    if (stored) return { backup: stored.id, stored };
    throw error;
  }
}

/** @throws UsageError */
function howToRestore(context: VerbContext) {
  const [only, isMigrated] = [context.options['only'], flagOption(context, 'migrate')];
  const target = textOption(context, 'target');
  if (target !== undefined && !Array.isArray(only))
    throw new UsageError(t('--target can only be used with --only.'));
  if (!Array.isArray(only)) return isMigrated ? ({ migrated: true } as const) : {};
  if (isMigrated) throw new UsageError(t("--migrate can't be combined with --only."));
  const keys = { only: only.map((path) => pointerFromPath(String(path))) };
  return target === undefined ? keys : { ...keys, target };
}

export const verifyBackups: Verb = {
  usage: 'backup verify [REF]',
  summary: t('Read every byte of one backup, or of all of them, and compare the checksums.'),
  examples: [
    ['backup verify', t('Checks all backups. The exit code is 3 if one is damaged.')],
    ['backup verify latest', t('Checks the newest backup.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const reference = argument(context, 0);
    const verified = await engine.verifyBackups(
      reference === '' ? undefined : (await engine.findBackup(reference)).id,
      (done, all) => {
        context.progress(t('Verified {0} of {1} backups…', done, all));
      },
    );
    const json = verified.map(({ id, problems }) => ({ id, ok: problems.length === 0, problems }));
    const text = table(
      json.map(({ id, ok, problems }) => [id, ok ? t('ok') : t('damaged'), problems.join('; ')]),
    );
    return { json, text, found: json.some(({ ok }) => !ok) };
  },
};
