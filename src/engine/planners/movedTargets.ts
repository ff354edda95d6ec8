// A backup as of now: what it has of a target is at the path that the target has today, and in that file's format.
import { pathIn } from '../records/pathIn.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { renderDocument } from '../text/document.ts';
import type { Backup, FileContent, Snapshot, Target } from '../model/model.ts';
import { bytesOf } from './draft.ts';

/** Path in the backup → the target that has another path now. */
export type MovedTargets = ReadonlyMap<string, Target>;

export function movedTargets({ targets }: Pick<Snapshot, 'targets'>, backup: Backup): MovedTargets {
  const then = targets.map((target) => [pathIn(backup, target), target] as const);
  return new Map(then.filter(([path, target]) => path !== target.path));
}

/** Returns the backup with today's paths. What another file has at the path of a moved target gives way: names count, not paths. */
export function movedBackup(backup: Backup, moved: MovedTargets): Backup {
  const taken = new Set([...moved.values()].map(({ path }) => path));
  const isFree = (path: string) => moved.has(path) || !taken.has(path);
  return {
    ...backup,
    files: backup.files
      .filter(({ path }) => isFree(path))
      .map((file) => ({ ...file, path: movedPath(moved, file.path) })),
    absent: backup.absent.filter(isFree).map((path) => movedPath(moved, path)),
  };
}

export function movedPath(moved: MovedTargets, path: string): string {
  return moved.get(path)?.path ?? path;
}

/** Returns the path in the backup of what belongs to a path now. */
export function pathThen(moved: MovedTargets, path: string): string {
  const [then = path] = [...moved].find(([, target]) => target.path === path) ?? [];
  return then;
}

/** Returns the bytes for a file that may have another format now; unchanged if they can't be converted. */
export function bytesFor({ format }: Target, then: FileContent): Uint8Array {
  const { value, format: old } = documentOf(then);
  if (old === format || old === 'opaque' || format === 'opaque') return then.bytes;
  return value === undefined ? then.bytes : bytesOf(renderDocument(value, format));
}
