// Editor and engine cannot disagree: our own reader of the schemas finds what ajv finds, at the same places.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { readManifest } from '../../../src/engine/records/manifest.ts';
import { builtInProblems, type OwnSchema } from '../../../src/engine/records/builtInSchemas.ts';
import { readMetadata } from '../../../src/engine/records/profileMetadata.ts';
import { ajvPlaces } from '../../support/texts/ajvPlaces.ts';
import { changedData } from '../../support/texts/changedData.ts';
import { corpusFiles, corpusJson, onCorpora } from '../../support/texts/corpora.ts';
import { randomRuns } from '../../support/sizes.ts';

const schemaOf: Readonly<Record<OwnSchema, string>> = {
  manifest: 'safekeep.schema.json',
  migration: 'migration.schema.json',
  exportedProfile: 'exported-profile.schema.json',
  metadata: 'profile.schema.json',
  layer: 'profile.schema.json#/definitions/layer',
  state: 'state.schema.json',
};

const documentOf = (data: unknown) => parseDocument('a.json', JSON.stringify(data));
const placesOf = (name: OwnSchema, data: unknown) =>
  [...new Set(builtInProblems(name, documentOf(data)).map(({ pointer }) => pointer))].toSorted();

const hash = '0a'.repeat(32);
const up = (...steps: readonly unknown[]) => ({ from: 1, to: 2, up: steps });

/** Documents, and the places at which they do not fit. */
const cases: Readonly<
  Record<OwnSchema, readonly (readonly [data: unknown, ...places: readonly string[]])[]>
