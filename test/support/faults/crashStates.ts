// What a crash may leave on a simulated disk, built from the log of one run (the technique of ALICE, Pillai et al., OSDI
// 2014): a stop after every call and in the middle of it (before a call is after the one before), with what was not
// synced kept, dropped or, for bytes, full of zeros, and with each single change of directory entries that was not
// synced kept alone or dropped alone, as a disk that reorders may do.
// An fsync of a file makes its bytes last, one of a directory its entries; a rename between two directories lasts with
// the fsync of either. A file's own name lasts only with the fsync of its directory.
import { imageOf, type DirectoryNode, type FileNode, type Node } from '../disk/diskTree.ts';
import type { DiskImage } from '../disk/diskImage.ts';
import type { Effect, EntryChange, LoggedCall } from '../disk/simulatedDisk.ts';

export interface CrashState {
  readonly image: DiskImage;
  /** For people: where it stopped, and what became of the rest. */
  readonly origin: () => string;
  /** Nothing came after: everything that was promised has been promised. */
  readonly isLast: boolean;
}

/** Of changes of entries that were not synced. */
export type Reordering = 'each alone too' | 'none';

/** What a disk holds for sure, and what may still be lost. */
export interface Durability {
  readonly root: DirectoryNode;
  readonly entries: Map<DirectoryNode, ReadonlyMap<string, Node>>;
  readonly bytes: Map<FileNode, Uint8Array>;
  readonly unsyncedBytes: Map<FileNode, Uint8Array>;
  /** In their order; each happens whole or not at all. */
  unsyncedEntries: readonly (readonly EntryChange[])[];
}

const fatesOfBytes = ['kept', 'dropped', 'zeros'] as const;
type FateOfBytes = (typeof fatesOfBytes)[number];

/** Of a disk on which all that is there is durable. To be asked before the run, which changes the tree. */
export function allDurable(root: DirectoryNode): Durability {
  const durability: Durability = {
    root,
    entries: new Map(),
    bytes: new Map(),
    unsyncedBytes: new Map(),
    unsyncedEntries: [],
  };
  const learn = (directory: DirectoryNode): void => {
    durability.entries.set(directory, new Map(directory.entries));
    for (const node of directory.entries.values()) {
      if (node.kind === 'directory') learn(node);
      else durability.bytes.set(node, node.bytes);
    }
  };
  learn(root);
  return durability;
}

/** Follows the calls, and answers every state that a crash from now to after the last of them may leave. */
export function* crashStates(
  durability: Durability,
  log: readonly LoggedCall[],
  reordering: Reordering = 'each alone too',
): Generator<CrashState> {
  yield* variants(durability, { stop: 'before the first call', isLast: log.length === 0, reordering });
  for (const [index, { call, path, effects, torn }] of log.entries()) {
    const name = `call ${index + 1}: ${call} ${path}`;
    if (torn.length > 0) {
      const halfWay = copyOf(durability);
      follow(halfWay, torn);
      yield* variants(halfWay, { stop: `in the middle of ${name}`, isLast: false, reordering });
    }
    follow(durability, effects);
    yield* variants(durability, { stop: `after ${name}`, isLast: index === log.length - 1, reordering });
  }
}

export function follow(durability: Durability, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.kind === 'entries')
      durability.unsyncedEntries = [...durability.unsyncedEntries, effect.changes];
    else if (effect.kind === 'bytes') durability.unsyncedBytes.set(effect.file, effect.bytes);
    else if (effect.node.kind === 'file') syncFile(durability, effect.node);
    else syncDirectory(durability, effect.node);
  }
}

function syncFile({ bytes, unsyncedBytes }: Durability, file: FileNode): void {
  const written = unsyncedBytes.get(file);
  if (written) bytes.set(file, written);
  unsyncedBytes.delete(file);
}

function syncDirectory(durability: Durability, synced: DirectoryNode): void {
  const isLasting = (changes: readonly EntryChange[]) =>
    changes.some(({ directory }) => directory === synced);
  const lasting = durability.unsyncedEntries.filter(isLasting);
  if (lasting.length === 0) return;
  for (const [directory, entries] of changedEntries(durability, lasting))
    durability.entries.set(directory, entries);
  durability.unsyncedEntries = durability.unsyncedEntries.filter((changes) => !isLasting(changes));
}

/** The entries of the directories that these changes touch, with them. */
export function changedEntries(
  { entries }: Durability,
  changes: readonly (readonly EntryChange[])[],
): Map<DirectoryNode, Map<string, Node>> {
  const changed = new Map<DirectoryNode, Map<string, Node>>();
  for (const { directory, name, node } of changes.flat()) {
    const inside = changed.get(directory) ?? new Map(entries.get(directory));
    changed.set(directory, inside);
    if (node) inside.set(name, node);
    else inside.delete(name);
  }
  return changed;
}

interface Stop {
  readonly stop: string;
  readonly isLast: boolean;
  readonly reordering: Reordering;
}

function* variants(durability: Durability, { stop, isLast, reordering }: Stop): Generator<CrashState> {
  const fates = durability.unsyncedBytes.size > 0 ? fatesOfBytes : (['kept'] as const);
  for (const { changes, label } of keptEntries(durability, reordering)) {
    for (const fate of fates) {
      const image = imageAfter(durability, changes, fate);
      yield { image, isLast, origin: () => `${stop}; unsynced bytes ${fate}, unsynced entries ${label}` };
    }
  }
}

function* keptEntries(
  { unsyncedEntries: all }: Durability,
  reordering: Reordering,
): Generator<{
  readonly changes: readonly (readonly EntryChange[])[];
  readonly label: string;
}> {
  yield { changes: all, label: 'kept' };
  if (all.length > 0) yield { changes: [], label: 'dropped' };
  if (all.length < 2 || reordering === 'none') return;
  for (const [index, one] of all.entries()) {
    const name = one.map((change) => change.name).join(' → ');
    yield { changes: [one], label: `dropped but for ${name}` };
    if (all.length > 2) yield { changes: all.toSpliced(index, 1), label: `kept but for ${name}` };
  }
}

function imageAfter(
  durability: Durability,
  kept: readonly (readonly EntryChange[])[],
  fate: FateOfBytes,
): DiskImage {
  const changed = changedEntries(durability, kept);
  const { root, entries, bytes, unsyncedBytes } = durability;
  return imageOf(root, {
    entriesOf: (directory) => changed.get(directory) ?? entries.get(directory) ?? new Map(),
    bytesOf: (file) => {
      const durable = bytes.get(file) ?? nothing;
      const written = unsyncedBytes.get(file);
      if (!written || fate === 'dropped') return durable;
      return fate === 'kept' ? written : zeroFilled(durable, written);
    },
  });
}

export function copyOf(durability: Durability): Durability {
  return {
    ...durability,
    entries: new Map(durability.entries),
    bytes: new Map(durability.bytes),
    unsyncedBytes: new Map(durability.unsyncedBytes),
  };
}

const nothing = new Uint8Array();
const zeroes = new WeakMap<Uint8Array, Uint8Array>();

/** The file's length was noted, its new bytes were not written. */
function zeroFilled(durable: Uint8Array, written: Uint8Array): Uint8Array {
  const filled = zeroes.get(written) ?? new Uint8Array(written.length);
  if (!zeroes.has(written)) filled.set(durable.subarray(0, written.length));
  zeroes.set(written, filled);
  return filled;
}
