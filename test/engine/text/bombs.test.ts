// Content that is made to fill the memory or to take for ever. Each ends in a result or a sentence; the time that a test
// may take is far above what it takes.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import { mergeValues } from '../../../src/engine/layers/merge.ts';
import { withoutPointer, withoutPointers } from '../../../src/engine/values/withoutPointers.ts';
import { readMigration } from '../../../src/engine/migrations/migration.ts';
import { findPath, highestReachable } from '../../../src/engine/migrations/migrationPath.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { fromPlain, isList, isMap, mapOf, type Value } from '../../../src/engine/values/value.ts';
import { bytesOf } from '../../../src/engine/planners/draft.ts';
import { testFolder } from '../../support/disk/configFolder.ts';
import { migrationOf, stepsOf, tryMigrate } from '../../support/texts/migrations.ts';

const timeout = 20_000;
const count = (length: number) => Array.from({ length }, (_, index) => index);

suite('a migration', () => {
  const start = parseDocument('a.json', '{ "a": { "b": 1 }, "text": "x", "list": [1, 2, 3] }');
  const bombs: Readonly<Record<string, readonly unknown[]>> = {
    'copies what is there into itself': count(40).map((index) => ({
      op: 'copy',
      from: '/a',
      path: `/a/k${index}`,
    })),
    'copies the whole': count(40).map((index) => ({ op: 'copy', from: '', path: `/k${index}` })),
    'copies all into all': count(12).flatMap(() => [
      { op: 'copy', from: '/list', path: '/list/-' },
      { op: 'copy', from: '/list/*', path: '/list/-' },
    ]),
    'copies a long text': [
      { op: 'add', path: '/text', value: 'x'.repeat(100_000) },
      ...count(100).map((index) => ({ op: 'copy', from: '/text', path: `/t${index}` })),
    ],
    'adds a large value in many places': count(4).flatMap((index) => [
      { op: 'add', path: '/list', value: count(2_000) },
      { op: 'replace', path: '/list/*', value: { [`k${index}`]: count(2_000) } },
    ]),
  };
  for (const [name, up] of Object.entries(bombs)) {
    test(`that ${name} is refused`, { timeout }, () => {
      assert.equal(tryMigrate(start, stepsOf(up)), 'the content would become too large');
    });
  }

  const deep: Readonly<Record<string, readonly unknown[]>> = {
    'wraps and wraps': count(2_000).map(() => ({ op: 'wrap', path: '/a', key: 'b' })),
    'copies what is deep into the deepest': count(8).map((index) => ({
      op: 'copy',
      from: '/a',
      path: `/a${'/k'.repeat(2 ** index)}`,
    })),
    'adds at a place of any depth': [{ op: 'default', path: '/x'.repeat(20_000), value: 1 }],
    'adds what is deep at a place that is': [
      {
        op: 'default',
        path: '/x'.repeat(150),
        value: JSON.parse('['.repeat(51) + ']'.repeat(51)) as unknown,
      },
    ],
  };
  for (const [name, up] of Object.entries(deep)) {
    test(`that ${name} is refused`, { timeout }, () => {
      assert.equal(tryMigrate(start, stepsOf(up)), 'the content would nest deeper than 200 levels');
    });
  }

  test('may nest as deep as documents', { timeout }, () => {
    const wraps = count(199).map(() => ({ op: 'wrap', path: '/text', key: 'b' }));
    assert.ok(typeof tryMigrate(start, stepsOf(wraps)) === 'object');
  });

  test('that would explode names its step, and writes nothing', { timeout }, async () => {
    const steps = count(40).map((index) => `  - { op: copy, from: /a, path: /a/k${index} }\n`);
    const folder = await testFolder('bombs', {
      'current.yaml': 'version: 1.0.0\na: { b: 1 }\n',
      'profiles/p.yaml': 'version: 1.0.0\na: { b: 2 }\n',
      'migrations/m.yaml': `from: 1.0.0\nto: 1.1.0\nup:\n${steps.join('')}`,
    });
    const engine = await folder.open();
    const refused = {
      code: 'invalid',
      message: /step \d+ \(copy \/a\/k\d+\) failed, because the content would become/,
    };
    await assert.rejects(engine.plan({ kind: 'migrate' }), refused);
    await engine.snapshot();
  });

  test('may be as large as documents are', { timeout }, () => {
    const value = Object.fromEntries(count(5_000).map((index) => [`k${index}`, { host: 'a', port: index }]));
    const document = parseDocument('a.json', JSON.stringify(value));
    const outcome = tryMigrate(document, stepsOf([{ op: 'default', path: '/*/name', value: 'none' }]));
    assert.ok(typeof outcome === 'object');
  });

  test('may look at long lists, but not again and again', { timeout }, () => {
    const list = parseDocument('a.json', JSON.stringify({ a: count(20_000) }));
    for (const step of [
      { op: 'mapValues', path: '/a/*', values: {} },
      { op: 'remove', path: '/a/*/b/*', optional: true },
    ]) {
      const steps = (length: number) => stepsOf(count(length).map(() => step));
      assert.ok(typeof tryMigrate(list, steps(10)) === 'object', step.op);
      assert.equal(tryMigrate(list, steps(2_000)), 'the steps match too many values', step.op);
    }
  });

  test('with too many steps is a problem', { timeout }, () => {
    const up = count(2_001).map(() => ({ op: 'remove', path: '/a' }));
    const file = contentOf('migrations/m.json', bytesOf(JSON.stringify({ from: 1, to: 2, up })));
    assert.deepEqual(
      readMigration(file).problems.map(({ pointer, message }) => [pointer, message]),
      [['/up', 'A migration can have at most 2000 steps in each direction. Split it into several.']],
    );
  });

  test('is looked for among a thousand that lead everywhere', { timeout }, () => {
    const all = count(32).flatMap((from) =>
      count(32).flatMap(
        (to) => migrationOf([], { from: from + 1, to: to + 2, path: `migrations/${from}-${to}.json` }) ?? [],
      ),
    );
    assert.deepEqual(findPath(all, 1, 50), {
      fault: `There is no migration path from 1 to 50. From 1, migrations lead to ${count(32)
        .map((index) => index + 2)
        .join(', ')}.`,
    });
    assert.equal(highestReachable(all, 1), 33);
  });

  test('is none among more than a thousand', { timeout }, async () => {
    const folder = await testFolder('bombs', {
      'current.yaml': 'version: 1\n',
      ...Object.fromEntries(
        count(1_001).map((index) => [`migrations/${index}.yaml`, 'from: 1\nto: 2\nup: []\n']),
      ),
    });
    const { migrations, problems } = await (await folder.open()).snapshot();
    assert.deepEqual(
      [migrations.length, problems.map(({ file, message }) => [file, message])],
      [
        0,
        [
          [
            'migrations',
            'There are more than 1000 migrations, so none of them are used. Delete the oldest ones.',
          ],
        ],
      ],
    );
  });
});

