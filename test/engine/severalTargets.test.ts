// Where there are several live files and none is named, the one that is meant is clear, or it is asked for.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls } from '../support/agentCalls.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';
import { safekeep } from '../support/terminal/cli.ts';

const files: Files = {
  'safekeep.yaml': 'targets: { app: app.yaml, web: web.yaml }\n',
  'app.yaml': 'port: 1\nname: app\nonly: { app: 1 }\n',
  'web.yaml': 'port: 1\nname: web\nroutes: [a]\n',
  'profiles/dev/app.yaml': 'port: 2\nname: app\n',
  'profiles/dev/web.yaml': 'port: 2\nroutes: [a, b]\n',
};
const refusal = /There are several live files\. Specify the target: app, web\./;

suite('of several live files', () => {
  test('a key that more than one has, or none, is edited only where it is told', async () => {
    const folder = await testFolder('several', files);
    const engine = await folder.open();
    for (const edit of [
      { op: 'set', pointer: '/port', value: 7 },
      { op: 'set', pointer: '/new', value: 7 },
      { op: 'remove', pointer: '/name' },
      { op: 'set', pointer: '', value: {} },
    ] as const)
      await assert.rejects(engine.plan({ kind: 'edit', edits: [edit] }), {
        code: 'invalid',
        message: refusal,
      });
    await perform(engine, {
      kind: 'edit',
      target: 'web',
      edits: [{ op: 'set', pointer: '/port', value: 7 }],
    });
    assert.deepEqual(
      [await folder.text('app.yaml'), (await folder.text('web.yaml'))?.slice(0, 8)],
      [files['app.yaml'], 'port: 7\n'],
    );
  });

  test('the only one that has the key is meant, in a profile by what it resolves to', async () => {
    const folder = await testFolder('several', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/routes/0', value: 'x' }] });
    assert.match((await folder.text('web.yaml')) ?? '', /routes: \[x\]/);
    const edits = [{ op: 'set', pointer: '/name', value: 'x' }] as const;
    await perform(engine, { kind: 'edit', profile: 'dev', edits });
    assert.match((await folder.text('profiles/dev/app.yaml')) ?? '', /name: x/);
  });

  test('one key is restored where it is told, or where it is the only one', async () => {
    const folder = await testFolder('several', files);
    const engine = await folder.open();
    const { id: backup } = await engine.createBackup({});
    const web = 'port: 9\nname: other\n';
    await folder.write({ 'app.yaml': 'port: 8\nname: app\n', 'web.yaml': web });
    const restore = { kind: 'restore', backup } as const;
    await assert.rejects(engine.plan({ ...restore, only: ['/port'] }), { code: 'invalid', message: refusal });
    await assert.rejects(engine.plan({ ...restore, only: ['/none'] }), { code: 'not-found' });
    await assert.rejects(engine.plan({ ...restore, only: ['/routes'], target: 'app' }), {
      code: 'not-found',
    });
    await assert.rejects(engine.plan({ ...restore, only: ['/port'], target: 'x' }), { code: 'not-found' });
    await perform(engine, { ...restore, only: ['/port'], target: 'app' });
    assert.deepEqual(
      [await folder.text('app.yaml'), await folder.text('web.yaml')],
      ['port: 1\nname: app\n', web],
    );
    await perform(engine, { ...restore, only: ['/only', '/routes'] });
    assert.match((await folder.text('app.yaml')) ?? '', /only:/);
    assert.equal(await folder.text('web.yaml'), `${web}routes: [a]\n`);
  });

  test('the terminal reads, sets, unsets and restores a key where it is told', async () => {
    const { workspace, text } = await testFolder('several', files);
    const run = (...words: readonly string[]) => safekeep(workspace, ...words);
    for (const words of [
      ['get', 'port'],
      ['get', '.'],
      ['set', 'port', '3'],
      ['unset', 'name'],
    ]) {
      const { code, stderr } = await run(...words);
      assert.equal(code, 1, words.join(' '));
      assert.match(stderr, refusal);
    }
    assert.equal((await run('get', 'routes[0]')).stdout, 'a\n');
    assert.equal((await run('get', 'name', '--profile', 'dev')).stdout, 'app\n');
    await run('set', 'port', '5', '--target', 'web');
    const restored = await run('backup', 'restore', 'latest', '--only', 'port', '--target', 'web');
    assert.equal(restored.code, 0, restored.stderr);
    assert.equal(await text('web.yaml'), files['web.yaml']);
    assert.equal((await run('backup', 'restore', 'latest', '--target', 'web')).code, 2);
  });

  test('an agent is told the names, and learns of no key that is a secret', async () => {
    const { ask } = await agentCalls({
      ...files,
      'app.yaml': 'port: 1\nname: app\npassword: hunter2-secret\n',
      'web.yaml': `${String(files['web.yaml'])}hunter2-secret: 1\n`,
    });
    for (const [tool, input] of [
      ['getValue', { path: 'port' }],
      ['setValue', { path: 'port', json: '3' }],
      ['removeValue', { path: 'name' }],
      ['getValue', { path: 'hunter2-secret' }],
      ['setValue', { path: 'hunter2-secret', json: '1' }],
    ] as const)
      assert.match(await ask(tool, input), refusal, JSON.stringify(input));
    const plain = await agentCalls(files);
    assert.match(await plain.ask('setValue', { path: 'routes[0]', json: '1' }), /Edit web\.yaml/);
    assert.match(await ask('getValue', { path: 'routes[0]' }), /web\.yaml, \/routes\/0:/);
  });
});
