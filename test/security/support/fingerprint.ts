// Everything that can be told of a directory's tree without following a link: kinds, modes, owners, inodes, times and
// contents. Two that are equal: nothing was written between them, and nothing replaced by its like.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';

/** Path → what it is. */
export type Fingerprint = ReadonlyMap<string, string>;

export function fingerprint(directory: string): Fingerprint {
  const found = new Map<string, string>();
  const visit = (path: string, inner: string) => {
    const stat = lstatSync(path, { bigint: true });
    found.set(inner, describe(path, stat));
    if (!stat.isDirectory()) return;
    for (const name of readdirSync(path).toSorted())
      visit(join(path, name), inner === '.' ? name : `${inner}/${name}`);
  };
  visit(directory, '.');
  return found;
}

function describe(path: string, stat: BigIntStats): string {
  const { mode, ino, mtimeNs, uid, size } = stat;
  const content = stat.isSymbolicLink()
    ? readlinkSync(path)
    : stat.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : '';
  return [mode.toString(8), ino, mtimeNs, uid, stat.isDirectory() ? '' : size, content].join(' ');
}

/** In words, one for each path that differs; none when nothing does. */
export function differences(before: Fingerprint, after: Fingerprint): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path) => {
    if (before.get(path) === after.get(path)) return [];
    return [
      before.has(path) ? (after.has(path) ? `${path} was changed` : `${path} is gone`) : `${path} was made`,
    ];
  });
}
