// A disk in memory behind the engine's `FileSystem`: errno-true, with a clock of its own, and with a log of what each
// call did, from which `crashStates` builds what a power cut may leave. A rename is one atomic change of entries, inside
// a directory and across two, as journaling file systems make it. There are no links and no permissions here.
import type { FileStat, FileSystem, WritableFile } from '../../../src/engine/storage/disk/fileSystem.ts';
import type { DiskImage } from './diskImage.ts';
import { DiskTree, pathError, type DirectoryNode, type FileNode, type Node } from './diskTree.ts';

/** Entries of directories that change together: `node` null takes the name away. */
export interface EntryChange {
  readonly directory: DirectoryNode;
  readonly name: string;
  readonly node: Node | null;
}

export type Effect =
  | { readonly kind: 'entries'; readonly changes: readonly EntryChange[] }
  | { readonly kind: 'bytes'; readonly file: FileNode; readonly bytes: Uint8Array }
  | { readonly kind: 'sync'; readonly node: Node };

/** A call that changed something, or made changes durable. `torn`: what it has done when it stops half way. */
export interface LoggedCall {
  readonly call: string;
  readonly path: string;
  readonly effects: readonly Effect[];
  readonly torn: readonly Effect[];
}

export interface SimulatedDisk {
  readonly fileSystem: FileSystem;
  readonly log: readonly LoggedCall[];
  readonly root: DirectoryNode;
  /** What a running system sees. */
  readonly image: () => DiskImage;
}

export function simulatedDisk(image: DiskImage, platform: NodeJS.Platform = 'linux'): SimulatedDisk {
  const tree = new DiskTree();
  for (const [path, bytes] of image) tree.seed(path, bytes);
  const log: LoggedCall[] = [];
  const record = (call: string, path: string, effects: readonly Effect[]) => {
    log.push({ call, path, effects, torn: effects.slice(0, Math.floor(effects.length / 2)) });
  };
  const change = (changes: readonly EntryChange[]): Effect => {
    tree.apply(changes);
    return { kind: 'entries', changes };
  };
  const opened = (path: string, file: FileNode, writes: 'behind' | 'over' = 'behind'): WritableFile =>
    writableFile(file, writes, (call, effects, torn = []) => log.push({ call, path, effects, torn }));
  let clock = 0;

  const calls = {
    readFile: (path: string) => Uint8Array.from(tree.file(path).bytes),
    create: (path: string, mode: number) => {
      const { directory, name, node } = tree.place(path);
      if (node) throw pathError('EEXIST', path);
      const file = tree.newFile(mode);
      record('create', path, [change([{ directory, name, node: file }])]);
      return opened(path, file);
    },
    append: (path: string, mode: number) => {
      const { directory, name, node } = tree.place(path);
      if (node?.kind === 'directory') throw pathError('EISDIR', path);
      const file = node ?? tree.newFile(mode);
      if (!node) record('append', path, [change([{ directory, name, node: file }])]);
      return opened(path, file);
    },
    overwrite: (path: string) => opened(path, tree.file(path), 'over'),
    rename: (from: string, to: string) => {
      const [source, goal] = tree.checkRename(from, to);
      if (tree.diskOf(from) !== tree.diskOf(to)) throw pathError('EXDEV', from);
      if (source.node === goal.node) return;
      record('rename', from, [
        change([
          { directory: source.directory, name: source.name, node: null },
          { directory: goal.directory, name: goal.name, node: source.node },
        ]),
      ]);
    },
    remove: (path: string) => {
      const { directory, name } = tree.place(path);
      tree.file(path);
      record('remove', path, [change([{ directory, name, node: null }])]);
    },
    makeDirectory: (path: string, mode: number) => {
      const effects = tree.missingDirectories(path).map((missing) => {
        const { directory, name } = tree.place(missing);
        return change([{ directory, name, node: tree.newDirectory(mode) }]);
      });
      if (effects.length > 0) record('makeDirectory', path, effects);
    },
    setMode: (path: string, mode: number) => {
      tree.directory(path).mode = mode; // Nothing is lost with it in a crash that anybody would miss.
    },
    removeDirectory: (path: string) => {
      const effects = tree.everythingIn(path).map((inner) => {
        const { directory, name } = tree.place(inner);
        return change([{ directory, name, node: null }]);
      });
      if (effects.length > 0) record('removeDirectory', path, effects);
    },
    list: (path: string) => [...tree.directory(path).entries.keys()],
    stat: (path: string) => statOf(tree.node(path)),
    realPath: (path: string) => {
      tree.node(path);
      return path;
    },
    readLink: (path: string): string => {
      throw pathError('EINVAL', path); // It has no links.
    },
    syncFile: (path: string) => record('syncFile', path, [{ kind: 'sync', node: tree.file(path) }]),
    syncDirectory: (path: string) => {
      if (platform === 'win32') throw pathError('EPERM', path);
      record('syncDirectory', path, [{ kind: 'sync', node: tree.directory(path) }]);
    },
  };
  const fileSystem: FileSystem = {
    ...asynchronous(calls),
    platform,
    mounts: () => Promise.resolve([]),
    listNow: (path) => [...tree.directory(path).entries.keys()],
    statNow: (path) => {
      const node = tree.find(path);
      return node && statOf(node);
    },
    now: () => clock,
    pause: async (ms) => {
      clock += ms;
      await Promise.resolve();
    },
  };
  return { fileSystem, log, root: tree.root, image: () => tree.image() };
}