suite('a document', () => {
  const deep = 20_000;
  const texts: Readonly<Record<string, readonly [path: string, text: string]>> = {
    'lists in JSON': ['a.json', '['.repeat(deep) + ']'.repeat(deep)],
    'maps in JSON': ['a.json', '{"a":'.repeat(deep) + '1' + '}'.repeat(deep)],
    'lists in JSONC': ['a.jsonc', '['.repeat(deep)],
    'flow lists in YAML': ['a.yaml', '['.repeat(deep) + ']'.repeat(deep)],
    'flow maps in YAML': ['a.yaml', '{a: '.repeat(deep) + '}'.repeat(deep)],
    'lists in YAML': ['a.yaml', '- '.repeat(deep)],
    'keys in YAML': ['a.yaml', '? '.repeat(deep)],
    'maps in YAML': [
      'a.yaml',
      count(1_000)
        .map((index) => `${' '.repeat(index)}a:`)
        .join('\n'),
    ],
  };
  for (const [name, [path, text]] of Object.entries(texts)) {
    test(`of ${name} in each other is a problem`, { timeout }, () => {
      const { value, problems } = parseDocument(path, text);
      assert.equal(value, undefined);
      assert.equal(problems[0]?.message, 'Nested deeper than 200 levels.');
    });
  }

  test('has numbers of any size, and places of any depth', { timeout }, () => {
    for (const text of ['1e999999999', '-1e-999999999', '9'.repeat(1_000_000)]) {
      const value = parseDocument('a.json', `{"a":${text}}`).value;
      assert.ok(isMap(value) && value['a'] !== undefined);
      const steps = stepsOf([{ op: 'scale', path: '/a', factor: 3, offset: 1 }]);
      assert.ok(typeof tryMigrate(parseDocument('a.json', `{"a":${text}}`), steps) !== 'undefined');
    }
    assert.equal(valueAt(fromPlain({ a: 1 }), '/a'.repeat(1_000_000)), undefined);
  });
});

