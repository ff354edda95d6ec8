// A version that cannot be compared is never taken for one, wherever it comes from.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import { readManifest } from '../../../src/engine/records/manifest.ts';
import { readMigration } from '../../../src/engine/migrations/migration.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';
import {
  compareVersions,
  isVersion,
  statedVersion,
  versionOfSchema,
} from '../../../src/engine/migrations/version.ts';
import { bytesOf } from '../../../src/engine/planners/draft.ts';
import { testFolder } from '../../support/disk/configFolder.ts';
import { randomRuns } from '../../support/sizes.ts';

const tooMuch = [
  '1.1.9007199254740992',
  '9007199254740992.0.0',
  '1.1000000000000000.0',
  '1.0.99999999999999999999999999',
  `1.0.${'9'.repeat(300)}`,
  `1.0.0-${'a'.repeat(300)}`,
  '1000000000000000',
  9007199254740991,
  1e300,
  -1,
  1.5,
];

const digits = fc.oneof(
  fc.nat().map(String),
  fc.integer({ min: 1, max: 400 }).map((length) => '9'.repeat(length)),
  fc.constantFrom('0', '00', '01', '9007199254740991', '9007199254740992', '999999999999999', ''),
);
const ending = fc.constantFrom(
  '',
  '-rc.1',
  '-0',
  '-00',
  `-${'9'.repeat(30)}`,
  '+5',
  `+${'a'.repeat(260)}`,
  '-',
  '\n',
);
const version = fc.oneof(
  fc.tuple(digits, digits, digits, ending).map(([a, b, c, end]) => `${a}.${b}.${c}${end}`),
  digits,
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(...tooMuch),
);

function migration(from: unknown, to: unknown) {
  return readMigration(contentOf('migrations/m.json', bytesOf(JSON.stringify({ from, to, up: [] }))));
}

suite('a version that cannot be compared', () => {
  for (const to of tooMuch) {
    test(`such as ${String(to).slice(0, 40)} is a problem of a migration at its place`, () => {
      const { migration: read, problems } = migration('1.0.0', to);
      assert.deepEqual(
        [read, problems.map(({ pointer, message }) => [pointer, message])],
        [undefined, [['/to', 'A version must be a whole number, or a string like 1.2.0.']]],
      );
    });
  }

  test('is a problem of the manifest', () => {
    for (const expected of tooMuch) {
      const document = parseDocument(
        'safekeep.json',
        JSON.stringify({ version: { expected, unversioned: expected } }),
      );
      const { manifest, problems } = readManifest(document);
      assert.deepEqual(manifest.version, {});
      assert.deepEqual(
        problems.map(({ pointer }) => pointer),
        ['/version/unversioned', '/version/expected'].toSorted(),
      );
    }
  });

  test('is a problem of a document, and keeps nothing from working', async () => {
    const folder = await testFolder('version', {
      'current.yaml': 'version: 1.1.9007199254740992\na: 1\n',
      'profiles/p.yaml': 'version: 1000000000000000\na: 2\n',
      'profiles/q.yaml': 'version: 1.1.0\na: 3\n',
      'schema.json': '{ "properties": { "version": { "const": 9007199254740991 } } }',
      'migrations/m.yaml': 'from: 1.0.0\nto: 1.1.9007199254740992\nup: []\n',
      'migrations/n.yaml': 'from: 1.0.0\nto: 1.1.0\nup: []\n',
    });
    const engine = await folder.open();
    const { problems } = await engine.snapshot();
    assert.deepEqual(
      problems.map(({ file, pointer }) => [file, pointer]),
      [
        ['migrations/m.yaml', '/to'],
        ['current.yaml', '/version'],
        ['profiles/p.yaml', '/version'],
      ],
    );
    const { writes } = await engine.plan({ kind: 'switch', profile: 'p' });
    assert.equal(writes.length, 1);
  });

  test('is none, whatever is tried: what counts as one can be compared', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        if (isVersion(one) && isVersion(other)) {
          assert.ok(Number.isInteger(compareVersions(one, other)));
          assert.equal(compareVersions(one, other) + compareVersions(other, one), 0);
        }
        const [read, { problems }] = [migration(one, other), migration(one, other)];
        assert.equal(read.migration === undefined, problems.length > 0);
        if (read.migration) assert.ok(isVersion(read.migration.from) && isVersion(read.migration.to));
        const value = fromPlain({ version: one });
        const stated = statedVersion(value, { version: {} })?.version;
        assert.equal(stated === undefined, !isVersion(one));
        versionOfSchema(fromPlain({ properties: { version: { const: one } } }), { version: {} });
      }),
      { numRuns: randomRuns(5_000) },
    );
  });

  test('is refused by the schema exactly where it is by the reader', () => {
    fc.assert(
      fc.property(version, (one) => {
        const { problems } = migration(one, '999999999999999.0.0');
        const isRefused = problems.some(({ pointer }) => pointer === '/from');
        const isWholeText = typeof one === 'string' && /^\d+$/.test(one);
        if (!isWholeText) assert.equal(isRefused, !isVersion(one), JSON.stringify(one));
      }),
      { numRuns: randomRuns(5_000) },
    );
  });
});
