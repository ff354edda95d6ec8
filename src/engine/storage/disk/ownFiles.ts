// The one gate to what Safekeep keeps for itself: `.safekeep/` and `backups/` of a config folder. A stranger's repository
// can bring anything under these names, so each step of a path is looked at right before the call: links, pipes, devices,
// what belongs to other users, and what may not be read are refused, not read, written, listed or waited for, and a record
// has a bounded size. All storage objects of a folder get this file system and no other, so nobody can go around it.
import { basename, dirname, join, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { hasErrno, type FileStat, type FileSystem } from './fileSystem.ts';

export interface Gate {
  /** Absolute paths of our own folders, links resolved. */
  readonly folders: readonly string[];
  /** Whose files are taken for ours. */
  readonly accepts: (uid: number) => boolean;
  /** What a person calls the file of an absolute path. */
  readonly nameOf: (path: string) => string;
}

/** What a record has at most: one of a backup of thousands of files is smaller. */
export const maxRecordBytes = 1024 * 1024;

type Kind = FileStat['kind'];

/** @throws EngineError `invalid` {foreign: path}, from every call for what is not as we make it. */
export function gatedFileSystem(inner: FileSystem, gate: Gate): FileSystem {
  const check = (path: string, kind: Kind) => assertOwnEntry(inner, gate, { path, kind });
  const look = (path: string, kind?: Kind): boolean => {
    const own = gate.folders.find((folder) => path === folder || path.startsWith(folder + sep));
    if (own === undefined) return false;
    for (const step of stepsBetween(own, dirname(path))) check(step, 'directory');
    if (kind) check(path, kind);
    return true;
  };
  /** The call, once the path in its first argument was looked at. */
  const gated =
    <Rest extends readonly unknown[], Result>(
      call: (path: string, ...rest: Rest) => Promise<Result>,
      kind?: Kind,
    ) =>
    async (path: string, ...rest: Rest): Promise<Result> => {
      look(path, kind);
      return call(path, ...rest);
    };
  return {
    ...inner,
    readFile: async (path, options) =>
      look(path, 'file')
        ? inner.readFile(path, { maxBytes: maxRecordBytes, ...options, followsLinks: false })
        : inner.readFile(path, options),
    create: gated(inner.create),
    append: gated(inner.append, 'file'),
    overwrite: gated(inner.overwrite, 'file'),
    rename: async (from, to) => {
      for (const path of [from, to]) look(path);
      return inner.rename(from, to);
    },
    // What is taken away may be anything: a link goes, and not what it leads to.
    remove: gated(inner.remove),
    removeDirectory: gated(inner.removeDirectory),
    makeDirectory: gated(inner.makeDirectory, 'directory'),
    setMode: gated(inner.setMode, 'directory'),
    list: gated(inner.list, 'directory'),
    stat: gated(inner.stat),
    realPath: async (path) => {
      if (look(path)) check(path, inner.statNow(path)?.kind === 'directory' ? 'directory' : 'file');
      return inner.realPath(path);
    },
    readLink: gated(inner.readLink),
    syncFile: gated(inner.syncFile, 'file'),
    syncDirectory: gated(inner.syncDirectory, 'directory'),
  };
}

/**
 * @throws EngineError `invalid` {foreign: path} for an entry that is there and not of this kind, another user's, or closed
 * to its own user: an archive can bring such modes along, and Safekeep sets none.
 */
export function assertOwnEntry(
  fileSystem: FileSystem,
  { accepts, nameOf }: Gate,
  { path, kind }: { readonly path: string; readonly kind: Kind },
): void {
  const entry = fileSystem.statNow(path);
  if (!entry) return;
  const refuse = (message: string) => {
    throw new EngineError('invalid', message, { foreign: path });
  };
  const name = nameOf(path);
  // A stranger could have made it, and whoever did it themselves has a better way.
  if (entry.kind === 'link' && basename(path) === 'backups')
    refuse(
      t(
        '{0} is a link, which Safekeep never creates there, so it isn\'t used. To keep the backups elsewhere, delete the link, and run "safekeep backup move FOLDER".',
        name,
      ),
    );
  if (entry.kind !== kind)
    refuse(t("{0} is {1}, which Safekeep never creates there, so it isn't used.", name, kinds[entry.kind]()));
  if (!accepts(entry.uid)) refuse(t("{0} belongs to another user, so Safekeep doesn't use it.", name));
  if (!isOpen(entry, fileSystem.platform))
    refuse(t('No one has permission to read {0}. Change its permissions, or delete it.', name));
}

/** To whom it belongs. Windows has no such bit for folders. */
function isOpen({ mode, kind }: FileStat, platform: NodeJS.Platform): boolean {
  const wanted = kind === 'directory' && platform !== 'win32' ? 0o500 : 0o400;
  return (mode & wanted) === wanted;
}

/** Whether an error says that something in our folders is not ours. */
export function isForeign(error: unknown): error is EngineError {
  return error instanceof EngineError && typeof error.details['foreign'] === 'string';
}

/** Whether something in our folders is not ours, or not what a file of ours is, so that the rest can be read without it. */
export function isUnreadable(error: unknown): error is EngineError {
  return (
    isForeign(error) ||
    hasErrno(error, 'EACCES', 'EPERM', 'EFBIG', 'EISDIR', 'ENOTREG', 'ENXIO', 'ENOTDIR', 'ELOOP')
  );
}

/** A folder and those below it that lead to `last`; none when that lies above. */
function stepsBetween(folder: string, last: string): readonly string[] {
  if (last.length < folder.length) return [];
  const names = last.slice(folder.length).split(sep).filter(Boolean);
  return [folder, ...names.map((_, index) => join(folder, ...names.slice(0, index + 1)))];
}

const kinds: Readonly<Record<Kind, () => string>> = {
  file: () => t('a file'),
  directory: () => t('a folder'),
  link: () => t('a link'),
  other: () => t('a pipe or a device'),
};
