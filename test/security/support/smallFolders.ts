// Folders of small files that unfold into large ones.
import type { Files } from '../../support/disk/configFolder.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index);
const keys = (line: (index: number) => string) => count(5_000).map(line).join('');
const profiles = (all: readonly number[], parents: (index: number) => readonly number[]) =>
  Object.fromEntries(
    all.map((index) => {
      const names = parents(index).map((parent) => `p${parent}`);
      return [`profiles/p${index}.yaml`, `$profile: { extends: [${names.join(', ')}] }\na: ${index}\n`];
    }),
  );
const wideMap = (width: number) =>
  `{ ${count(width)
    .map((index) => `k${index}: 1`)
    .join(', ')} }`;
const anchored = `b: &b ${wideMap(3_000)}\n`;
const next = (index: number) => [1, 2, 3].map((step) => index + step);

/** Sixty profiles, each extending the one before. */
const chained = (lines: (index: number) => readonly string[]) =>
  Object.fromEntries(
    count(60).map((index) => {
      const parents = index === 0 ? '' : `p${index - 1}`;
      return [`profiles/p${index}.yaml`, `$profile: { extends: [${parents}] }\n${lines(index).join('')}`];
    }),
  );

/** Of at most some hundred kilobytes each. */
export const smallFolders: Readonly<Record<string, Files>> = {
  'a profile that leaves out every key of the defaults': {
    'current.yaml': 'a: 1\n',
    'default.yaml': keys((index) => `key${index}: 1\n`),
    'profiles/p.yaml': `$profile:\n  unset:\n${keys((index) => `    - /key${index}\n`)}`,
  },
  'profiles that all extend all': {
    'current.yaml': 'a: 1\n',
    ...profiles(count(80), () => count(80)),
  },
  'profiles that each extend the next three': {
    'current.yaml': 'a: 1\n',
    ...profiles(count(400), (index) => next(index).filter((parent) => parent < 400)),
  },
  'profiles that extend the next three in chains as long as they may be': {
    'current.yaml': 'a: 1\n',
    ...profiles(count(400), (index) => next(index).filter((parent) => parent % 60 > index % 60)),
  },
  'layers that all clash with those below': {
    'current.yaml': 'a: 1\n',
    'default.yaml': keys((index) => (index < 300 ? `k${index}: 1\n` : '')),
    ...chained((index) => count(300).map((key) => `k${key}: ${index % 2 ? '1' : '{}'}\n`)),
  },
  'profiles that each add a key to a long chain': {
    'current.yaml': 'a: 1\n',
    ...chained((index) => count(200).map((key) => `k${index}_${key}: 1\n`)),
    ...Object.fromEntries(
      count(1_500).map((index) => [
        `profiles/leaf${index}.json`,
        `{ "$profile": { "extends": "p59" }, "x": ${index} }`,
      ]),
    ),
  },
  'layers that are all large': {
    'current.yaml': 'a: 1\n',
    ...chained((index) => count(700).map((key) => `l${index}key${key}: 1\n`)),
  },
  'layers that together are as large as they may be': {
    'current.yaml': 'a: 1\n',
    ...chained((index) => count(160).map((key) => `l${index}key${key}: 1\n`)),
  },
  'a profile that leaves out hundreds of thousands of keys': {
    'current.json': '{ "a": 1 }\n',
    'profiles/p59.json': `{ "$profile": { "unset": [${'"/a", '.repeat(300_000)}"/a"] } }\n`,
  },
  'a profile that leaves out hundreds of thousands of things that are no keys': {
    'current.json': '{ "a": 1 }\n',
    'profiles/p59.json': `{ "$profile": { "unset": [${'1, '.repeat(300_000)}1] } }\n`,
  },
  'thousands of profiles of a few bytes': {
    'current.yaml': 'a: 1\n',
    ...Object.fromEntries(count(8_000).map((index) => [`profiles/p${index}.yaml`, 'a: 2\n'])),
  },
  'profiles that have thousands of files of a few bytes': {
    'safekeep.yaml': 'targets: { app: app.yaml, web: web.yaml }\n',
    ...Object.fromEntries(count(8_000).map((index) => [`profiles/p${index % 8}/f${index}.yaml`, 'a: 2\n'])),
  },
  'forged records of interrupted changes': {
    'current.yaml': 'a: 1\n',
    ...Object.fromEntries(
      count(10_000).map((index) => {
        const id = `20261120T111616${String(index % 1_000).padStart(3, '0')}Z-${index.toString(16).padStart(6, '0')}`;
        return [`.safekeep/journal/${id}.json`, JSON.stringify({ format: 1, id, mac: '0'.repeat(64) })];
      }),
    ),
  },
  'a key that stands there tens of thousands of times': {
    'current.yaml': 'a: 1\n',
    'profiles/p.yaml': 'k: 1\n'.repeat(15_000),
    'profiles/q.json': `{${'"k": 1,\n'.repeat(60_000)}"k": 1}`,
  },
  'too many small maps in YAML': {
    'current.yaml': '- a: 1\n'.repeat(100_000),
  },
  'maps in YAML that all merge a wide one': {
    'current.yaml': anchored + keys((index) => `c${index}: { <<: *b }\n`),
  },
  'a map in YAML that merges a wide one tens of thousands of times': {
    'current.yaml': `${anchored}c: { <<: [${'*b, '.repeat(20_000)}*b] }\n`,
  },
  'maps in YAML that merge what merges what merges a wide one': {
    'current.yaml': `c: ${'{ <<: '.repeat(150)}${wideMap(30_000)}${' }'.repeat(150)}\n`,
  },
};
