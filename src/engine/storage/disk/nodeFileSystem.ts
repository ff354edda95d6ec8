// The file system of the machine, by Node. What is opened for reading or appending is a regular file, what is synced by its
// name is a directory, or it is refused: a repository can bring a pipe or a device under any name, and nobody shall wait
// for one. Nothing is appended to a file that has another name elsewhere.
import { constants, lstatSync, promises as fs, readdirSync, type BigIntStats, type Stats } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  usingFile,
  errnoOf,
  type FileStat,
  type FileSystem,
  type ReadOptions,
  type WritableFile,
} from './fileSystem.ts';
import { isInside } from './confine.ts';
import { readAtMost } from './readAtMost.ts';

export const nodeFileSystem: FileSystem = {
  readFile,
  create: createFile,
  append: appendFile,
  overwrite: overwriteFile,
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.unlink(path),
  makeDirectory,
  removeDirectory: (path) => fs.rm(path, { recursive: true, force: true }),
  setMode,
  list: (path) => fs.readdir(path),
  stat,
  statNow,
  listNow: (path) => readdirSync(path),
  realPath: (path) => fs.realpath(path),
  readLink: (path) => fs.readlink(path),
  mounts,
  syncFile,
  syncDirectory,
  platform: process.platform,
  now: () => performance.now(),
  pause: async (ms) => {
    await pause(ms);
  },
};

/** Neither waits for the other end of a pipe, nor follows a link at the end of the path. */
const unblocked = constants.O_NONBLOCK | constants.O_NOFOLLOW;
const asDirectory = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NONBLOCK;

function writable(handle: fs.FileHandle): WritableFile {
  return {
    write: async (bytes) => (await handle.write(bytes)).bytesWritten,
    setMode: (bits) => handle.chmod(bits),
    setOwner: (uid, gid) => handle.chown(uid, gid),
    truncate: (length) => handle.truncate(length),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function createFile(path: string, mode: number): Promise<WritableFile> {
  return writable(await fs.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode));
}

async function readFile(path: string, { maxBytes, followsLinks }: ReadOptions = {}): Promise<Uint8Array> {
  const flags = followsLinks === false ? unblocked : constants.O_NONBLOCK;
  const handle = await fs.open(path, constants.O_RDONLY | flags);
  return usingFile(handle, async () => {
    const { size } = await checkRegular(handle);
    if (maxBytes === undefined) return handle.readFile();
    const bytes = await readAtMost(handle, { size, maxBytes });
    if (bytes === null) throw ioError('EFBIG');
    return bytes;
  });
}

async function appendFile(path: string, mode: number): Promise<WritableFile> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | unblocked;
  const handle = await fs.open(path, flags, mode);
  try {
    const { nlink } = await checkRegular(handle);
    if (nlink > 1) throw ioError('EMLINK');
    return writable(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function overwriteFile(path: string): Promise<WritableFile> {
  const handle = await fs.open(path, constants.O_WRONLY | unblocked);
  try {
    await checkRegular(handle);
    return writable(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function checkRegular(handle: fs.FileHandle): Promise<Stats> {
  const entry = await handle.stat();
  if (entry.isDirectory()) throw ioError('EISDIR');
  if (!entry.isFile()) throw ioError('ENOTREG');
  return entry;
}

/** As the system would say it; `ENOTREG` is ours, for what is neither a file nor a directory. */
function ioError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function syncFile(path: string): Promise<void> {
  // Windows wants a file to be open for writing.
  const access = process.platform === 'win32' ? constants.O_RDWR : constants.O_RDONLY;
  const handle = await fs.open(path, access | unblocked);
  await usingFile(handle, async () => {
    await checkRegular(handle);
    await handle.sync();
  });
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await fs.open(path, asDirectory);
  await usingFile(handle, () => handle.sync());
}

async function setMode(path: string, mode: number): Promise<void> {
  const handle = await fs.open(path, asDirectory | constants.O_NOFOLLOW);
  await usingFile(handle, () => handle.chmod(mode));
}

/** The fifth field of each line (proc_pid_mountinfo(5)), in which some characters stand as octal numbers. */
async function mounts(folder: string): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const text = await fs.readFile('/proc/self/mountinfo', 'utf8').catch(() => ''); // Not every system shows it.
  const plain = (place: string) =>
    place.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  const places = text.split('\n').map((line) => plain(line.split(' ')[4] ?? ''));
  return places.filter((place) => isInside(folder, place));
}

async function stat(path: string): Promise<FileStat> {
  return statOf(await fs.lstat(path, { bigint: true }));
}

function statNow(path: string): FileStat | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : statOf(found);
}

function statOf({ mode, size, uid, gid, nlink, dev, ino, birthtimeNs }: BigIntStats): FileStat {
  const bits = Number(mode);
  return {
    kind: entryKind(bits),
    size: Number(size),
    mode: bits & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    links: Number(nlink),
    identity: `${dev}:${ino}`,
    born: String(birthtimeNs),
  };
}

function entryKind(mode: number): FileStat['kind'] {
  switch (mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return 'file';
    case constants.S_IFDIR:
      return 'directory';
    case constants.S_IFLNK:
      return 'link';
    default:
      return 'other';
  }
}

async function makeDirectory(path: string, mode: number): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true, mode });
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    await fs.mkdir(path, mode); // Of a read-only disk Node says ENOENT, but only where parents may be made, too.
  }
}