type Answering<Call> = Call extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Result>
  : never;

function asynchronous<Calls extends object>(calls: Calls): { [Name in keyof Calls]: Answering<Calls[Name]> } {
  const entries = Object.entries(calls).map(([name, run]): [string, unknown] => [
    name,
    // The entries keep the arguments and answers that the object gives them.
    (...args: unknown[]) =>
      new Promise((resolve) => {
        resolve((run as (...all: unknown[]) => unknown)(...args));
      }),
  ]);
  return Object.fromEntries(entries) as { [Name in keyof Calls]: Answering<Calls[Name]> };
}

type RecordPart = (call: string, effects: readonly Effect[], torn?: readonly Effect[]) => void;

/** @param writes behind what the file holds, or over it, from its start. */
function writableFile(file: FileNode, writes: 'behind' | 'over', record: RecordPart): WritableFile {
  let isOpen = true;
  let at = 0;
  const part =
    <Args extends readonly unknown[], Result>(run: (...args: Args) => Result) =>
    async (...args: Args): Promise<Result> => {
      await Promise.resolve();
      if (!isOpen) throw pathError('EBADF', 'a closed file');
      return run(...args);
    };
  return {
    write: part((bytes: Uint8Array) => {
      const extended = (taken: Uint8Array): Effect => ({
        kind: 'bytes',
        file,
        bytes:
          writes === 'behind'
            ? Buffer.concat([file.bytes, taken])
            : Buffer.concat([file.bytes.subarray(0, at), taken, file.bytes.subarray(at + taken.length)]),
      });
      const whole = extended(bytes);
      record('write', [whole], [extended(bytes.subarray(0, Math.floor(bytes.length / 2)))]);
      file.bytes = whole.kind === 'bytes' ? whole.bytes : file.bytes;
      at += bytes.length;
      return bytes.length;
    }),
    setMode: part((mode: number) => {
      file.mode = mode;
    }),
    setOwner: part(() => undefined),
    truncate: part((length: number) => {
      const bytes = file.bytes.subarray(0, length);
      record('truncate', [{ kind: 'bytes', file, bytes }]);
      file.bytes = bytes;
    }),
    sync: part(() => record('sync', [{ kind: 'sync', node: file }])),
    close: part(() => {
      isOpen = false;
    }),
  };
}

/** Asked once: each call goes to the system, and a matrix has millions. */
const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];

function statOf(node: Node): FileStat {
  return {
    kind: node.kind,
    size: node.kind === 'file' ? node.bytes.length : 0,
    mode: node.mode,
    uid,
    gid,
    links: 1,
    identity: `simulated:${node.id}`,
    born: '0',
  };
}
