// Secrets that another layer, another file or an older text tells: an agent uncovers none of them by any change.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { agentCalls, lasting, type AgentCalls } from '../support/agentCalls.ts';
import { perform } from '../support/disk/configFolder.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const secret = 's3cret-1';
const refused = /^\{"text":"Refused: /;
const named = { name: 'DB_PASSWORD', value: secret };

/** Carries calls out; the last ones are refused, and nothing that is said or shown afterwards has the secret. */
async function stays(
  calls: AgentCalls,
  steps: readonly (readonly [tool: string, input: Readonly<Record<string, unknown>>, outcome: RegExp])[],
): Promise<void> {
  const said: string[] = [];
  for (const [tool, input, outcome] of steps) {
    said.push(await calls.ask(tool, input), await calls.carryOut(tool, input));
    assert.match(said.at(-1) ?? '', outcome, `${tool} ${json(input)}`);
  }
  said.push(await calls.ask('getValue', {}), await calls.ask('status', {}));
  for (const { name } of (await calls.engine.snapshot()).profiles)
    said.push(await calls.ask('getValue', { profile: name }));
  assert.ok(
    !said.join('\n').includes(secret),
    said.find((one) => one.includes(secret)),
  );
}

suite('a secret stays hidden', () => {
  test('when the edit that would show it hides another text', async () => {
    const calls = await agentCalls({ 'current.json': json({ port: 1, note: 'abcdefghij', setting: named }) });
    await stays(calls, [['setValue', { path: 'setting.name', json: '{"password":"abcdefghij"}' }, refused]]);
  });

  test('where a parent names it and the profile gives it', async () => {
    const calls = await agentCalls({
      'current.json': json({ port: 1 }),
      'profiles/base.json': json({ setting: { name: 'DB_PASSWORD' }, args: ['run', '--password'] }),
      'profiles/dev.json': json({
        $profile: { extends: 'base' },
        setting: { value: secret },
        args: [secret],
      }),
      'safekeep.json': json({ format: 1, arrays: { '/args': 'append' } }),
    });
    await stays(calls, [
      ['setValue', { profile: 'dev', path: 'setting.value', json: '"x"' }, refused],
      ['removeValue', { profile: 'dev', path: 'setting.value' }, refused],
      ['setValue', { profile: 'base', path: 'setting.name', json: '"HOST"' }, refused],
      ['setValue', { profile: 'base', path: 'args[1]', json: '"--port"' }, refused],
    ]);
  });

  test('where the profile names it and a personal overlay gives it', async () => {
    const calls = await agentCalls({
      'current.json': json({ port: 1 }),
      'profiles/dev.json': json({ port: 1, db: { type: 'password', user: 'u' } }),
      'profiles/dev.local.json': json({ db: { value: secret } }),
    });
    await stays(calls, [['removeValue', { profile: 'dev', path: 'db.type' }, refused]]);
  });

  test('when what names it is taken away by a restored key', async () => {
    const calls = await agentCalls({ 'current.json': json({ port: 1 }) });
    await calls.engine.createBackup({ name: 'old' });
    await calls.write({
      'current.json': json({ port: 1, setting: named, args: ['run', '--password', secret] }),
    });
    await stays(calls, [
      ['restoreBackup', { backup: 'old', only: ['setting.name'] }, refused],
      ['restoreBackup', { backup: 'old', only: ['args[1]'] }, refused],
    ]);
  });

  test('in a backup, of which a key is asked for without the one that names it', async () => {
    const calls = await agentCalls({
      'current.json': json({ setting: named, args: ['--password', secret] }),
    });
    await calls.engine.createBackup({ name: 'old' });
    await calls.write({ 'current.json': json({ port: 1, setting: { name: 'HOST', value: 'x' } }) });
    await stays(calls, [['restoreBackup', { backup: 'old', only: ['setting.value'] }, refused]]);
    assert.doesNotMatch(await calls.ask('restoreBackup', { backup: 'old', only: ['args'] }), /s3cret/);
  });

  test('when a change of the layer that gives it is undone', async () => {
    const calls = await agentCalls({
      'current.json': json({ port: 1 }),
      'profiles/base.json': json({ setting: { name: 'DB_PASSWORD' } }),
      'profiles/dev.json': json({ $profile: { extends: 'base' }, port: 2, setting: { value: secret } }),
    });
    await perform(calls.engine, {
      kind: 'edit',
      profile: 'dev',
      edits: [{ op: 'remove', pointer: '/setting/value' }],
    });
    assert.doesNotMatch(await calls.ask('undo', {}), /s3cret/);
    await stays(calls, [['undo', {}, /^\{"text":/]]);
  });

  test('where it is a number that keeps its text', async () => {
    for (const number of ['12345678901234567890', '4711e0']) {
      const { carryOut } = await agentCalls({
        'current.json': `{ "setting": { "name": "DB_PIN", "value": ${number} } }`,
      });
      assert.match(await carryOut('setValue', { path: 'setting.name', json: '"HOST"' }), refused);
    }
  });

  test('where the change would make the layer that names it anew', async () => {
    const calls = await agentCalls({
      'safekeep.json': json({ format: 1, targets: { a: 'a.json', b: 'b.json' } }),
      'a.json': '{}',
      'b.json': '{}',
      'profiles/base/b.json': json({ setting: { name: 'DB_PIN' } }),
      'profiles/dev/profile.json': json({ extends: 'base' }),
      'profiles/dev/b.local.json': json({ setting: { value: secret } }),
    });
    const input = { profile: 'dev', target: 'b', path: 'setting.name', json: '"HOST"' };
    assert.match(await calls.carryOut('setValue', input), refused);
  });

  test('where it was a key that history and backups tell of', async () => {
    const url = 'https://bob:s3cret-1-long@reg.example.com';
    const { ask, engine } = await agentCalls({ 'current.json': json({ port: 1, registries: { [url]: 1 } }) });
    const pointer = `/registries/${url.replaceAll('/', '~1')}`;
    await perform(engine, { kind: 'edit', edits: [{ op: 'remove', pointer }] });
    assert.doesNotMatch((await ask('status', {})) + (await ask('listBackups', {})), /s3cret/);
  });

  test('when the commit that named it is undone', async () => {
    const calls = await agentCalls({ 'current.json': json({ setting: { name: 'HOST', value: secret } }) });
    await perform(calls.engine, {
      kind: 'edit',
      edits: [{ op: 'set', pointer: '/setting/name', value: 'DB_PASSWORD' }],
    });
    await stays(calls, [['undo', {}, refused]]);
  });
});

suite('a right guess is answered as a wrong one', () => {
  const pins = ['4711', '9999'];
  const same = (answers: readonly (readonly string[])[]) =>
    assert.deepEqual(answers[0]?.map(lasting), answers[1]?.map(lasting));

  test('where it is set after its place was taken out, and an older commit is undone', async () => {
    const answers = pins.map(async (pin) => {
      const { engine, ask, carryOut } = await agentCalls({
        'current.json': json({ port: 1, db: { host: 'h' } }),
      });
      await engine.createBackup({ name: 'before' });
      await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/db/pin', value: pin }] });
      const said = [await carryOut('setValue', { path: 'port', json: '2' })];
      const commit = (await engine.snapshot()).history[0]?.id;
      said.push(
        await carryOut('restoreBackup', { backup: 'before', only: ['db.pin'] }),
        await carryOut('setValue', { path: 'db.pin', json: '"4711"' }),
        await ask('undo', { commit }),
      );
      return said;
    });
    same(await Promise.all(answers));
  });

  test('where it is one of many in a name that is cited', async () => {
    const answers = pins.map(async (pin) => {
      const { engine, ask, carryOut } = await agentCalls({ 'current.json': json({ port: 1, db: { pin } }) });
      await carryOut('createBackup', { name: 'try 4709 4710 4711 4712' });
      const backup = (await engine.snapshot()).backups[0]?.id;
      await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: 2 }] });
      return [await carryOut('restoreBackup', { backup }), await ask('status', {}), await ask('undo', {})];
    });
    same(await Promise.all(answers));
  });

  test('where it is a key', async () => {
    const path = '/registries/https:~1~1bob:4711@reg.example.com';
    const answers = pins.map(async (pin) => {
      const { engine, ask } = await agentCalls({
        'current.json': json({ registries: { [`https://bob:${pin}@reg.example.com`]: { x: 1 } } }),
      });
      await engine.createBackup({ name: 'kept' });
      return [
        await ask('setValue', { path: `${path}/x`, json: '2' }),
        await ask('removeValue', { path }),
        await ask('restoreBackup', { backup: 'kept', only: [path] }),
      ];
    });
    same(await Promise.all(answers));
  });
});

