// Where configuration is kept: a folder with a manifest, a `current.*`, our own records, or `profiles/` beside a
// `default.*`. The same rule serves the editor and the terminal. It only looks.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { extensionOf, stemOf } from './content/fileNames.ts';

const usualName = 'config';

/** The names in a directory; none when it cannot be listed. */
async function namesIn(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []); // A directory we may not read holds nothing for us.
}

/** Whether a folder already has what makes it one. */
export async function isConfigFolder(path: string): Promise<boolean> {
  const names = await namesIn(path);
  const has = (stem: string) => names.some((name) => stemOf(name) === stem && extensionOf(name) !== '');
  return (
    has('safekeep') ||
    names.includes('.safekeep') ||
    has('current') ||
    (names.includes('profiles') && has('default'))
  );
}

/** The nearest config folder from a directory upwards: the directory itself, or its `config`. */
export async function findConfigFolder(start: string): Promise<string | null> {
  for (let here = start; ; here = dirname(here)) {
    const found = await configFolderAt(here);
    if (found !== null || dirname(here) === here) return found;
  }
}

/** A directory itself, or its `config`, when that is a config folder. */
export async function configFolderAt(path: string): Promise<string | null> {
  for (const candidate of [path, join(path, usualName)])
    if (await isConfigFolder(candidate)) return candidate;
  return null;
}

/** The repository that a config folder belongs to; its parent folder where there is none. */
export async function findWorkspace(folder: string): Promise<string> {
  for (let here = folder; ; here = dirname(here)) {
    if ((await namesIn(here)).includes('.git')) return here;
    if (dirname(here) === here) return dirname(folder);
  }
}
