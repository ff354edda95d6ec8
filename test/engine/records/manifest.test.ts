import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { defaultManifest, readManifest } from '../../../src/engine/records/manifest.ts';
import schema from '../../../schemas/safekeep.schema.json' with { type: 'json' };
import { problems as schemaProblems } from '../../support/texts/schemaProblems.ts';

const read = (text: string) => readManifest(parseDocument('safekeep.json', text));

suite('a manifest', () => {
  test('that says nothing has its defaults', () => {
    assert.deepEqual(read('{}'), {
      manifest: {
        path: 'safekeep.json',
        targets: [],
        arrays: {},
        unmentioned: 'leave',
        activate: [],
        guard: { maxRemovedShare: 0.5 },
        version: {},
        retention: {
          last: 10,
          hourly: 24,
          daily: 7,
          weekly: 4,
          monthly: 6,
          within: 86_400,
          mergeWindow: 10,
          maxBytes: 200_000_000,
        },
      },
      problems: [],
    });
  });

  test('has one name for a file, also by a path that leaves the folder and comes back', () => {
    const text = JSON.stringify({
      targets: {
        app: { path: '../config/app.json', schema: '../../w/config/s.json', defaults: '../config/./d.json' },
        web: '../web.json',
        own: '../config/profiles/dev.json',
      },
    });
    const { manifest, problems } = readManifest(parseDocument('safekeep.json', text), resolve('/w/config'));
    assert.deepEqual(manifest.targets, [
      { name: 'app', path: 'app.json', schema: 's.json', defaults: 'd.json' },
      { name: 'web', path: '../web.json' },
      { name: 'own', path: 'profiles/dev.json' },
    ]);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['Target "own" is in a folder that Safekeep uses for its own files.'],
    );
  });

  test('hides what it calls sensitive from agents, and everything where a pattern is not valid', () => {
    const sensitive = (list: unknown) => read(JSON.stringify({ sensitive: list }));
    assert.deepEqual(sensitive(['/a/**/b']).manifest.sensitive, ['/a/**/b']);
    assert.equal(sensitive(null).manifest.sensitive, undefined);
    for (const [list, at] of [
      [['/a', `${'/**'.repeat(7)}/zz`], '/sensitive/1'],
      [['a'], '/sensitive/0'],
      [[`/${'a'.repeat(600)}`], '/sensitive/0'],
      ['/a', '/sensitive'],
      [Array.from({ length: 101 }, (_, index) => `/a${index}`), '/sensitive'],
    ] as const) {
      const { manifest, problems } = sensitive(list);
      assert.deepEqual(manifest.sensitive, ['/**']);
      assert.deepEqual(
        problems.map(({ pointer }) => pointer),
        [at],
      );
    }
  });

  test('may be an empty file', () => {
    assert.deepEqual(readManifest(parseDocument('safekeep.yaml', '')).problems, []);
  });

  test('that says nothing has the defaults that the editor offers', () => {
    const { targets, unmentioned, ...rest } = schema.properties;
    assert.deepEqual(targets.type, ['object', 'null']);
    assert.equal(defaultManifest.unmentioned, unmentioned.default);
    const each = Object.entries(rest.retention.properties).map(([key, { default: value }]) => [key, value]);
    assert.deepEqual(defaultManifest.retention, Object.fromEntries(each));
    assert.equal(defaultManifest.guard.maxRemovedShare, rest.guard.properties.maxRemovedShare.default);
  });

  test('may leave its maps empty, as when all that is in them is a comment', () => {
    const { manifest, problems } = readManifest(
      parseDocument('safekeep.yaml', 'targets:\n  # app: app.json\narrays:\nguard:\nretention:\n'),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(manifest, { ...defaultManifest, path: 'safekeep.yaml' });
  });

  test('means the same number however it is written', () => {
    const { manifest, problems } = read(
      '{ "format": 1.0, "guard": { "maxRemovedShare": 0.50 }, "retention": { "last": 2e1, "maxBytes": 1e6 } }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [manifest.guard.maxRemovedShare, manifest.retention.last, manifest.retention.maxBytes],
      [0.5, 20, 1_000_000],
    );
    assert.throws(() => read('{ "format": 2.0 }'), { code: 'unsupported-version' });
  });

  test('says what becomes of a target that a profile does not mention', () => {
    assert.equal(read('{ "unmentioned": "defaults" }').manifest.unmentioned, 'defaults');
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

  test('names so many targets and no more', () => {
    const names = Array.from({ length: 501 }, (_, index) => `t${index}`);
    const targets = Object.fromEntries(names.map((name) => [name, `${name}.json`]));
    const { manifest, problems } = read(JSON.stringify({ targets }));
    assert.equal(manifest.targets.length, 500);
    assert.deepEqual(
      problems.map(({ pointer, message }) => [pointer, message]),
      [['/targets', 'Only the first 500 targets are read.']],
    );
  });

  test('says how lists merge, and when a loss is asked about', () => {
    const { manifest, problems } = read(
      '{ "arrays": { "/a": "append", "/b": "replace", "/c": { "byKey": "id" } }, "guard": { "maxRemovedShare": 0.1 } }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(manifest.arrays, { '/a': 'append', '/b': 'replace', '/c': { byKey: 'id' } });
    assert.equal(manifest.guard.maxRemovedShare, 0.1);
  });

  test('says which backups stay, in numbers or with units', () => {
    const said = {
      last: 3,
      hourly: 0,
      daily: 0,
      weekly: 0,
      monthly: 0,
      within: 3_600,
      mergeWindow: 60,
      maxBytes: 1_500_000,
    };
    assert.deepEqual(read(JSON.stringify({ retention: said })).manifest.retention, said);
    for (const [mergeWindow, seconds] of [
      ['10s', 10],
      ['0 s', 0],
      ['1.5 min', 90],
      ['1 h', 3_600],
    ] as const)
      assert.equal(retentionOf({ mergeWindow }).mergeWindow, seconds, mergeWindow);
    for (const [within, seconds] of [
      ['1 d', 86_400],
      ['0.5d', 43_200],
      ['30 min', 1_800],
    ] as const)
      assert.equal(retentionOf({ within }).within, seconds, within);
    for (const [maxBytes, size] of [
      ['5 B', 5],
      ['10kB', 10_000],
      ['10 KB', 10_000],
      ['200 MB', 200_000_000],
      ['1.5 GB', 1_500_000_000],
    ] as const)
      assert.equal(retentionOf({ maxBytes }).maxBytes, size, maxBytes);
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
    ['{ "retention": 10 }', '/retention'],
    ['{ "retention": { "last": 0, "hourly": 0, "daily": 0, "weekly": 0, "monthly": 0 } }', '/retention'],
    ['{ "retention": { "mergeWindow": "25 h" } }', '/retention/mergeWindow'],
    ['{ "retention": { "mergeWindow": "2000 min" } }', '/retention/mergeWindow'],
    ['{ "retension": {} }', '/retension'],
    ['{ "unmentioned": "reset" }', '/unmentioned'],
    ['{ "targets": { "a": "migrations/a.json" } }', '/targets/a'],
    ['{ "targets": { "a": "~/a.json" } }', '/targets/a'],
    ['{ "targets": { "a": { "path": "a.json", "shema": "s.json" } } }', '/targets/a/shema'],
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

const retentionOf = (retention: object) => read(JSON.stringify({ retention })).manifest.retention;

suite('the schema of the manifest and its reader agree that the retention', () => {
  const zeros = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0 };
  for (const [retention, pointer] of [
    [{}, null],
    [{ ...zeros, monthly: 1 }, null],
    [{ last: 0 }, null],
    [zeros, '/retention'],
    [{ last: -1 }, '/retention/last'],
    [{ hourly: 1.5 }, '/retention/hourly'],
    [{ daily: '7' }, '/retention/daily'],
    [{ weekly: null }, '/retention/weekly'],
    [{ monthly: true }, '/retention/monthly'],
    [{ within: 0 }, null],
    [{ within: '400 d' }, null],
    [{ within: '1 w' }, '/retention/within'],
    [{ within: -1 }, '/retention/within'],
    [{ mergeWindow: 0 }, null],
    [{ mergeWindow: '1 d' }, '/retention/mergeWindow'],
    [{ mergeWindow: '2.5 min' }, null],
    [{ mergeWindow: -1 }, '/retention/mergeWindow'],
    [{ mergeWindow: '10' }, '/retention/mergeWindow'],
    [{ mergeWindow: '10  s' }, '/retention/mergeWindow'],
    [{ mergeWindow: '10 ms' }, '/retention/mergeWindow'],
    [{ mergeWindow: '1 constructor' }, '/retention/mergeWindow'],
    [{ maxBytes: '200 MB' }, null],
    [{ maxBytes: '1.5GB' }, null],
    [{ maxBytes: 0 }, '/retention/maxBytes'],
    [{ maxBytes: '0 MB' }, '/retention/maxBytes'],
    [{ maxBytes: '0.0 GB' }, '/retention/maxBytes'],
    [{ maxBytes: '-1 MB' }, '/retention/maxBytes'],
    [{ maxBytes: '200 mb' }, '/retention/maxBytes'],
    [{ maxBytes: '200 MiB' }, '/retention/maxBytes'],
    [{ maxBytes: ['200 MB'] }, '/retention/maxBytes'],
  ] as const) {
    test(`${JSON.stringify(retention)} is ${pointer === null ? 'fine' : 'at fault'}`, async () => {
      const text = JSON.stringify({ retention });
      assert.deepEqual(
        read(text).problems.map((problem) => problem.pointer),
        pointer === null ? [] : [pointer],
      );
      const found = await schemaProblems(schema, text);
      assert.deepEqual(
        [...new Set(found.map((problem) => problem.pointer))],
        pointer === null ? [] : [pointer],
      );
    });
  }
});