> = {
  manifest: [
    [null],
    [{}],
    [{ $schema: './s.json', format: 1, unmentioned: 'defaults', targets: null, arrays: null, guard: null }],
    [{ targets: { app: 'a.json', web: { path: '../w.json', schema: 's.json', defaults: 'd.json' } } }],
    [{ arrays: { '': 'append', '/a/*/b': { byKey: 'id' } }, retention: null }],
    [{ retention: { last: 1, mergeWindow: '1.5 min', maxBytes: 1 } }],
    [[], ''],
    [5, ''],
    [{ targts: {} }, '/targts'],
    [{ format: 0 }, '/format'],
    [{ unmentioned: 'reset' }, '/unmentioned'],
    [{ unmentioned: null }, '/unmentioned'],
    [{ targets: { app: {} } }, '/targets/app'],
    [
      { targets: { app: '~/a.json', web: { path: '/a', x: 1 } } },
      '/targets/app',
      '/targets/web/path',
      '/targets/web/x',
    ],
    [{ targets: { '.a': 'a.json', profile: 5 } }, '/targets/.a', '/targets/profile'],
    [
      { arrays: { '/a': { byKey: '' }, '/b': { byKey: 'id', x: 1 }, c: 'append' } },
      '/arrays/c',
      '/arrays/~1a',
      '/arrays/~1b',
    ],
    [{ guard: { maxRemovedShare: -1, x: 1 } }, '/guard/maxRemovedShare', '/guard/x'],
    [{ retention: { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0 } }, '/retention'],
    [{ retention: { maxBytes: 0, mergeWindow: 'soon' } }, '/retention/maxBytes', '/retention/mergeWindow'],
    [{ constructor: 1, toString: 2 }, '/constructor', '/toString'],
  ],
  metadata: [
    [null],
    [{}],
    [
      {
        extends: 'a',
        description: '',
        protected: true,
        unset: ['/a/~0~1'],
        icon: 'beaker',
        color: 'charts.red',
      },
    ],
    [{ extends: ['a', 'b'], unset: null }],
    ['staging', ''],
    [{ extend: 'a' }, '/extend'],
    [{ extends: 5 }, '/extends'],
    [{ extends: 'a/b' }, '/extends'],
    [{ extends: ['a', 5, ''] }, '/extends/1', '/extends/2'],
    [{ unset: '/a' }],
    [{ unset: 'a' }, '/unset'],
    [{ unset: {} }, '/unset'],
    [{ unset: ['a', '/b', '', '/~2'] }, '/unset/0', '/unset/2', '/unset/3'],
    [{ protected: 'yes', description: 5 }, '/description', '/protected'],
    [{ icon: '$(beaker)', color: 'red ' }, '/color', '/icon'],
  ],
  exportedProfile: [
    [{ format: 1, profile: 'a', files: {} }],
    [{ $schema: './s.json', format: 1, profile: 'a', files: { 'profile.yaml': '', 'app.json': '{}' } }],
    [null, ''],
    [{ format: 1, profile: 'a' }, ''],
    [{ format: 0, profile: '', files: [], more: 1 }, '/files', '/format', '/more', '/profile'],
    [
      { format: 1, profile: 'a', files: { '../a.json': '', 'a\\b.txt': '', 'b.yml': 5 } },
      '/files/..~1a.json',
      '/files/a\\b.txt',
      '/files/b.yml',
    ],
  ],
  state: [
    [{ format: 1, activeProfile: null, applied: {} }],
    [{ format: 1, activeProfile: 'a b', applied: { app: hash }, resolved: { app: hash } }],
    [null, ''],
    [{ format: 0, activeProfile: 5, applied: [] }, '/activeProfile', '/applied', '/format'],
    [
      { format: 1, activeProfile: '../a', applied: { app: 'x', web: 5 } },
      '/activeProfile',
      '/applied/app',
      '/applied/web',
    ],
    [
      { format: 1, activeProfile: 'a'.repeat(256), applied: {}, resolved: null },
      '/activeProfile',
      '/resolved',
    ],
  ],
  layer: [
    [null],
    [{ unset: ['/a'] }],
    [{ extends: 'a', description: 'b' }, '/description', '/extends'],
    [{ unset: ['a'] }, '/unset/0'],
  ],
  migration: [
    [{ format: 1, from: '1.0.0', to: '1.1.0-rc.1+5', description: 'x', up: [], down: [], targets: ['app'] }],
    [up({ op: 'add', path: '/a/-', value: null }, { op: 'remove', path: '', optional: true })],
    [up({ op: 'replace', path: '/a', value: 1, why: 'RFC 6902 lets it pass' })],
    [up({ op: 'move', from: '/a', path: '/b' }, { op: 'copy', from: '/a', path: '/b' })],
    [up({ op: 'test', path: '/a', value: {} }, { op: 'default', path: '/*/a', value: [] })],
    [up({ op: 'rename', path: '/a', to: 'b' }, { op: 'mapValues', path: '/a', values: { x: 1 } })],
    [up({ op: 'wrap', path: '/a', key: 'k' }, { op: 'unwrap', path: '/a', key: 'k', optional: false })],
    [up({ op: 'scale', path: '/a', factor: 0.5, offset: -1 }, { op: 'convert', path: '/a', to: 'number' })],
    [null, ''],
    [{}, ''],
    [{ from: '1.0', to: -1, up: {} }, '/from', '/to', '/up'],
    [{ from: 1.5, to: 'v1.0.0', up: [], upp: [] }, '/from', '/to', '/upp'],
    [{ from: 1, to: 2, up: [], format: 2, targets: 'app' }, '/format', '/targets'],
    [
      up({ path: '/a' }, { op: 'spam', path: '/a' }, { op: 5 }, 'add'),
      '/up/0',
      '/up/1/op',
      '/up/2/op',
      '/up/3',
    ],
    [up({ op: 'add', path: 'a', value: 1 }, { op: 'add', path: '/a' }), '/up/0/path', '/up/1'],
    [up({ op: 'move', path: '/a' }, { op: 'copy', from: 'a', path: '/b' }), '/up/0', '/up/1/from'],
    [up({ op: 'rename', path: '/a' }, { op: 'rename', path: '/a', to: 'b', too: 1 }), '/up/0', '/up/1/too'],
    [up({ op: 'mapValues', path: '/a', values: [] }, { op: 'wrap', path: '/a' }), '/up/0/values', '/up/1'],
    [up({ op: 'scale', path: '/a', factor: 0 }, { op: 'scale', path: '/a' }), '/up/0/factor', '/up/1'],
    [
      up({ op: 'convert', path: '/a', to: 'date' }, { op: 'remove', path: '/a', optional: 1 }),
      '/up/0/to',
      '/up/1/optional',
    ],
  ],
};

