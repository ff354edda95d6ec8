// How the files of a commit stand: as they were, as the commit leaves them, or changed by somebody else, and whether what
// was staged for them is still what was staged. It reads and decides; who changes something is `transaction.ts`.
import { basename, dirname, join } from 'node:path';
import { EngineError } from '../../base/errors.ts';
import type { Sha256 } from '../../model/model.ts';
import { placeOfChange } from '../disk/confine.ts';
import { isStagedFor } from '../disk/atomicFile.ts';
import { nullIfNotFound, type FileStat } from '../disk/fileSystem.ts';
import { isTorn } from '../disk/inPlace.ts';
import type { JournalFile } from './journal.ts';
import { sha256 } from '../../base/sha256.ts';
import type { TransactionContext } from './transactionContext.ts';

export interface FileStatus {
  readonly file: JournalFile;
  /** Where it really is, and where its staged bytes or its place in the trash are. */
  readonly place: string;
  readonly moved: string;
  /**
   * `foreign`: neither the old nor the new content, so somebody else's, never overwritten. `torn`: what a write in place
   * left that was interrupted.
   */
  readonly state: 'old' | 'new' | 'foreign' | 'torn';
}

/** @throws EngineError `invalid` where the file is out of reach, `io`. */
export async function fileStatus(places: TransactionContext, file: JournalFile): Promise<FileStatus> {
  const isRemoval = file.after === null;
  const place = await placeOfChange(places.locate, { path: file.path, isRemoval });
  // Beside the real file: where the path is a link, its own folder is not where the file is.
  const moved =
    isRemoval || file.inPlace
      ? await placeOfChange(places.locate, { path: file.moved, isRemoval })
      : join(dirname(place), basename(file.moved));
  const hash = await hashOf(places, place);
  // A link to nothing that came since leads to a file that nobody was asked about.
  const isMeant = hash !== null || isRemoval || isStagedFor(moved, place);
  const state = hash === file.after ? 'new' : hash === file.before && isMeant ? 'old' : 'foreign';
  return { file, place, moved, state };
}

/** The same for a commit that was interrupted, which may have stopped in the middle of a write. */
export async function interruptedStatus(
  places: TransactionContext,
  backup: string,
  file: JournalFile,
): Promise<FileStatus> {
  const status = await fileStatus(places, file);
  if (!file.inPlace) return status;
  const { fileSystem } = places;
  // One who was killed may have written it, and not yet forced it to the disk.
  await nullIfNotFound(fileSystem.syncFile(status.place));
  if (status.state !== 'foreign') return status;
  const [now, old] = await Promise.all([
    nullIfNotFound(fileSystem.readFile(status.place)),
    places.backedUp(backup, file.path).catch(nullIfDamaged),
  ]);
  const staged = await nullIfNotFound(fileSystem.readFile(status.moved, { followsLinks: false }));
  const isOfTwo = now && old && sha256(old) === file.before && isTorn(now, old, staged ?? old);
  return isOfTwo ? { ...status, state: 'torn' } : status;
}

/** Without the old bytes nobody can tell a torn file from another one. */
function nullIfDamaged(error: unknown): null {
  if (error instanceof EngineError && ['corrupt', 'not-found', 'invalid'].includes(error.code)) return null;
  throw error;
}

export async function hashOf({ fileSystem }: TransactionContext, path: string): Promise<Sha256 | null> {
  const bytes = await nullIfNotFound(fileSystem.readFile(path));
  return bytes && sha256(bytes);
}

/** The staged bytes are whole, in a file as Safekeep stages them. */
export async function hasStagedBytes(
  { fileSystem, accepts }: TransactionContext,
  { file, place, moved }: FileStatus,
): Promise<boolean> {
  if (file.after === null) return true;
  const staged = await nullIfNotFound(fileSystem.stat(moved));
  if (!staged || !isAsStaged(staged)) return false;
  // It was given the owner of the file that it is going to be.
  if (!accepts(staged.uid) && (await nullIfNotFound(fileSystem.stat(place)))?.uid !== staged.uid)
    return false;
  const bytes = await nullIfNotFound(fileSystem.readFile(moved, { followsLinks: false }));
  return bytes !== null && sha256(bytes) === file.after;
}

/** Through a link, or another name of the file, somebody else would say what it holds later. */
export function isAsStaged({ kind, links }: FileStat): boolean {
  return kind === 'file' && links <= 1;
}
