// Files that are links: what is written through them, and what is taken away.
import assert from 'node:assert/strict';
import { lstat, readlink, symlink } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';
import { perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';

const linked = async () => {
  const folder = await testFolder('links', {
    'current.json': '{}\n',
    'profiles/development.json': '{ "a": 1 }\n',
  });
  await symlink('development.json', folder.path('profiles/staging.json'));
  return folder;
};

suite('a link', { skip: process.platform === 'win32' }, () => {
  test('that is a profile is deleted without the file it leads to', async () => {
    const folder = await linked();
    const engine = await folder.open();
    await perform(engine, { kind: 'delete-profile', name: 'staging' });
    assert.equal(await folder.text('profiles/development.json'), '{ "a": 1 }\n');
    assert.deepEqual(
      (await engine.snapshot()).profiles.map(({ name }) => name),
      ['development'],
    );
  });

  test('that was taken away by a commit that fails comes back as a link', async () => {
    const folder = await linked();
    const fileSystem = faultyFileSystem((call, _path, to) => {
      if (call === 'rename' && to?.endsWith('/profiles/test.json') === true) throw systemError('EIO');
    });
    const engine = await folder.open({ fileSystem });
    const plan = await engine.plan({ kind: 'rename-profile', name: 'staging', newName: 'test' });
    await assert.rejects(engine.commit(plan), { code: 'io' });
    assert.ok((await lstat(folder.path('profiles/staging.json'))).isSymbolicLink());
    assert.equal(await readlink(folder.path('profiles/staging.json')), 'development.json');
  });

  test('from a target to a profile is refused, for a switch would overwrite that profile', async () => {
    const folder = await testFolder('links', {
      'profiles/development.json': '{ "a": 1 }\n',
      'profiles/staging.json': '{ "a": 2 }\n',
    });
    await symlink('profiles/development.json', folder.path('current.json'));
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'staging' });
    await assert.rejects(engine.commit(plan, { accepted: 'all' }), {
      code: 'invalid',
      message: /current\.json/,
    });
    assert.equal(await folder.text('profiles/development.json'), '{ "a": 1 }\n');
  });

  test('from one target to another is refused where both would be written', async () => {
    const folder = await testFolder('links', {
      'safekeep.json': '{ "targets": { "app": "app.json", "web": "web.json" } }',
      'app.json': '{}',
      'profiles/a/app.json': '{ "x": 1 }',
      'profiles/a/web.json': '{ "x": 2 }',
    });
    await symlink('app.json', folder.path('web.json'));
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'a' });
    await assert.rejects(engine.commit(plan, { accepted: 'all' }), { code: 'invalid', message: /web\.json/ });
    assert.equal(await folder.text('app.json'), '{}');
  });

  test('from a profile to a migration is refused, for an edit would overwrite that', async () => {
    const folder = await testFolder('links', {
      'safekeep.json': '{ "targets": { "app": "app.json" } }',
      'app.json': '{}',
      'migrations/m.json': '{ "x": 1 }',
      'profiles/a/profile.json': '{}',
    });
    await symlink('../../migrations/m.json', folder.path('profiles/a/app.json'));
    const engine = await folder.open();
    const edits = [{ op: 'set', pointer: '/x', value: 2 }] as const;
    const plan = await engine.plan({ kind: 'edit', profile: 'a', edits });
    await assert.rejects(engine.commit(plan, { accepted: 'all' }), {
      code: 'invalid',
      message: /profiles\/a\/app\.json/,
    });
    assert.equal(await folder.text('migrations/m.json'), '{ "x": 1 }');
  });

  test('that an editor leaves beside a profile to lock it is none of our business', async () => {
    const folder = await testFolder('links', {
      ...simpleFiles,
      'profiles/many/current.json': '{}',
    });
    await symlink('someone@host.1', folder.path('profiles/many/.#current.json'));
    const { profiles } = await (await folder.open()).snapshot();
    assert.equal(profiles.find(({ name }) => name === 'many')?.all.length, 1);
  });
});
