// The names and files of a simulated disk, as a running system sees them, and the errors a POSIX system answers for
// paths that do not fit. It knows nothing of durability.
import type { EntryChange } from './simulatedDisk.ts';

export interface FileNode {
  readonly kind: 'file';
  readonly id: number;
  mode: number;
  /** Replaced, never changed: states of other moments share it. */
  bytes: Uint8Array;
}

export interface DirectoryNode {
  readonly kind: 'directory';
  readonly id: number;
  mode: number;
  readonly entries: Map<string, Node>;
}

export type Node = FileNode | DirectoryNode;

/** Where a name is or would be. */
interface Place {
  readonly directory: DirectoryNode;
  readonly name: string;
  readonly node: Node | undefined;
}

const maxNameBytes = 255;

export function pathError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

export class DiskTree {
  #nodes = 0;
  readonly root: DirectoryNode = this.newDirectory(0o755);

  newFile(mode: number): FileNode {
    return { kind: 'file', id: ++this.#nodes, mode, bytes: new Uint8Array() };
  }

  newDirectory(mode: number): DirectoryNode {
    return { kind: 'directory', id: ++this.#nodes, mode, entries: new Map() };
  }

  seed(path: string, bytes: Uint8Array | null): void {
    for (const missing of this.missingDirectories(bytes ? path.slice(0, path.lastIndexOf('/')) : path)) {
      const { directory, name } = this.place(missing);
      const isPrivate = name === '.safekeep' || name === 'backups'; // An image has no modes.
      directory.entries.set(name, this.newDirectory(isPrivate ? 0o700 : 0o755));
    }
    if (!bytes) return;
    const { directory, name } = this.place(path);
    directory.entries.set(name, { ...this.newFile(0o644), bytes });
  }

  apply(changes: readonly EntryChange[]): void {
    for (const { directory, name, node } of changes) {
      if (node) directory.entries.set(name, node);
      else directory.entries.delete(name);
    }
  }

  /** @throws ENOENT, ENOTDIR, ENAMETOOLONG. */
  place(path: string): Place {
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1);
    const directory = this.directory(path.slice(0, end), path);
    if (Buffer.byteLength(name) > maxNameBytes) throw pathError('ENAMETOOLONG', path);
    return { directory, name, node: directory.entries.get(name) };
  }

  /** Which disk an entry is on: a directory that has `.another-disk` in it is the root of one of its own. */
  diskOf(path: string): number {
    let node: DirectoryNode = this.root;
    let disk = node.id;
    for (const name of namesOf(path).slice(0, -1)) {
      const inner = node.entries.get(name);
      if (inner?.kind !== 'directory') return disk;
      node = inner;
      if (node.entries.has('.another-disk')) disk = node.id;
    }
    return disk;
  }

  /** @throws ENOENT, ENOTDIR. */
  node(path: string): Node {
    let node: Node = this.root;
    for (const name of namesOf(path)) {
      if (node.kind === 'file') throw pathError('ENOTDIR', path);
      if (Buffer.byteLength(name) > maxNameBytes) throw pathError('ENAMETOOLONG', path);
      const next = node.entries.get(name);
      if (!next) throw pathError('ENOENT', path);
      node = next;
    }
    return node;
  }

  find(path: string): Node | null {
    let node: Node | undefined = this.root;
    for (const name of namesOf(path)) node = node?.kind === 'directory' ? node.entries.get(name) : undefined;
    return node ?? null;
  }

  file(path: string): FileNode {
    const node = this.node(path);
    if (node.kind === 'directory') throw pathError('EISDIR', path);
    return node;
  }

  directory(path: string, asked = path): DirectoryNode {
    const node = this.node(path);
    if (node.kind === 'file') throw pathError('ENOTDIR', asked);
    return node;
  }

  /** @throws what rename(2) does. */
  checkRename(from: string, to: string): readonly [Place & { readonly node: Node }, Place] {
    const source = this.place(from);
    this.directory(to.slice(0, to.lastIndexOf('/')), to);
    const { node } = source;
    if (!node) throw pathError('ENOENT', from);
    const goal = this.place(to);
    if (to.startsWith(`${from}/`)) throw pathError('EINVAL', to);
    if (from.startsWith(`${to}/`)) throw pathError('ENOTEMPTY', to);
    if (goal.node && goal.node !== node) {
      if (node.kind === 'file' && goal.node.kind === 'directory') throw pathError('EISDIR', to);
      if (node.kind === 'directory' && goal.node.kind === 'file') throw pathError('ENOTDIR', to);
      if (goal.node.kind === 'directory' && goal.node.entries.size > 0) throw pathError('ENOTEMPTY', to);
    }
    return [{ ...source, node }, goal];
  }

  /** The directories that `mkdir -p` would make, outermost first. @throws EEXIST, ENOTDIR. */
  missingDirectories(path: string): readonly string[] {
    const missing: string[] = [];
    let node: Node | undefined = this.root;
    let walked = '';
    for (const name of namesOf(path)) {
      if (node?.kind === 'file') throw pathError('ENOTDIR', path);
      walked += `/${name}`;
      node = node?.entries.get(name);
      if (!node) missing.push(walked);
    }
    if (node?.kind === 'file') throw pathError('EEXIST', path);
    return missing;
  }

  /** A path and all below it, innermost first, as `rm -rf` goes; nothing when there is nothing. */
  everythingIn(path: string): readonly string[] {
    try {
      return this.#below(this.node(path), path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  #below(node: Node, path: string): readonly string[] {
    const inner = node.kind === 'directory' ? [...node.entries] : [];
    return [...inner.flatMap(([name, entry]) => this.#below(entry, `${path}/${name}`)), path];
  }

  image(): ReadonlyMap<string, Uint8Array | null> {
    return imageOf(this.root, { entriesOf: ({ entries }) => entries, bytesOf: ({ bytes }) => bytes });
  }
}

/** One view of a tree of nodes: names sorted, each directory before what is in it. */
export function imageOf(
  root: DirectoryNode,
  {
    entriesOf,
    bytesOf,
  }: {
    readonly entriesOf: (directory: DirectoryNode) => ReadonlyMap<string, Node>;
    readonly bytesOf: (file: FileNode) => Uint8Array;
  },
): ReadonlyMap<string, Uint8Array | null> {
  const image = new Map<string, Uint8Array | null>();
  const walk = (directory: DirectoryNode, path: string): void => {
    const entries = entriesOf(directory);
    for (const name of [...entries.keys()].sort()) {
      const node = entries.get(name);
      if (!node) continue;
      image.set(`${path}/${name}`, node.kind === 'file' ? bytesOf(node) : null);
      if (node.kind === 'directory') walk(node, `${path}/${name}`);
    }
  };
  walk(root, '');
  return image;
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}
