// Everything that makes something of a text that came along, as a table. Each answers or refuses with a sentence.
import { isHostMessage, isPanelMessage, isReviewModel } from '../../../src/review/protocol.ts';
import { parseCommandLine, UsageError } from '../../../src/cli/commandLine.ts';
import { verbs } from '../../../src/cli/verbs.ts';
import { parseRecord } from '../../../src/engine/storage/backups/backupRecord.ts';
import { isId, timeOfId } from '../../../src/engine/storage/backups/ids.ts';
import { parseHolder } from '../../../src/engine/storage/lock/lockHolder.ts';
import { readManifest } from '../../../src/engine/records/manifest.ts';
import { readMigration } from '../../../src/engine/migrations/migration.ts';
import { readMetadata } from '../../../src/engine/records/profileMetadata.ts';
import { readState } from '../../../src/engine/records/stateRecord.ts';
import {
  compareVersions,
  diffValues,
  formatChangeListing,
  formatPointer,
  fromPlain,
  isVersion,
  nameFault,
  parseDocument,
  parsePointer,
  pathFromPointer,
  pointerFromPath,
  readExportedProfile,
  redactionOf,
  renderDocument,
  sha256,
  valueAt,
  type FileContent,
  type Value,
} from '../../../src/engine/index.ts';
import { backupRecord } from './forged.ts';
import { changedPlain } from './oddValues.ts';
import type { Random } from './random.ts';

type Reader = readonly [name: string, read: (text: string, random: Random) => unknown];

const fileOf = (path: string, text: string): FileContent => {
  const bytes = Buffer.from(text);
  return { path, bytes, sha256: sha256(bytes), links: 1, mode: 0o644 };
};

const documents = ['x.json', 'x.jsonc', 'x.yaml'] as const;
const someValue = fromPlain({ a: { b: [1, { c: 'x' }] }, password: 'correct-horse-9' });

const table: readonly Reader[] = [
  ...documents.map((name): Reader => [`a document ${name}`, (text) => readDocument(name, text)]),
  ['a manifest', (text) => readManifest(parseDocument('safekeep.yaml', text))],
  ['a migration', (text) => readMigration(fileOf('migrations/x.yaml', text))],
  ['metadata of a profile', (text) => readMetadata(parseDocument('x.yaml', text).value)],
  ['an exported profile', (text) => readExportedProfile('x.yaml', Buffer.from(text))],
  ['the record of the active profile', (text) => readState(fileOf('.safekeep/state.json', text))],
  ['the record of a backup', (text) => parseRecord('20261120T111616051Z-fa7c22', text)],
  ['a sealed record of a backup', (text, random) => parseRecord('x', sealed(text, random))],
  ['the holder of a lock', (text) => parseHolder(Buffer.from(text))],
  ['an id', (text) => [isId(text), timeOfId(text)]],
  ['a version', (text) => (isVersion(text) ? compareVersions(text, '1.0.0') : null)],
  ['a pointer', readPointer],
  ['a path of keys', (text) => parsePointer(pointerFromPath(text))],
  ['the name of a profile', (text) => nameFault(text)],
  ['a glob for secret keys', (text) => redactionOf([someValue], [text])],
  ['a secret in a text', (text) => redactionOf([fromPlain({ password: text, x: text })])],
  ['a command line', readCommandLine],
  [
    'a message of the review page',
    (text) => [isPanelMessage, isHostMessage, isReviewModel].map((is) => is(plainOf(text))),
  ],
];

export function textReaders(): readonly Reader[] {
  return table;
}

function readDocument(name: string, text: string): unknown {
  const { value } = parseDocument(name, text);
  if (value === undefined) return null;
  const changes = diffValues(someValue, value);
  const listing = { headers: [text], files: [{ path: text, changes, note: text }] };
  const format = name === 'x.yaml' ? 'yaml' : 'json';
  return [renderDocument(value, format), formatChangeListing(listing), valueAt(value, '/a/0')];
}

function readPointer(text: string): Value | undefined {
  const pointer = text === '' || text.startsWith('/') ? text : `/${text}`;
  const keys = parsePointer(pointer);
  const again = parsePointer(formatPointer(keys));
  if (JSON.stringify(again) !== JSON.stringify(keys))
    throw new Error('The keys of a pointer are not those it was made of.');
  pathFromPointer(pointer);
  return valueAt(someValue, pointer);
}

function readCommandLine(text: string): unknown {
  try {
    return parseCommandLine(text.split(' '), verbs);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

function plainOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { type: text, model: { targets: [text] } };
  }
}

function sealed(text: string, random: Random): string {
  const record = {
    format: 1,
    id: 'x',
    createdAt: text,
    reason: text,
    author: text,
    pinned: false,
    activeProfile: text,
    applied: { [text]: text },
    absent: [text],
    files: [{ path: text, stored: text, sha256: text, size: text.length, gzip: false }],
  };
  return backupRecord({ ...(changedPlain(record, random) as Readonly<Record<string, unknown>>) }); // Spread, whatever it is.
}
