import { pointerFromPath, type Backup, type BackupMetadata } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import {
  argument,
  carryOut,
  flagOption,
  table,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';

export const createBackup: Verb = {
  usage: 'backup create [--name NAME] [--note TEXT] [--pin]',
  summary: 'Back the live files up now.',
  options: { name: 'text', note: 'text', pin: 'flag' },
  run: async (context) => {
    const [name, note] = [textOption(context, 'name'), textOption(context, 'note')];
    const backup = await (
      await context.open()
    ).createBackup({
      pinned: flagOption(context, 'pin'),
      ...(name === undefined ? {} : { name }),
      ...(note === undefined ? {} : { note }),
    });
    return shown(backup);
  },
};

export const listBackups: Verb = {
  usage: 'backup list',
  summary: 'List the backups, newest first.',
  run: async ({ open }) => {
    const { backups } = await (await open()).snapshot();
    return { json: backups.map(toJson), text: table(backups.map(rowOf)) };
  },
};

export const showBackup: Verb = {
  usage: 'backup show REF',
  summary: 'Show one backup: by id, by name, or latest.',
  run: async (context) => shown(await (await context.open()).findBackup(argument(context, 0))),
};

export const restoreBackup: Verb = {
  usage: 'backup restore REF [--only POINTER]… [--migrate] [--dry-run]',
  summary:
    'Bring a backup back, whole or only some keys of it, after another backup; with --migrate in the version that is expected.',
  options: { only: 'texts', migrate: 'flag', 'dry-run': 'flag' },
  run: async (context) => {
    const how = howToRestore(context);
    const engine = await context.open();
    const { id } = await engine.findBackup(argument(context, 0));
    return carryOut(context, engine, await engine.plan({ kind: 'restore', backup: id, ...how }));
  },
};

/** @throws UsageError */
function howToRestore(context: VerbContext) {
  const [only, isMigrated] = [context.options['only'], flagOption(context, 'migrate')];
  if (!Array.isArray(only)) return isMigrated ? ({ migrated: true } as const) : {};
  if (isMigrated) throw new UsageError('--migrate goes with a whole backup, not with --only.');
  return { only: only.map((path) => pointerFromPath(String(path))) };
}

export const verifyBackups: Verb = {
  usage: 'backup verify [REF]',
  summary: 'Read every byte of a backup, or of all, and compare the checksums.',
  run: async (context) => {
    const engine = await context.open();
    const reference = argument(context, 0);
    const verified = await engine.verifyBackups(
      reference === '' ? undefined : (await engine.findBackup(reference)).id,
    );
    const json = verified.map(({ id, problems }) => ({ id, ok: problems.length === 0, problems }));
    const text = table(json.map(({ id, ok, problems }) => [id, ok ? 'ok' : 'damaged', problems.join('; ')]));
    return { json, text, found: json.some(({ ok }) => !ok) };
  },
};

export const pruneBackups: Verb = {
  usage: 'backup prune [--dry-run]',
  summary: 'Move the backups that the retention lets go to the trash, and say why each stays or goes.',
  options: { 'dry-run': 'flag' },
  run: async (context) => {
    const engine = await context.open();
    const decisions = await (flagOption(context, 'dry-run') ? engine.planPrune() : engine.prune());
    const text = table(decisions.map(({ id, keeps, why }) => [id, keeps ? 'stays' : 'goes', why]));
    return { json: decisions, text };
  },
};

export const pinBackup: Verb = {
  usage: 'backup pin REF',
  summary: 'Pin a backup: it stays on top of the list, and no retention takes it away.',
  run: (context) => update(context, { pinned: true }),
};

export const unpinBackup: Verb = {
  usage: 'backup unpin REF',
  summary: 'Take the pin away.',
  run: (context) => update(context, { pinned: false }),
};

export const renameBackup: Verb = {
  usage: 'backup rename REF NAME [--note TEXT]',
  summary: 'Name a backup.',
  options: { note: 'text' },
  run: (context) => {
    const note = textOption(context, 'note');
    return update(context, { name: argument(context, 1), ...(note === undefined ? {} : { note }) });
  },
};

export const deleteBackup: Verb = {
  usage: 'backup delete REF',
  summary: 'Move a backup to the trash.',
  run: async (context) => {
    const engine = await context.open();
    const backup = await engine.findBackup(argument(context, 0));
    await engine.deleteBackup(backup.id);
    return { json: toJson(backup), text: `${backup.id} is in the trash.\n` };
  },
};

async function update(context: VerbContext, change: BackupMetadata): Promise<Outcome> {
  const engine = await context.open();
  const { id } = await engine.findBackup(argument(context, 0));
  return shown(await engine.updateBackup(id, change));
}

function shown(backup: Backup): Outcome {
  return {
    json: toJson(backup),
    text: table([
      rowOf(backup),
      ...backup.files.map((file) => [`  ${file.path}`, `${file.size} bytes`, file.sha256, '', '']),
    ]),
  };
}

/** The shape that scripts rely on. */
function toJson({ id, name, note, createdAt, reason, author, pinned, size, files }: Backup): unknown {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    createdAt,
    reason,
    author,
    pinned,
    size,
    files,
  };
}

function rowOf({ id, name, note, reason, summary, pinned, size }: Backup): readonly string[] {
  return [id, pinned ? 'pinned' : '', name ?? reason, note ?? summary ?? '', `${size} bytes`];
}
