// Where records of ours are, as data.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Place {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Of this config folder, from it. */
  readonly path: (config: string) => string;
}

const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => !name.startsWith('.'));
const numbered = (config: string): number =>
  Math.max(...namesIn(join(config, '.safekeep/lock')).map((name) => Number.parseInt(name, 10)));
const backup = (config: string): string =>
  `backups/${namesIn(join(config, 'backups')).toSorted().at(-1) ?? ''}`;

function journalRecord(config: string): string {
  try {
    const [name] = namesIn(join(config, '.safekeep/journal'));
    if (name !== undefined) return `.safekeep/journal/${name}`;
  } catch {
    // No change was ever interrupted here.
  }
  return '.safekeep/journal/20261120T111616051Z-fa7c22.json';
}

const fixed = (kind: Place['kind'], path: string): Place => ({ name: path, kind, path: () => path });

export const places: readonly Place[] = [
  { name: 'history', kind: 'file', path: () => '.safekeep/audit.jsonl' },
  { name: 'state', kind: 'file', path: () => '.safekeep/state.json' },
  { name: 'journal record', kind: 'file', path: journalRecord },
  { name: 'lock', kind: 'file', path: (config) => `.safekeep/lock/${numbered(config) + 1}.lock` },
  { name: 'free lock', kind: 'file', path: (config) => `.safekeep/lock/${numbered(config)}.free` },
  { name: 'backup', kind: 'folder', path: backup },
  { name: 'backup record', kind: 'file', path: (config) => `${backup(config)}/backup.json` },
  { name: 'stored file', kind: 'file', path: (config) => `${backup(config)}/app.json` },
  { name: 'gzipped file', kind: 'file', path: (config) => `${backup(config)}/web.json.gz` },
  fixed('folder', '.safekeep'),
  fixed('folder', '.safekeep/journal'),
  fixed('folder', '.safekeep/lock'),
  fixed('folder', '.safekeep/damaged'),
  fixed('folder', '.safekeep/trash'),
  fixed('folder', 'backups'),
  fixed('file', '.safekeep/.gitignore'),
  fixed('file', 'backups/.gitignore'),
  fixed('file', 'profiles/.gitignore'),
];
