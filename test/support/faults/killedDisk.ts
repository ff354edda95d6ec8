// A disk on which a process was killed while the system lives on: what it did can be seen, and what it did not sync may
// still be lost by a power cut later, under another process that thinks it is there.
import { changedEntries, type Durability } from './crashStates.ts';
import type { DirectoryNode, FileNode, Node } from '../disk/diskTree.ts';
import { simulatedDisk, type EntryChange, type SimulatedDisk } from '../disk/simulatedDisk.ts';

export interface KilledDisk {
  readonly disk: SimulatedDisk;
  readonly durability: Durability;
}

/** Independent of the disk that it is made of. */
export function killedDisk(old: Durability): KilledDisk {
  const disk = simulatedDisk(new Map());
  const copies = new Map<Node, Node>([[old.root, disk.root]]);
  const visible = changedEntries(old, old.unsyncedEntries);
  const fileCopy = (file: FileNode): FileNode => {
    const bytes = old.unsyncedBytes.get(file) ?? old.bytes.get(file) ?? new Uint8Array();
    const copy = (copies.get(file) ?? { ...file, id: -file.id, bytes }) as FileNode; // Copies are of the same kind.
    copies.set(file, copy);
    return copy;
  };
  const directoryCopy = (directory: DirectoryNode): DirectoryNode => {
    const known = copies.get(directory) as DirectoryNode | undefined; // As above.
    const copy = known ?? { ...directory, id: -directory.id, entries: new Map() };
    copies.set(directory, copy);
    return copy;
  };
  const copyOf = (node: Node): Node => (node.kind === 'file' ? fileCopy(node) : directoryCopy(node));
  const copied = (entries: ReadonlyMap<string, Node>) =>
    new Map([...entries].map(([name, node]) => [name, copyOf(node)] as const));
  const show = (directory: DirectoryNode): void => {
    const entries = visible.get(directory) ?? old.entries.get(directory) ?? new Map<string, Node>();
    for (const [name, node] of entries) {
      directoryCopy(directory).entries.set(name, copyOf(node));
      if (node.kind === 'directory') show(node);
    }
  };
  show(old.root);
  const copiedChange = ({ directory, name, node }: EntryChange): EntryChange => ({
    directory: directoryCopy(directory),
    name,
    node: node && copyOf(node),
  });
  return {
    disk,
    durability: {
      root: disk.root,
      entries: new Map([...old.entries].map(([key, entries]) => [directoryCopy(key), copied(entries)])),
      bytes: new Map([...old.bytes].map(([file, bytes]) => [fileCopy(file), bytes])),
      unsyncedBytes: new Map([...old.unsyncedBytes].map(([file, bytes]) => [fileCopy(file), bytes])),
      unsyncedEntries: old.unsyncedEntries.map((changes) => changes.map(copiedChange)),
    },
  };
}
