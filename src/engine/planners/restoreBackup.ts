import { t } from '@vscode/l10n';
import { assertReadable } from '../layers/closedProfiles.ts';
import { diffValues } from '../diff/diff.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { stemOf } from '../documents/fileNames.ts';
import { isManagedPath } from '../records/managedPath.ts';
import { statePath } from '../records/stateRecord.ts';
import { EngineError } from '../base/errors.ts';
import type {
  Backup,
  Change,
  FileContent,
  Guard,
  HistoryEntry,
  Problem,
  Snapshot,
  StateRecord,
} from '../model/model.ts';
import { sha256 } from '../base/sha256.ts';
import { bytesOf, type Draft, type DraftWrite } from './draft.ts';
import { withoutCommit } from './undoneKeys.ts';
import { upgradedContent } from './upgradedContent.ts';

/** A backup with its bytes, and what now stands at each of its paths. */
export interface RestoreSource {
  readonly backup: Backup;
  readonly contents: ReadonlyMap<string, FileContent>;
  readonly current: ReadonlyMap<string, FileContent | null>;
}

/**
 * Every file of the backup as it was then; files that were not there then go to the trash. What is no target or
 * document of the folder now is left out and told. @throws EngineError `invalid` where nothing is left.
 */
export function planRestore(snapshot: Snapshot, source: RestoreSource): Draft {
  const { paths, problems } = restorable(snapshot, namedIn(source.backup));
  return {
    kind: 'restore',
    summary: t('Restore {0}', titleOf(source.backup)),
    writes: paths.map((path) => writeBack(snapshot, source, path)),
    state: stateOf(snapshot, source, paths),
    problems,
  };
}

/** The same, with live files of an older version migrated on the way in. @throws EngineError `invalid` where a step fails. */
export function planRestoreMigrated(snapshot: Snapshot, source: RestoreSource): Draft {
  const draft = planRestore(snapshot, source);
  const applied = new Map(Object.entries((draft.state ?? snapshot.state).applied));
  const writes = draft.writes.map((write): DraftWrite => {
    const { target, path } = write;
    const then = source.contents.get(path);
    const document = then && documentOf(then);
    if (!target || !then || document?.value === undefined) return write;
    const { content, fault } = upgradedContent(snapshot, target, {
      text: document.text,
      value: document.value,
    });
    if (fault !== undefined) throw new EngineError('invalid', fault, { path });
    const after = bytesOf(content.text);
    if (applied.get(target.name) === then.sha256) applied.set(target.name, sha256(after));
    return { ...write, after };
  });
  const state = { ...(draft.state ?? snapshot.state), applied: Object.fromEntries(applied) };
  return { ...draft, writes, state };
}

/** What an undo is made of. */
export interface UndoSource extends RestoreSource {
  /** Files that were edited since, as the commit left them; none of which that is not kept. */
  readonly left: ReadonlyMap<string, FileContent>;
}

/**
 * Takes a commit back: its files as they were before it, from the backup it made; else as `planRestore`. In a file that was
 * edited since only its keys go back, where that can be. @throws EngineError `invalid` where nothing is left.
 */
export function planUndo(snapshot: Snapshot, source: UndoSource, entry: HistoryEntry): Draft {
  const { paths, problems } = restorable(
    snapshot,
    entry.files.map(({ path }) => path),
  );
  const edited = entry.files
    .filter(({ path, after }) => paths.includes(path) && (source.current.get(path)?.sha256 ?? null) !== after)
    .map(({ path }) => path);
  const inPart = new Map(edited.flatMap((path) => keysBack(snapshot, source, path)));
  const whole = paths.filter((path) => !inPart.has(path));
  return {
    kind: 'undo',
    summary: undoSummary(snapshot.history, entry),
    writes: paths.map((path) => {
      const write = writeBack(snapshot, source, path);
      return { ...write, after: inPart.get(path) ?? write.after };
    }),
    state: stateOf(snapshot, source, whole),
    problems,
    notes: [...inPart.keys()].map((path) =>
      t('{0} was edited after this change. Those edits are kept.', path),
    ),
    guards: edited
      .filter((path) => !inPart.has(path))
      .map((path): Guard => ({
        code: 'edited-since',
        target: path,
        message: t('{0} was edited after this change. Undoing also reverts those edits.', path),
      })),
    undoes: entry.id,
    own: new Map(
      edited.filter((path) => !inPart.has(path)).flatMap((path) => ownChanges(snapshot, source, path)),
    ),
  };
}

/** What the commit did to a file that goes back whole unless the person leaves out what came later. */
function ownChanges(
  { manifest }: Snapshot,
  { contents, left }: UndoSource,
  path: string,
): readonly (readonly [string, readonly Change[]])[] {
  const [before, after] = [contents.get(path), left.get(path)].map((file) => file && documentOf(file).value);
  if (before === undefined || after === undefined) return [];
  return [[path, diffValues(before, after, manifest.arrays)]];
}

/** Not after a switch: another profile may have given the other keys. */
function keysBack(
  { state }: Snapshot,
  { backup, contents, current, left }: UndoSource,
  path: string,
): readonly (readonly [string, Uint8Array])[] {
  const [before, after, now] = [contents.get(path), left.get(path), current.get(path)];
  if (!before || !after || !now || backup.activeProfile !== state.activeProfile) return [];
  const bytes = withoutCommit({ before, after, now });
  return bytes ? [[path, bytes]] : [];
}

function undoSummary(history: readonly HistoryEntry[], entry: HistoryEntry): string {
  const { turn, summary } = undoneChange(history, entry);
  return turn === 'undo' ? t('Undo “{0}”', summary) : t('Redo “{0}”', summary);
}

