// What must hold of a config folder when recovery has run, whatever happened before: the promises of docs/internals/durability.md.
import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../../src/engine/index.ts';
import { hashOf, type DiskImage } from '../disk/diskImage.ts';
import { startGeneration } from './repeatable.ts';
import { diskAfterCrash, openOn, simulatedConfig, withoutLock } from '../disk/simulatedFolder.ts';

/** `mixed` is always a fault. */
export type Outcome = 'old' | 'new' | 'mixed';

export interface Finding {
  readonly outcome: Outcome;
  readonly faults: readonly string[];
  /** Of the files alone, and what is wrong whatever backups and history there are: for when the operation was run again. */
  readonly files: Outcome;
  readonly faultsAnyway: readonly string[];
}

export type RecoveredCheck = (image: DiskImage) => Promise<Finding>;

interface View {
  /** A person's files and the record of the active profile. */
  readonly files: DiskImage;
  readonly backups: ReadonlySet<string>;
  readonly history: Snapshot['history'];
}

/** Checks disks against those before and after the operation, each disk once. */
export async function recoveredCheck(before: DiskImage, after: DiskImage): Promise<RecoveredCheck> {
  const [old, done] = [(await look(before)).view, (await look(after)).view];
  const known = new Map<string, Finding>();
  return async (image) => {
    const key = hashOf(image);
    const finding = known.get(key) ?? (await examine(image, old, done));
    known.set(key, finding);
    return finding;
  };
}

async function examine(image: DiskImage, old: View, done: View): Promise<Finding> {
  const { view, faults } = await look(image);
  const outcome = outcomeOf(view, old, done);
  const strays = [...image.keys()].filter(isStray).map((path) => `${path} is left behind`);
  const faultsAnyway = [...faults, ...strays];
  const found = [...faultsAnyway, ...historyFaults(view, outcome, { old, done })];
  if (outcome === 'mixed') found.push('the files are neither all old nor all new');
  for (const id of old.backups)
    if (!view.backups.has(id) && done.backups.has(id)) found.push(`backup ${id} is lost`);
  for (const id of view.backups)
    if (!old.backups.has(id) && !done.backups.has(id)) found.push(`backup ${id} is nobody's`);
  const has = (wanted: View) => hashOf(view.files) === hashOf(wanted.files);
  return { outcome, faults: found, files: has(done) ? 'new' : has(old) ? 'old' : 'mixed', faultsAnyway };
}

/** What the next opener sees, and whether another recovery finds anything to do. */
async function look(image: DiskImage): Promise<{ readonly view: View; readonly faults: readonly string[] }> {
  startGeneration(4);
  const disk = diskAfterCrash(image);
  const engine = await openOn(disk.fileSystem);
  const again = await engine.recoverInterrupted();
  const faults = again.length > 0 ? ['a second recovery recovers something'] : [];
  if (hashOf(withoutLock(disk.image())) !== hashOf(image)) faults.push('a second recovery changes the disk');
  const { history, problems, backups } = await engine.snapshot();
  faults.push(...problems.map(({ file, message }) => `a problem of ${file}: ${message}`));
  const verified = await engine.verifyBackups();
  faults.push(...verified.flatMap((backup) => backup.problems.map((text) => `backup ${backup.id}: ${text}`)));
  return {
    view: {
      files: filesIn(image),
      backups: new Set(backups.map(({ id, pinned }) => (pinned ? `${id} pinned` : id))),
      history,
    },
    faults,
  };
}

/** A commit that did not happen may leave its backup, and a cleaning up goes backup by backup. */
function outcomeOf({ files, backups }: View, old: View, done: View): Outcome {
  const has = (wanted: View) => hashOf(files) === hashOf(wanted.files);
  if (has(done) && isDeepStrictEqual(backups, done.backups)) return 'new';
  return has(old) ? 'old' : 'mixed';
}

function filesIn(image: DiskImage): DiskImage {
  const inFolder = (path: string) => path.slice(simulatedConfig.length + 1);
  return new Map(
    [...image].filter(([path, bytes]) => {
      if (inFolder(path) === '.safekeep/state.json') return true;
      return bytes && !isStray(path) && !isOurs(inFolder(path));
    }),
  );
}

/** What is written with whatever change comes first, or for ourselves; by the path in the config folder. */
export function isOurs(path: string): boolean {
  return /^(?:\.safekeep|backups)\/|^profiles\/\.gitignore$/.test(path) && path !== '.safekeep/state.json';
}

/** What only an interrupted operation leaves: staged files, journal records, half-made backups. */
export function isStray(path: string): boolean {
  return (
    path.endsWith('.safekeep-new') ||
    path.includes('/.safekeep/journal/') ||
    /\/backups\/\.\d[^/]*$/.test(path)
  );
}

/** Commits are told of once, when they happened; one that was taken back may be told of with its taking back. */
function historyFaults(
  { history }: View,
  outcome: Outcome,
  { old, done }: { readonly old: View; readonly done: View },
): readonly string[] {
  const undone = new Set(history.flatMap(({ undoes }) => undoes ?? []));
  const kept = history.filter(({ id }) => !undone.has(id) && !id.endsWith('-back'));
  const wanted = (outcome === 'new' ? done : old).history;
  const idsOf = (entries: Snapshot['history']) => entries.map(({ id }) => id).join(' ');
  const told = outcome === 'new' ? history : kept;
  return outcome !== 'mixed' && idsOf(told) !== idsOf(wanted)
    ? [`the history of the ${outcome} content is ${idsOf(told)}`]
    : [];
}
