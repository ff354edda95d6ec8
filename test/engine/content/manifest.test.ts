import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDocument } from '../../../src/engine/content/document.ts';
import { readManifest } from '../../../src/engine/content/manifest.ts';

const read = (text: string) => readManifest(parseDocument('safekeep.json', text));

suite('a manifest', () => {
  test('that says nothing has its defaults', () => {
    assert.deepEqual(read('{}'), {
      manifest: { path: 'safekeep.json', targets: [], arrays: {}, guard: { maxRemovedShare: 0.5 } },
      problems: [],
    });
  });

  test('may be an empty file', () => {
    assert.deepEqual(readManifest(parseDocument('safekeep.yaml', '')).problems, []);
  });

  test('names targets by path or in full', () => {
    const { manifest, problems } = read(
      '{ "format": 1, "targets": { "app": "./app.json", "web": { "path": "../web.json", "schema": "s.json", "defaults": "d.json" } } }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(manifest.targets, [
      { name: 'app', path: 'app.json' },
      { name: 'web', path: '../web.json', schema: 's.json', defaults: 'd.json' },
    ]);
  });

  test('says how lists merge, and when a loss is asked about', () => {
    const { manifest, problems } = read(
      '{ "arrays": { "/a": "append", "/b": "replace", "/c": { "byKey": "id" } }, "guard": { "maxRemovedShare": 0.1 } }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(manifest.arrays, { '/a': 'append', '/b': 'replace', '/c': { byKey: 'id' } });
    assert.equal(manifest.guard.maxRemovedShare, 0.1);
  });

  test('of a newer format is refused', () => {
    assert.throws(() => read('{ "format": 2 }'), { code: 'unsupported-version' });
  });

  for (const [text, pointer] of [
    ['[]', ''],
    ['{ "format": "1" }', '/format'],
    ['{ "targets": ["app.json"] }', '/targets'],
    ['{ "targets": { "app": 5 } }', '/targets/app'],
    ['{ "targets": { "app": "" } }', '/targets/app'],
    ['{ "targets": { "app": "/etc/app.json" } }', '/targets/app'],
    ['{ "targets": { "app": "C:\\\\app.json" } }', '/targets/app'],
    ['{ "targets": { "app": "a\\\\b.json" } }', '/targets/app'],
    ['{ "targets": { "app": { "path": "a.json", "schema": 5 } } }', '/targets/app/schema'],
    ['{ "targets": { "a/b": "a.json" } }', '/targets/a~1b'],
    ['{ "targets": { "profile": "a.json" } }', '/targets/profile'],
    ['{ "targets": { "a": "x.json", "b": "./x.json" } }', '/targets/b'],
    ['{ "targets": { "a": ".safekeep/state.json" } }', '/targets/a'],
    ['{ "targets": { "a": "x/../profiles/a.json" } }', '/targets/a'],
    ['{ "arrays": ["/a"] }', '/arrays'],
    ['{ "arrays": { "/a": "merge" } }', '/arrays/~1a'],
    ['{ "arrays": { "a": "append" } }', '/arrays/a'],
    ['{ "guard": 0.5 }', '/guard'],
    ['{ "guard": { "maxRemovedShare": "half" } }', '/guard/maxRemovedShare'],
    ['{ "guard": { "maxRemovedShare": 1.5 } }', '/guard/maxRemovedShare'],
  ] as const) {
    test(`has a problem at ${pointer || 'its root'} when it is ${text}`, () => {
      assert.deepEqual(
        read(text).problems.map((problem) => problem.pointer),
        [pointer],
      );
    });
  }

  test('keeps array rules off the prototype', () => {
    const { manifest } = read('{ "arrays": { "__proto__": { "byKey": "x" }, "/__proto__": "append" } }');
    assert.equal(Object.getPrototypeOf(manifest.arrays), Object.prototype);
    assert.deepEqual(Object.entries(manifest.arrays), [['/__proto__', 'append']]);
  });
});
