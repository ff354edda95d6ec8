// What can stand in the place of a record of ours, as data: each takes the path and puts something there.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lchownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { backupRecord, historyLine, intent } from './forged.ts';
import type { Place } from './places.ts';

export interface Attack {
  readonly name: string;
  readonly fits: (place: Place) => boolean;
  /** @param outside a directory of the user that is none of our business */
  readonly make: (path: string, outside: string, place: Place) => void | Promise<void>;
}

const always = (): boolean => true;
const ofFiles = ({ kind }: Place): boolean => kind === 'file';

function cleared(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

const link = (name: string, to: (outside: string) => string): Attack => ({
  name,
  fits: always,
  make: (path, outside) => symlinkSync(to(outside), cleared(path)),
});

const content = (name: string, of: (place: Place, old: string) => string | Uint8Array): Attack => ({
  name,
  fits: ofFiles,
  make: (path, _outside, place) => {
    const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
    writeFileSync(cleared(path), of(place, old));
  },
});

/** JSON that is what the place does not hold, in lines where the place has lines. */
const shape = (name: string, value: unknown): Attack => content(name, () => `${JSON.stringify(value)}\n`);

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}\n`;

/** With hashes that fit, where there are any without a key. */
function forged({ name }: Place, old: string): string {
  const evil = '../../../outside/.bashrc';
  if (name === 'history') {
    const files = [{ path: evil, before: null, after: 'x' }];
    return historyLine({ id: '20261120T111616051Z-fa7c22', files, summary: 5 });
  }
  if (name === 'journal record')
    return intent({ files: [{ path: evil, before: null, after: null, moved: '.safekeep/trash/x' }] });
  if (name === 'backup record') {
    const record = JSON.parse(old) as Readonly<Record<string, unknown>>; // The folder's own.
    const file = { path: evil, sha256: 'a'.repeat(64), size: 2 ** 53, stored: 'f', gzip: true, mode: 0o4777 };
    return backupRecord({ ...record, files: [file], absent: ['../../LICENSE'], previous: record['id'] });
  }
  return old.replace(/[0-9a-f]{64}/, 'f'.repeat(64)).replace('app', '__proto__');
}

export const attacks: readonly Attack[] = [
  link('a link to an outside file', (outside) => join(outside, '.bashrc')),
  link('a link to an outside folder', (outside) => join(outside, 'User')),
  link('a dangling link', (outside) => join(outside, 'nothing')),
  link('a link to a device', () => '/dev/zero'),
  link('a link to itself', () => '.'),
  {
    name: 'another name of an outside file',
    fits: ofFiles,
    make: (path: string, outside: string): void => {
      linkSync(join(outside, '.bashrc'), cleared(path));
    },
  },
  { name: 'a pipe', fits: always, make: (path) => void execFileSync('mkfifo', [cleared(path)]) },
  { name: 'a socket', fits: always, make: (path, outside) => makeSocket(cleared(path), dirname(outside)) },
  {
    name: 'a directory',
    fits: ofFiles,
    make: (path: string): void => {
      mkdirSync(cleared(path));
    },
  },
  {
    name: 'a file',
    fits: ({ kind }) => kind === 'folder',
    make: (path) => writeFileSync(cleared(path), 'a file\n'),
  },
  {
    name: 'another owner’s',
    fits: (): boolean => process.getuid?.() === 0,
    make: (path: string): void => {
      if (existsSync(path)) lchownSync(path, 12_345, 12_345);
    },
  },
  content('nothing in it', () => ''),
  content('zeros', () => new Uint8Array(4096)),
  content(
    'garbage of two megabytes',
    () => `${'{"a":[1,2],'.repeat(200_000)}\n\u0000${'\u001b[2J'.repeat(20)}`,
  ),
  content('garbage behind it', (_place, old) => `${old}{"format":1,"previous":`),
  content('half of it', (_place, old) => old.slice(0, old.length / 2)),
  content('deep nesting', () => deep),
  content('forged hashes', forged),
  content('a newer format', (_place, old) => old.replaceAll(/"format": ?1/g, '"format":99')),
  shape('a list', []),
  shape('a map', {}),
  shape('null', null),
  shape('a text', 'x'),
  shape('only a format', { format: 1 }),
  shape('the wrong types', {
    format: 1,
    id: 7,
    files: 'x',
    entry: [],
    applied: 3,
    activeProfile: {},
    hash: 'x',
  }),
];

/** A path of a socket has at most 107 bytes, so it is made elsewhere. */
async function makeSocket(path: string, near: string): Promise<void> {
  const short = join(near, 's');
  const server = createServer().listen(short);
  await once(server, 'listening');
  renameSync(short, path);
  server.close();
}
