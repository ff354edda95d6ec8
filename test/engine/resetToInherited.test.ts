import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': '',
  'default.yaml': 'server:\n  host: any # of all\n  port: 8080\nlist: [a, b]\ndebug: false\n',
  'profiles/p.yaml':
    '$profile: { unset: [/debug] }\nserver:\n  host: p # here\n  port: 1\nlist: [c]\nextra: 1\n',
  'profiles/p.local.yaml': 'server:\n  port: 2\n',
};

async function switched(content = files) {
  const folder = await testFolder('reset', content);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'p' });
  const reset = (pointer: string) => perform(engine, { kind: 'reset-to-inherited', pointer });
  return { ...folder, engine, reset, drift: async () => driftOf(await engine.snapshot()) };
}

suite('resetting a key to what is inherited', () => {
  test('takes it out of the profile and gives the live file the inherited value, in one commit', async () => {
    const { text, reset, drift, engine } = await switched();
    await reset('/server/host');
    assert.match((await text('profiles/p.yaml')) ?? '', /\nserver:\n {2}# here\n {2}port: 1\nlist/);
    assert.match((await text('current.yaml')) ?? '', /host: any # of all\n {2}port: 2\n/);
    assert.deepEqual(await drift(), []);
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('profiles/p.yaml'), files['profiles/p.yaml']);
  });

  test('takes it out of the overlay first, where that has the last word', async () => {
    const { text, reset } = await switched();
    await reset('/server/port');
    assert.equal(await text('profiles/p.local.yaml'), '{}\n');
    assert.match((await text('current.yaml')) ?? '', /port: 1\n/);
    await reset('/server/port');
    assert.match((await text('current.yaml')) ?? '', /port: 8080\n/);
  });

  test('brings back what was left out, and the whole list that an item belongs to', async () => {
    const { text, reset, drift } = await switched();
    await reset('/debug');
    await reset('/list/0');
    assert.equal((await text('profiles/p.yaml'))?.includes('$profile'), false);
    assert.match((await text('current.yaml')) ?? '', /list: \[a, b\]\n/);
    assert.match((await text('current.yaml')) ?? '', /debug: false\n/);
    assert.deepEqual(await drift(), []);
  });

  test('takes a key away that nobody below has', async () => {
    const { text, reset, drift } = await switched();
    await reset('/extra');
    assert.equal((await text('current.yaml'))?.includes('extra'), false);
    assert.deepEqual(await drift(), []);
  });

  test('of the live file alone leaves the profiles as they are, and other edits, too', async () => {
    const { text, write, reset, drift } = await switched();
    const live = ((await text('current.yaml')) ?? '').replace('[c]', '[d]').replace('debug', 'other');
    await write({ 'current.yaml': live, 'profiles/p.yaml': '$profile: { unset: [/debug] }\nextra: 1\n' });
    await reset('/list');
    assert.match((await text('current.yaml')) ?? '', /list: \[a, b\]\n/);
    assert.deepEqual(await drift(), [{ target: 'current', kind: 'modified' }]);
  });

  test('of what is inherited already is refused', async () => {
    const { engine } = await switched({ ...files, 'profiles/p.yaml': 'extra: 1\n' });
    await assert.rejects(engine.plan({ kind: 'reset-to-inherited', pointer: '/list' }), {
      code: 'not-found',
    });
  });

  test('of another profile leaves the live file alone', async () => {
    const { engine, text } = await switched({ ...files, 'profiles/q.yaml': 'debug: true\nextra: 2\n' });
    const live = await text('current.yaml');
    await perform(engine, { kind: 'reset-to-inherited', profile: 'q', pointer: '/debug' });
    assert.deepEqual([await text('profiles/q.yaml'), await text('current.yaml')], ['extra: 2\n', live]);
  });
});
