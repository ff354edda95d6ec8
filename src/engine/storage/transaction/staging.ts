// The new contents of a commit, each staged durably beside its file before anything is changed, and a place in the trash
// for each file that goes. A crash leaves staged files, which `removeStrays` (`recovery.ts`) takes away.
import { basename, dirname, join } from 'node:path';
import type { Sha256 } from '../../model/model.ts';
import { makeDurableDirectory, stageFile, type Attributes } from '../disk/atomicFile.ts';
import { fewAtOnce, maxFilesAtOnce } from '../disk/fewAtOnce.ts';
import { nullIfNotFound } from '../disk/fileSystem.ts';
import type { JournalFile } from './journal.ts';
import { sha256 } from '../../base/sha256.ts';
import { fileStatus } from './fileStatus.ts';
import type { TransactionContext } from './transactionContext.ts';

export interface FileChange {
  readonly path: string;
  readonly before: Sha256 | null;
  readonly after: Uint8Array | null;
  /** The mode that a new file takes, or the files that it is no more open than. */
  readonly like?: string | number | readonly string[] | undefined;
  /** A file that is there keeps its place, and its new bytes are written through to it. */
  readonly inPlace?: boolean | undefined;
}

export interface StagedFiles {
  readonly files: readonly JournalFile[];
}

/** Stages every new content. On failure nothing is left behind. @throws EngineError `io`. */
export async function stageFiles(
  places: TransactionContext,
  id: string,
  changes: readonly FileChange[],
): Promise<StagedFiles> {
  // Those that are being staged when one fails come to their end, too, so that they can be taken away.
  const settled = (change: FileChange) => Promise.allSettled([prepareOne(places, id, change)]);
  const results = (await fewAtOnce(changes, maxFilesAtOnce, settled)).flat();
  const files = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await unstage(places, { files });
    throw failed.reason;
  }
  return { files };
}

async function prepareOne(places: TransactionContext, id: string, change: FileChange): Promise<JournalFile> {
  const { path, before, after, like } = change;
  const { fileSystem } = places;
  if (after === null) {
    const moved = placeInTrash(places, id, path);
    await makeDurableDirectory(fileSystem, dirname(await places.locate(moved)), 0o700);
    return { path, before, after: null, moved };
  }
  if (change.inPlace && before !== null) return stageInPlace(places, change, { before, after });
  const file = await places.locate(path);
  await makeDurableDirectory(fileSystem, dirname(file), 0o755);
  const staged = await stageFile(fileSystem, file, {
    bytes: after,
    like: await attributesFor(places, path, like),
    owner: places.owner,
  });
  const moved = `${path.slice(0, path.lastIndexOf('/') + 1)}${staged.slice(dirname(staged).length + 1)}`;
  return { path, before, after: sha256(after), moved };
}

/** In our own folder: beside a file that is mounted there may be no room for another. */
async function stageInPlace(
  { fileSystem, locate, owner }: TransactionContext,
  { path }: FileChange,
  { before, after }: { readonly before: Sha256; readonly after: Uint8Array },
): Promise<JournalFile> {
  const place = await locate(path);
  const own = await locate('.safekeep');
  const staged = await stageFile(fileSystem, join(own, basename(place)), { bytes: after, owner });
  await fileSystem.syncDirectory(own);
  return { path, before, after: sha256(after), moved: `.safekeep/${basename(staged)}`, inPlace: true };
}

/** A path of the model. */
export function placeInTrash({ trash }: TransactionContext, id: string, path: string): string {
  return `${trash}/${id}/${path.replaceAll('../', '%2E%2E/')}`;
}

/** The file's own; a new file is as open as the umask and what was said let it be, and never more than others are. */
export async function attributesFor(
  places: TransactionContext,
  path: string,
  like?: FileChange['like'],
): Promise<Attributes> {
  const statOf = async (name: string) => nullIfNotFound(places.fileSystem.stat(await places.locate(name)));
  const known = await statOf(path);
  if (known) return known;
  if (path.startsWith('.safekeep/')) return { mode: 0o600 };
  // A mode may come from a stranger's record: no more than permission bits.
  if (typeof like === 'number') return { mode: like & 0o777 };
  const models = await Promise.all([like ?? []].flat().map(statOf));
  return { mode: models.reduce((mode, model) => mode & (model?.mode ?? mode), 0o666) };
}

/** Forgets what was prepared, before an intent. */
export async function unstage(places: TransactionContext, { files }: StagedFiles): Promise<void> {
  for (const file of files) {
    if (file.after === null) continue;
    await fileStatus(places, file)
      .then(({ moved }) => places.fileSystem.remove(moved))
      .catch(() => undefined); // Recovery takes strays away too.
  }
}

/** Whoever stages makes files: a directory of such a name is a stranger's, and stays. */
export async function removeStaged({ fileSystem }: TransactionContext, moved: string): Promise<void> {
  const found = await nullIfNotFound(fileSystem.stat(moved));
  if (found && found.kind !== 'directory') await nullIfNotFound(fileSystem.remove(moved));
}