test('places that migrations bring a secret to, step by step in any order, cost an agent little', async () => {
  const up = Array.from({ length: 1_000 }, (_, index) => 999 - index).map((index) => ({
    op: 'copy',
    from: `/k${index}`,
    path: `/k${index + 1}`,
    optional: true,
  }));
  const { ask } = await agentCalls({
    'safekeep.json': json({ format: 1, sensitive: ['/k0'] }),
    'current.json': json({ version: 1, k0: 'abcdefghijk', k1000: 'other' }),
    'migrations/1-2.json': json({ format: 1, from: 1, to: 2, up }),
  });
  assert.match(await ask('getValue', { path: 'k1000' }), /\[hidden\]/);
});

suite('an active profile that cannot be read', () => {
  for (const [what, files] of [
    ['keeps an agent off the live files where it is a directory', { 'profiles/prod.json/inner': '' }],
    ['keeps an agent off the live files where it is gone and another one is protected', {}],
  ] as const)
    test(what, async () => {
      const { carryOut, engine, write, path } = await agentCalls({
        'current.json': json({ port: 1 }),
        'profiles/dev.json': json({ $profile: { protected: true }, port: 2 }),
        'profiles/open.json': json({ port: 3 }),
        'profiles/prod.json': json({ $profile: { protected: true }, port: 1 }),
      });
      await perform(engine, { kind: 'switch', profile: 'prod' });
      await rm(path('profiles/prod.json'));
      await write(files);
      for (const [tool, input] of [
        ['setValue', { path: 'port', json: '7' }],
        ['switchProfile', { profile: 'open' }],
      ] as const)
        assert.match(await carryOut(tool, input), /^\{"text":"Refused: profile \\"prod\\" can't be read/);
    });
});
