// How the files of a commit stand: as they were, as the commit leaves them, or changed by somebody else, and whether what
// was staged for them is still what was staged. It reads and decides; who changes something is `transaction.ts`.
import { basename, dirname, join } from 'node:path';
import type { Sha256 } from '../../model/model.ts';
import { placeOfChange } from '../disk/confine.ts';
import { isStagedFor } from '../disk/atomicFile.ts';
import { nullIfNotFound, type FileStat } from '../disk/fileSystem.ts';
import type { JournalFile } from './journal.ts';
import { sha256 } from '../../base/sha256.ts';
import type { TransactionContext } from './transactionContext.ts';

export interface FileStatus {
  readonly file: JournalFile;
  /** Where it really is, and where its staged bytes or its place in the trash are. */
  readonly place: string;
  readonly moved: string;
  /** `foreign`: neither the old nor the new content, so somebody else's, never overwritten. */
  readonly state: 'old' | 'new' | 'foreign';
}

/** @throws EngineError `invalid` where the file is out of reach, `io`. */
export async function fileStatus(places: TransactionContext, file: JournalFile): Promise<FileStatus> {
  const isRemoval = file.after === null;
  const place = await placeOfChange(places.locate, { path: file.path, isRemoval });
  // Beside the real file: where the path is a link, its own folder is not where the file is.
  const moved = isRemoval
    ? await placeOfChange(places.locate, { path: file.moved, isRemoval })
    : join(dirname(place), basename(file.moved));
  const hash = await hashOf(places, place);
  // A link to nothing that came since leads to a file that nobody was asked about.
  const isMeant = hash !== null || isRemoval || isStagedFor(moved, place);
  const state = hash === file.after ? 'new' : hash === file.before && isMeant ? 'old' : 'foreign';
  return { file, place, moved, state };
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
