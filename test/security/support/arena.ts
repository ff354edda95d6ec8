// A used config folder of our own that is attacked and put back as it was, again and again, always at the same place: a
// record that belongs to it goes on belonging to it.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disposableFolder } from '../../support/disk/configFolder.ts';
import { differences, fingerprint } from './fingerprint.ts';
import { newUser } from './home.ts';
import { configOf, makeUsedFolder, personalFiles, wholeContents } from './usedFolder.ts';

export type ArenaState = 'at rest' | 'interrupted';

export interface Arena {
  readonly repo: string;
  readonly config: string;
  readonly outside: string;
  readonly reset: (state: ArenaState) => void;
  /** What was done that must not be done, since the last reset. */
  readonly faults: () => readonly string[];
}

export async function makeArena(name: string): Promise<Arena> {
  const root = await disposableFolder(name);
  const user = newUser(name);
  Object.assign(process.env, user); // This thread's alone.
  const [repo, outside] = [join(root, 'repo'), join(root, 'outside')];
  const saved = (state: ArenaState, part: string) => join(root, 'saved', state, part);
  const parts = [
    ['repo', repo],
    ['user', user.HOME],
  ] as const;
  for (const state of ['at rest', 'interrupted'] as const) {
    rmSync(repo, { recursive: true, force: true });
    mkdirSync(repo);
    await makeUsedFolder(repo, state);
    for (const [part, path] of parts) copy(path, saved(state, part));
  }
  mkdirSync(join(outside, 'User'), { recursive: true });
  for (const file of ['.bashrc', 'User/settings.json', 'User/backup.json', 'User/1.lock'])
    writeFileSync(join(outside, file), '{ "mine": 1 }\n');
  const outsideBefore = fingerprint(outside);
  return {
    repo,
    config: configOf(repo),
    outside,
    reset: (state) => {
      for (const [part, path] of parts) {
        rmSync(path, { recursive: true, force: true });
        copy(saved(state, part), path);
      }
    },
    faults: () => [
      ...differences(outsideBefore, fingerprint(outside)).map((what) => `outside, ${what}`),
      ...lostFiles(configOf(repo)),
      ...foreignFiles(repo),
    ],
  };
}

function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}

function lostFiles(config: string): readonly string[] {
  return personalFiles.flatMap((name) => {
    const file = join(config, name);
    if (!existsSync(file)) return [`${name} is gone`];
    return wholeContents.has(readFileSync(file, 'utf8')) ? [] : [`${name} is neither old nor new`];
  });
}

/** Nothing is made beside the files of the person and our own folders, but for the ignore rule of the profiles. */
function foreignFiles(repo: string): readonly string[] {
  const known = new Set([
    'config',
    'config/profiles',
    'config/profiles/a',
    'config/profiles/b',
    'config/profiles/c',
    '.',
    '.git',
    '.git/HEAD',
  ]);
  for (const name of personalFiles) known.add(`config/${name}`);
  const own =
    /^config\/(\.safekeep|backups|profiles\/\.gitignore)(\/|$)|^config\/([^/]*\/)*\.[^/]*\.safekeep-new$/;
  return [...fingerprint(repo).keys()].flatMap((path) =>
    known.has(path) || own.test(path) ? [] : [`${path} was made`],
  );
}
