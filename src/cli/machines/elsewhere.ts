// Backups of other machines, as the terminal names, lists, and restores them.
import { t } from '@vscode/l10n';
import { EngineError, type Engine, type StoredBackup } from '../../engine/index.ts';
import {
  remoteKey,
  cloneAround,
  cloneOf,
  type Clone,
  pullBackups,
  listMachines,
  readStored,
  type MachineBackups,
  remoteMeant,
} from '../../git/index.ts';
import { backupJson, backupRow } from '../listings/backupListing.ts';
import { linesOf, table, type Outcome } from '../verb.ts';

export interface Elsewhere {
  /** A machine's id, the beginning of it, or its name. */
  readonly machine?: string | undefined;
  /** A remote of Git, or a URL, to fetch from first. */
  readonly from?: string | undefined;
}

/** The backups of one machine, or of all. @throws EngineError `not-found`, `io`. */
export async function listElsewhere(engine: Engine, wanted: Elsewhere): Promise<Outcome> {
  const machines = await machinesMeant(engine, await cloneOf(engine.folder), wanted);
  const unread = machines.filter(({ unreadable }) => unreadable !== 0);
  return {
    json: machines.flatMap(({ machine, label, backups }) =>
      backups.map(({ backup }) => ({ machine, label, ...objectOf(backupJson(backup)) })),
    ),
    text:
      table(machines.flatMap((one) => one.backups.map(({ backup }) => [nameOf(one), ...backupRow(backup)]))) +
      linesOf(unread.map(unreadSentence)),
    found: unread.length > 0,
  };
}

/**
 * Finds a backup that isn't in this folder; `null` where there is none and no machine was named.
 * @param reference an id, a name, or `latest`. @throws EngineError `not-found`, `corrupt`, `io`.
 */
export async function storedElsewhere(
  engine: Engine,
  reference: string,
  wanted: Elsewhere = {},
): Promise<StoredBackup | null> {
  const isNamed = wanted.machine !== undefined || wanted.from !== undefined;
  const clone = isNamed ? await cloneOf(engine.folder) : await cloneAround(engine.folder);
  if (!clone) return null;
  const machines = await machinesMeant(engine, clone, wanted);
  const newestFirst = machines
    .flatMap(({ backups }) => backups)
    .toSorted((one, other) => (one.backup.id < other.backup.id ? 1 : -1));
  const found =
    newestFirst.find(({ backup }) => backup.id === reference) ??
    newestFirst.find(({ backup }) => backup.name === reference || (reference === 'latest' && isNamed));
  if (found) return readStored(clone, found.entry);
  if (!isNamed) return null;
  throw new EngineError('not-found', t('There is no backup "{0}".', reference), { reference });
}

async function machinesMeant(
  engine: Engine,
  clone: Clone,
  { machine: given, from }: Elsewhere,
): Promise<readonly MachineBackups[]> {
  const key = from === undefined ? undefined : await fetched(clone, from);
  const machines = await listMachines(engine, clone, ({ remote }) => key === undefined || remote === key);
  if (given === undefined) return machines;
  const named = machines.filter(
    ({ machine, label }) => label === given || (given.length >= 4 && machine.startsWith(given)),
  );
  if (named.length > 0) return named;
  const message = t('There is no machine "{0}".', given);
  throw new EngineError('not-found', message, { known: machines.map(nameOf) });
}

/** Fetches what is there, and returns the key by which its refs are known. */
async function fetched(clone: Clone, from: string): Promise<string> {
  const { url } = await remoteMeant(clone, from);
  await pullBackups(clone, url);
  return remoteKey(url);
}

function nameOf({ machine, label }: MachineBackups): string {
  const start = machine.slice(0, 8);
  return label === '' ? start : `${label} (${start})`;
}

function unreadSentence(one: MachineBackups): string {
  return one.unreadable === null
    ? t("The backups of {0} can't be read.", nameOf(one))
    : t("{0} backups of {1} can't be read.", one.unreadable, nameOf(one));
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