/** Names the change that undoing a commit reverts, or brings back if the commit was itself an undo. */
export function undoneChange(
  history: readonly HistoryEntry[],
  { undoes, summary }: HistoryEntry,
  turn: 'undo' | 'redo' = 'undo',
): { readonly turn: 'undo' | 'redo'; readonly summary: string } {
  const undone = history.find(({ id }) => id === undoes);
  if (!undone) return { turn, summary };
  return undoneChange(history, undone, turn === 'undo' ? 'redo' : 'undo');
}

/** The commit of an id, or the newest that can be undone. @throws EngineError `not-found`, also for one that is undone already. */
export function findUndoable(history: readonly HistoryEntry[], id?: string): HistoryEntry {
  const isUndone = id !== undefined && undoneIn(history).has(id);
  const found = id === undefined ? newestUndoable(history) : history.find((entry) => entry.id === id);
  if (found && !isUndone) return found;
  if (id === undefined) throw new EngineError('not-found', t('Nothing to undo.'));
  const message = isUndone
    ? t('Change {0} has already been undone.', id)
    : t('There is no change "{0}" in the history.', id);
  throw new EngineError('not-found', message, { id });
}

/** The newest that changed files and is no undo: one that only noted the active profile has nothing to take back. */
export function newestUndoable(newestFirst: readonly HistoryEntry[]): HistoryEntry | undefined {
  const undone = undoneIn(newestFirst);
  return newestFirst.find(
    ({ id, undoes, files }) => !undone.has(id) && undoes === undefined && files.length > 0,
  );
}

/** An undo that was undone itself counts no more. */
function undoneIn(newestFirst: readonly HistoryEntry[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { id, undoes } of newestFirst) if (undoes !== undefined && !undone.has(id)) undone.add(undoes);
  return undone;
}

/** Every file of a backup that can be put back now. */
export function pathsOf({ targets }: Pick<Snapshot, 'targets'>, backup: Backup): readonly string[] {
  return namedIn(backup).filter((path) => isManagedPath(path, targets));
}

/** Every file that a backup speaks of, but for our own record, which each plan carries by itself. */
function namedIn(backup: Backup): readonly string[] {
  return [...backup.files.map(({ path }) => path), ...backup.absent].filter((path) => path !== statePath);
}

interface Restorable {
  readonly paths: readonly string[];
  /** One for each path that is left out. */
  readonly problems: readonly Problem[];
}

/** A record may come from anybody: what it names is written only where it is a file of this folder now. */
function restorable({ targets }: Snapshot, named: readonly string[]): Restorable {
  const paths = named.filter((path) => isManagedPath(path, targets));
  const others = named.filter((path) => !isManagedPath(path, targets));
  if (paths.length === 0 && others.length > 0) {
    const message = t(
      'Nothing can be restored: {0} is no longer a target or profile.',
      others.slice(0, 3).join(', '),
    );
    throw new EngineError('invalid', message, { paths: others });
  }
  const problems = others.map((path): Problem => {
    const message = t("{0} is no longer a target or profile, so it isn't restored.", path);
    return { file: path, line: 0, column: 0, pointer: '', message };
  });
  return { paths, problems };
}

function writeBack(snapshot: Snapshot, source: RestoreSource, path: string): DraftWrite {
  const { backup, contents, current } = source;
  const mode = backup.files.find((file) => file.path === path)?.mode;
  const target = snapshot.targets.find((candidate) => candidate.path === path);
  return {
    path,
    before: current.get(path) ?? null,
    after: contents.get(path)?.bytes ?? null,
    ...(target ? { target } : {}),
    ...(mode === undefined ? {} : { modeFrom: mode }),
  };
}

/**
 * The record as it was then where the targets will be as they were then, else as it is now; less a profile that is
 * gone and is not coming back.
 */
function stateOf(snapshot: Snapshot, source: RestoreSource, paths: readonly string[]): StateRecord {
  const written = new Set(paths);
  const asThen = snapshot.targets.every(
    ({ path }) => written.has(path) || source.current.get(path)?.sha256 === source.contents.get(path)?.sha256,
  );
  const { activeProfile, applied, resolved } = asThen ? source.backup : snapshot.state;
  const goes = (path: string) => written.has(path) && !source.contents.has(path);
  const staying = snapshot.profiles.filter(({ all }) => !all.every(({ path }) => goes(path)));
  const names = new Set([...staying.map(({ name }) => name), ...[...source.contents.keys()].map(profileOf)]);
  const wanted = [activeProfile, source.backup.activeProfile].filter((one) => one !== null);
  const name = wanted.find((one) => names.has(one));
  // Of one that may not be read, nobody knows whether it is gone.
  for (const one of wanted.slice(0, name === undefined ? undefined : wanted.indexOf(name)))
    assertReadable(snapshot.problems, one);
  return {
    format: 1,
    activeProfile: name ?? null,
    applied,
    ...(resolved === undefined ? {} : { resolved }),
  };
}

/** The profile whose file it is: `profiles/NAME.yaml`, `profiles/NAME/TARGET.yaml`. */
function profileOf(path: string): string | undefined {
  const [folder, entry] = path.split('/');
  return folder === 'profiles' && entry !== undefined ? stemOf(entry) : undefined;
}

/** "backup “before the upgrade”", or by its time of day here: "backup of 2026-11-20 10:13:37". */
export function titleOf({ name, createdAt }: Backup): string {
  if (name !== undefined) return t('backup “{0}”', name);
  const time = new Date(createdAt);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return t('backup of {0}', local.toISOString().slice(0, 19).replace('T', ' '));
}
