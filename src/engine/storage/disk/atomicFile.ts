// Writing one file so that it is always wholly old or wholly new: the new bytes go to a file beside it,
// are forced to the disk, and take the name by one rename, which the directory's fsync makes last.
// There is no weaker way in: any failed step fails the write and leaves the old file alone.
// A crash leaves at worst a file whose name `isStagedName` knows; recovery takes it away.
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import {
  hasErrno,
  usingFile,
  nullIfNotFound,
  type FileStat,
  type FileSystem,
  type WritableFile,
} from './fileSystem.ts';

/** Whose mode and owner a new file takes; with the mode alone it is of this user, and never more open than the umask. */
export type Attributes = Pick<FileStat, 'mode'> & Partial<Pick<FileStat, 'uid' | 'gid'>>;

const ending = '.safekeep-new';
/** File names are at most 255 bytes on every system we meet; the rest of our name takes 34. */
const maxKeptBytes = 200;
/** Stands where no other config folder stages: in our own directories. */
export const noOwner = '000000';

/** What `stageFile` names so: all of it, or what these owners alone can have left. */
export function isStagedName(name: string, owners?: readonly string[]): boolean {
  const found = /^\..*\.([0-9a-f]{6})[0-9a-f]{12}\.safekeep-new$/s.exec(name)?.[1];
  return found !== undefined && (owners === undefined || owners.includes(found));
}

/** The name of the file that a staged one is going to be; any other name as it is. */
export function nameBehindStaged(name: string): string {
  return isStagedName(name) ? name.slice(1, name.lastIndexOf('.', name.length - ending.length - 1)) : name;
}

/** Whether a staged file is one that `stageFile` made for this one. */
export function isStagedFor(staged: string, path: string): boolean {
  return nameBehindStaged(basename(staged)) === keptOf(path);
}

function keptOf(path: string): string {
  return Buffer.from(basename(path)).subarray(0, maxKeptBytes).toString().replaceAll('\uFFFD', '');
}

export interface StagedContent {
  readonly bytes: Uint8Array;
  readonly like?: Attributes;
  /** Six hex digits. */
  readonly owner?: string;
}

/** Puts bytes, durably, into a new file beside `path`, and answers its name. */
export async function stageFile(
  fileSystem: FileSystem,
  path: string,
  { owner = noOwner, ...content }: StagedContent,
): Promise<string> {
  const unique = owner + randomBytes(6).toString('hex');
  const staged = join(dirname(path), `.${keptOf(path)}.${unique}${ending}`);
  try {
    await writeNewFile(fileSystem, staged, content);
  } catch (error) {
    await fileSystem.remove(staged).catch(() => undefined); // The first fault is the one to report.
    throw error;
  }
  return staged;
}

/**
 * Creates a file and forces its bytes to the disk; its directory entry is not yet durable. A directory that somebody
 * swaps for a link just then gets no content. @throws EngineError `conflict` for that, `io`.
 */
export async function writeNewFile(
  fileSystem: FileSystem,
  path: string,
  { bytes, like }: { readonly bytes: Uint8Array; readonly like?: Attributes },
): Promise<void> {
  const directory = () => fileSystem.statNow(dirname(path))?.identity;
  const before = directory();
  const file = await fileSystem.create(path, like?.mode ?? 0o600);
  await usingFile(file, async () => {
    if (directory() !== before) {
      await fileSystem.remove(path);
      throw new EngineError('conflict', t('{0} was replaced in the meantime.', dirname(path)), { path });
    }
    await writeAll(file, bytes);
    const { uid, gid, mode } = like ?? {};
    if (uid !== undefined && gid !== undefined && mode !== undefined && fileSystem.platform !== 'win32') {
      await file.setMode(mode); // The process's umask has cut the mode given at creation.
      const isOwn = uid === process.getuid?.();
      if (!isOwn || gid !== process.getgid?.())
        await file.setOwner(uid, gid).catch(async (error: unknown) => {
          if (!isOwn || !hasErrno(error, 'EPERM')) throw error;
          // A group that its owner is not in cannot be kept; the owner's own gets no more than everybody has.
          await file.setMode((mode & 0o1707) | ((mode & 0o007) << 3));
        });
    }
    await file.sync();
  });
}

/** A disk may take fewer bytes than it was given; one that takes none is an error, not a reason to spin. */
export async function writeAll(file: WritableFile, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) {
    const written = await file.write(rest);
    if (written === 0)
      throw new EngineError('io', t("The disk doesn't accept any more data."), { call: 'write' });
    rest = rest.subarray(written);
  }
}

/** Replaces or creates one file of ours, durably and at once. */
export async function replaceFile(
  fileSystem: FileSystem,
  path: string,
  content: StagedContent,
): Promise<void> {
  const staged = await stageFile(fileSystem, path, content);
  try {
    await fileSystem.rename(staged, path);
  } catch (error) {
    await fileSystem.remove(staged).catch(() => undefined); // The first fault is the one to report.
    throw error;
  }
  await fileSystem.syncDirectory(dirname(path));
}

/** Makes a directory, with its parents, whose name is on the disk: what is durable inside it can be found again. */
export async function makeDurableDirectory(
  fileSystem: FileSystem,
  path: string,
  mode: number,
): Promise<void> {
  if (await nullIfNotFound(fileSystem.stat(path))) return;
  await makeDurableDirectory(fileSystem, dirname(path), mode);
  await fileSystem.makeDirectory(path, mode);
  await fileSystem.syncDirectory(dirname(path));
}
