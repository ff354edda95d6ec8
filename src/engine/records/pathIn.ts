// A target is a name, and a backup knows its targets by it: where the live file got another path since, what the backup has
// of it belongs there. Backups of before that know paths alone; there, any `current.*` is the one target of a folder.
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import type { Backup, TargetSpec } from '../model/model.ts';

/** Returns the path at which a backup has a target. */
export function pathIn(
  { targets, files, absent }: Pick<Backup, 'targets' | 'files' | 'absent'>,
  { name, path }: Pick<TargetSpec, 'name' | 'path'>,
): string {
  if (targets !== undefined) return Object.hasOwn(targets, name) ? (targets[name] ?? path) : path;
  const paths = [...files.map((file) => file.path), ...absent];
  const isLive = name === 'current' && isLiveName(path) && !paths.includes(path);
  return (isLive ? paths.find(isLiveName) : undefined) ?? path;
}

/** Tells whether a name is that of a live file in a folder without a manifest. */
export function isLiveName(name: string): boolean {
  return stemOf(name) === 'current' && extensionOf(name) !== '';
}