suite('schema and reader agree that', () => {
  for (const [name, documents] of Object.entries(cases) as readonly [OwnSchema, (typeof cases)[OwnSchema]][])
    for (const [data, ...places] of documents)
      test(`as ${name}, ${JSON.stringify(data)} is ${places.length === 0 ? 'fine' : 'at fault'}`, () => {
        assert.deepEqual(ajvPlaces(schemaOf[name], data), places);
        assert.deepEqual(placesOf(name, data), places);
      });

  for (const name of Object.keys(cases) as readonly OwnSchema[])
    test(`as ${name}, any change of a document is fine or at fault at the same places`, () => {
      const changed = changedData(cases[name].map(([data]) => data));
      fc.assert(
        fc.property(changed, (text) => {
          const data: unknown = JSON.parse(text);
          assert.deepEqual(placesOf(name, data), ajvPlaces(schemaOf[name], data));
        }),
        { numRuns: randomRuns(500) },
      );
    });
});

test('every JSON Patch that RFC 6902 allows can be the steps of a migration', onCorpora, () => {
  const files = corpusFiles('json-patch-tests', /\.json$/).map(corpusJson) as readonly {
    readonly patch?: unknown;
    readonly error?: string;
  }[]; // So says its index.
  const patches = files.filter(({ error }) => error === undefined).map(({ patch }) => patch);
  assert.ok(patches.length > 30);
  for (const patch of patches) assert.deepEqual(placesOf('migration', { from: 1, to: 2, up: patch }), []);
});

suite('what does not fit a schema', () => {
  test('has its place, its keyword and a sentence', () => {
    const document = parseDocument('profile.yaml', 'extends: a\nunset:\n  - /a\n  - b\nexpires: never\n');
    assert.deepEqual(builtInProblems('metadata', document), [
      {
        file: 'profile.yaml',
        line: 4,
        column: 5,
        pointer: '/unset/1',
        message: 'This isn\'t a valid JSON Pointer to a key. Start with "/", and write "~" as ~0.',
        keyword: 'pattern',
      },
      {
        file: 'profile.yaml',
        line: 5,
        column: 1,
        pointer: '/expires',
        message: '"expires" isn\'t a known key.',
        keyword: 'additionalProperties',
      },
    ]);
  });

  for (const [name, data, sentence] of [
    ['manifest', [], 'The document must be a map.'],
    ['manifest', { guard: 5 }, '"guard" must be a map.'],
    ['manifest', { unmentioned: 1 }, '"unmentioned" must be leave or defaults.'],
    ['manifest', { retention: { last: 0.5 } }, '"last" must be a whole number, 0 or more.'],
    ['manifest', { targets: { a: {} } }, '"a" is missing the required key "path".'],
    ['manifest', { arrays: { '/a': 'merge' } }, 'Use "replace", "append", or {byKey: NAME}.'],
    ['metadata', { extends: true }, '"extends" must be text or a list.'],
    ['metadata', { protected: 'yes' }, '"protected" must be true or false.'],
    ['migration', { from: 1, to: '2', up: [] }, 'A version must be a whole number, or a string like 1.2.0.'],
    ['migration', { from: 1, to: 2, up: [], targets: [''] }, 'Item 1 must not be empty.'],
  ] as const)
    test(`is told in a sentence: ${sentence}`, () => {
      assert.deepEqual(
        builtInProblems(name, documentOf(data)).map(({ message }) => message),
        [sentence],
      );
    });

  test('counts as not said, but for protection, and the rest counts', () => {
    const { value } = parseDocument(
      'a.yaml',
      'extends: [a, 5, b, "c/d"]\nprotected: "yes"\ndescription: x\nicon: 1\n',
    );
    assert.deepEqual(readMetadata(value), {
      extends: ['a', 'b'],
      unset: [],
      protected: true,
      description: 'x',
    });
  });

  test('never stops a manifest or metadata from being read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const document = documentOf(data);
        assert.ok(Array.isArray(readMetadata(document.value).extends));
        assert.ok(readManifest(document).manifest.retention.last >= 0);
      }),
    );
  });
});
