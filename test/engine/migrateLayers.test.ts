// Steps in documents that hold only part of the keys: what the layers come to afterwards is what the migration makes of
// what they came to before.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Guard } from '../../src/engine/index.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const migration = (...steps: readonly object[]) => JSON.stringify({ from: 1, to: 2, up: steps });

async function migrated(
  files: Files,
): Promise<TestFolder & { readonly problems: readonly string[]; readonly guards: readonly Guard[] }> {
  const folder = await testFolder('layers', files);
  const plan = await perform(await folder.open(), { kind: 'migrate' });
  return {
    ...folder,
    problems: plan.problems.map(({ file, message }) => `${file}: ${message}`),
    guards: plan.guards,
  };
}

const base: Files = {
  'default.yaml': 'version: 1\nlog: { level: info, to: file }\n',
  'current.yaml': 'version: 2\n',
};

suite('a step in a profile', () => {
  test('whose place is not there is left out, and the rest is done', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': 'port: 1\n',
      'migrations/1.json': migration(
        { op: 'rename', path: '/log/level', to: 'threshold' },
        { op: 'convert', path: '/port', from: 'number', to: 'string', optional: true },
      ),
    });
    assert.equal(await folder.text('profiles/p.yaml'), 'port: "1"\n');
    assert.deepEqual(folder.problems, []);
  });

  test('adds nothing that the layers below bring, and replaces what the profile says itself', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': 'port: 1\n',
      'profiles/q.yaml': 'cache: { size: 5 }\n',
      'migrations/1.json': migration({ op: 'add', path: '/cache', value: { on: true } }),
    });
    assert.equal(await folder.text('profiles/p.yaml'), 'port: 1\n');
    assert.equal(
      await folder.text('profiles/q.yaml'),
      'cache:\n  "on": true\n'.replace('cache:\n  "on": true', 'cache: { "on": true }'),
    );
    assert.equal(
      await folder.text('default.yaml'),
      'version: 2\nlog: { level: info, to: file }\ncache:\n  "on": true\n',
    );
  });

  test('tests what the layers come to together, and fails with it', async () => {
    const step = { op: 'test', path: '/log', value: { level: 'info', to: 'file' } };
    const fine = { ...base, 'profiles/p.yaml': 'port: 1\n', 'migrations/1.json': migration(step) };
    await migrated(fine);
    await assert.rejects(
      migrated({ ...fine, 'profiles/p.yaml': 'log: { level: debug }\n' }),
      /profiles\/p\.yaml can't be migrated from 1 to 2: step 1 \(test \/log\) failed, because \/log already has another value/,
    );
    const absent = migration({ op: 'test', path: '/nowhere', value: 1 });
    await assert.rejects(migrated({ ...fine, 'migrations/1.json': absent }), /\/nowhere doesn't exist/);
  });

  test('sees what the steps before it have made of the layers below', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': 'port: 1\n',
      'migrations/1.json': migration(
        { op: 'rename', path: '/log', to: 'logging' },
        { op: 'test', path: '/logging/to', value: 'file' },
        { op: 'wrap', path: '/logging', key: 'main' },
      ),
    });
    assert.deepEqual(folder.problems, []);
  });

  test('makes the maps on the way when a key moves to where only the layers below have them', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': '# p\n\nlevel: debug # loud\n',
      'migrations/1.json': migration({ op: 'move', from: '/level', path: '/log/own', optional: true }),
    });
    assert.match((await folder.text('profiles/p.yaml')) ?? '', /^log:\n {2}own: debug # loud\n$/m);
  });

  test('takes what it leaves out along, through maps that are wrapped and unwrapped', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': '$profile: { unset: /log/to }\n',
      'profiles/q.yaml': '$profile: { unset: [/log, /log/level] }\nx: 1\n',
      'migrations/1.json': migration(
        { op: 'wrap', path: '/log', key: 'main' },
        { op: 'move', from: '/log/main', path: '/out' },
      ),
    });
    assert.equal(await folder.text('profiles/p.yaml'), '$profile: { unset: /out/to }\n');
    assert.match((await folder.text('profiles/q.yaml')) ?? '', /unset: \[\/log, \/out\/level\]/);
  });

  test('keeps what it says of the profile where the whole content is replaced', async () => {
    const folder = await migrated({
      'current.json': '{ "version": 1 }\n',
      'profiles/p.json': '{ "$profile": { "description": "mine" }, "version": 1, "a": 1 }\n',
      'migrations/1.json': migration({ op: 'replace', path: '', value: { b: 2 } }),
    });
    const { $profile, ...rest } = JSON.parse((await folder.text('profiles/p.json')) ?? '') as Record<
      string,
      unknown
    >;
    assert.deepEqual([$profile, rest], [{ description: 'mine' }, { b: 2, version: 2 }]);
  });

  test('sees what the migration makes of the profiles that it extends, whatever their order', async () => {
    const folder = await migrated({
      'current.yaml': 'version: 2\n',
      'profiles/a-child.yaml': '$profile: { extends: [m-parent, z-other] }\nport: 443\n',
      'profiles/b-grandchild.yaml': '$profile: { extends: a-child }\nhost: b\n',
      'profiles/m-parent.yaml': '$profile: { extends: z-root }\nport: 80\n',
      'profiles/z-other.yaml': 'version: 1\nhost: o\n',
      'profiles/z-root.yaml': 'version: 1\nttl: 5\n',
      'migrations/1.json': migration(
        { op: 'rename', path: '/ttl', to: 'cacheTtl' },
        { op: 'default', path: '/cacheTtl', value: 300 },
        { op: 'add', path: '/tls', value: { on: false } },
      ),
    });
    assert.equal(
      await folder.text('profiles/a-child.yaml'),
      '$profile: { extends: [m-parent, z-other] }\nport: 443\n',
    );
    assert.equal(
      await folder.text('profiles/b-grandchild.yaml'),
      '$profile: { extends: a-child }\nhost: b\n',
    );
    assert.equal(await folder.text('profiles/m-parent.yaml'), '$profile: { extends: z-root }\nport: 80\n');
    assert.equal(await folder.text('profiles/z-root.yaml'), 'version: 2\ncacheTtl: 5\ntls:\n  "on": false\n');
    assert.equal(
      await folder.text('profiles/z-other.yaml'),
      'version: 2\nhost: o\ncacheTtl: 300\ntls:\n  "on": false\n',
    );
    // Of two parents the last one wins, which got a value of its own.
    assert.deepEqual(
      folder.guards.map(({ target }) => target),
      ['profiles/a-child.yaml', 'profiles/b-grandchild.yaml'],
    );
  });

  test('asks where the layers, one by one, come to something else than together', async () => {
    const { guards } = await migrated({
      ...base,
      'profiles/p.yaml': 'b: 9\n',
      'default.yaml': 'version: 1\na: 1\nb: 2\n',
      'migrations/1.json': migration({ op: 'move', from: '/a', path: '/b' }),
    });
    assert.deepEqual(guards, [
      {
        code: 'version',
        target: 'profiles/p.yaml',
        message:
          'At /b, migrating the layers of profile "p" one by one gives a different result than migrating their combined result.',
      },
    ]);
  });

  test('is of a version of its own where it says one', async () => {
    const folder = await migrated({
      ...base,
      'profiles/p.yaml': 'version: 2\nlog: { level: debug }\n',
      'migrations/1.json': migration({ op: 'rename', path: '/log/level', to: 'threshold' }),
    });
    assert.equal(await folder.text('profiles/p.yaml'), 'version: 2\nlog: { level: debug }\n');
    assert.match((await folder.text('default.yaml')) ?? '', /threshold: info/);
  });
});