suite('places that are left out', () => {
  /** One after the other, as it is meant. */
  const oneByOne = (value: Value, pointers: readonly Pointer[]) => pointers.reduce(withoutPointer, value);

  test('are those that would be left out one after the other', { timeout }, () => {
    const value = fromPlain({ a: { b: [1, { c: 2, d: [3, 4] }, 5], e: 6 }, l: [[1, 2], 3], n: null });
    const places = [
      '/a',
      '/a/b',
      '/a/b/0',
      '/a/b/1',
      '/a/b/1/c',
      '/a/b/0/d/1',
      '/a/e',
      '/l/0',
      '/l/1',
      '/l/0/0',
    ];
    const more = [...places, '/n', '/x', '/n/x', '/l/-', '/l/01', ''];
    for (const one of more)
      for (const two of more)
        for (const three of more)
          assert.deepEqual(
            withoutPointers(value, [one, two, three]),
            oneByOne(value, [one, two, three]),
            [one, two, three].join(),
          );
  });

  test('may be as many as there are keys', { timeout }, () => {
    const all = count(100_000);
    const map = fromPlain(Object.fromEntries(all.map((index) => [`k${index}`, 1])));
    assert.deepEqual(
      withoutPointers(
        map,
        all.map((index) => `/k${index}`),
      ),
      mapOf([]),
    );
    const list = fromPlain(all.map((index) => ({ a: index })));
    const left = withoutPointers(
      list,
      all.map((index) => `/${index}/a`),
    );
    assert.ok(isList(left) && left.every((item) => isMap(item) && Object.keys(item).length === 0));
  });
});

suite('long lists', () => {
  const items = (from: number, length: number) => count(length).map((index) => ({ id: index + from }));

  test('are merged by a key', { timeout }, () => {
    const rules = { '/l': { byKey: 'id' } };
    const merged = mergeValues(
      fromPlain({ l: items(0, 50_000) }),
      fromPlain({ l: items(25_000, 50_000) }),
      rules,
    );
    const list = isMap(merged) ? merged['l'] : undefined;
    assert.equal(isList(list) && list.length, 75_000);
  });

  test('are appended without what is there', { timeout }, () => {
    const rules = { '/l': 'append' } as const;
    const merged = mergeValues(
      fromPlain({ l: items(0, 50_000) }),
      fromPlain({ l: items(25_000, 50_000) }),
      rules,
    );
    const list = isMap(merged) ? merged['l'] : undefined;
    assert.equal(isList(list) && list.length, 75_000);
  });

  test('are compared', { timeout }, () => {
    const [from, to] = [fromPlain(count(50_000)), fromPlain(count(50_000).map((index) => index + 1))];
    assert.ok(diffValues(from, to).length > 0);
    assert.ok(diffValues(fromPlain(items(0, 20_000)), fromPlain(items(0, 20_000).toReversed())).length > 0);
  });
});

suite('long keys', () => {
  const keys = (length: number, key: (index: number) => string) =>
    Object.fromEntries(count(length).map((index) => [key(index), index]));

  test('are read key by key where they hold values of their own', () => {
    const sentences = { texts: keys(1_000, (index) => `${'A sentence to translate. '.repeat(100)}${index}`) };
    const nested = count(60).reduce<unknown>(
      (inner, index) => ({ [`level${index}`]: inner }),
      keys(5_000, (index) => `key${index}`),
    );
    for (const content of [sentences, nested])
      assert.deepEqual(parseDocument('a.json', JSON.stringify(content, undefined, 2)).problems, []);
  });

  test('are not, around so many values that the paths to these are far longer than the text', () => {
    const content = { ['k'.repeat(40_000)]: keys(10_000, (index) => `key${index}`) };
    const [json, key] = [JSON.stringify(content), 'k'.repeat(40_000)];
    const message = "The paths to the values in this file are too long, so it can't be read key by key.";
    for (const [path, text] of [
      ['a.json', json],
      ['a.jsonc', json],
      ['a.yaml', json.replace(`"${key}":`, `? ${key}\n:`)],
      ['a.yaml', `? ${key}\n: !tag ${JSON.stringify(keys(10_000, String))}\n`],
    ] as const)
      assert.equal(parseDocument(path, text).problems[0]?.message, message);
  });
});