suite('several targets', () => {
  const files: Files = {
    'safekeep.yaml': 'targets: { app: app.yaml, web: web.json }\n',
    'app.yaml': 'version: 1\nhost: a\n',
    'web.json': '{ "version": 5, "host": "w" }\n',
    'profiles/p/profile.yaml': 'unset: [/host]\n',
    'profiles/p/app.yaml': 'version: 1\nhost: p\n',
    'profiles/p/web.json': '{ "version": 5, "host": "p" }\n',
  };
  const rename = [{ op: 'rename', path: '/host', to: 'address' }];

  test('are migrated each by its own migrations', async () => {
    const folder = await migrated({
      ...files,
      'migrations/app.json': JSON.stringify({ from: 1, to: 2, targets: ['app'], up: rename }),
      'migrations/web.json': JSON.stringify({ from: 5, to: 6, targets: ['web'], up: rename }),
    });
    assert.equal(await folder.text('app.yaml'), 'version: 2\naddress: a\n');
    assert.equal(await folder.text('web.json'), '{ "version": 6, "address": "w" }\n');
    assert.equal(await folder.text('profiles/p/profile.yaml'), 'unset: [/address]\n');
  });

  test('keep what they leave out together where it goes elsewhere in one of them alone, which is told', async () => {
    const folder = await migrated({
      ...files,
      'migrations/app.json': JSON.stringify({ from: 1, to: 2, targets: ['app'], up: rename }),
    });
    assert.equal(await folder.text('web.json'), files['web.json']);
    assert.equal(await folder.text('profiles/p/profile.yaml'), files['profiles/p/profile.yaml']);
    assert.deepEqual(folder.problems, [
      'profiles/p/profile.yaml: /host would move in some targets but not in others. Use "unset" in the file of each target instead.',
    ]);
  });
});
