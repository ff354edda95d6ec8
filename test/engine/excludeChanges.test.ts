import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Engine, Exclusions, Operation } from '../../src/engine/index.ts';
import { doubleFiles, testFolder } from '../support/disk/configFolder.ts';

const live = '# mine\nport: 1 # the port\nlog:\n  level: debug\n  file: a.log\n';

const files = {
  'current.yaml': live,
  'profiles/development.yaml': live,
  'profiles/staging.yaml': '# staging\nport: 2\nlog:\n  level: info\nhost: b\n',
};

async function carryOut(engine: Engine, operation: Operation, exclusions: Exclusions): Promise<void> {
  const { selected } = await engine.review(operation, exclusions);
  await engine.commit(selected, { accepted: 'all' });
}

const switching = { kind: 'switch', profile: 'staging' } as const;

suite('a part of a plan', () => {
  test('is what is committed: the rest of the file stays as it is, byte by byte', async () => {
    const { open, text } = await testFolder('leave-out', files);
    const engine = await open();
    const exclusions = {
      'current.yaml': { layout: true, changes: ['modified /log/level', 'removed /log/file', 'added /host'] },
    };
    const { plan, selected } = await engine.review(switching, exclusions);
    assert.equal(plan.writes[0]?.changes.length, 4);
    assert.deepEqual(
      selected.writes[0]?.changes.map(({ pointer }) => pointer),
      ['/port'],
    );
    assert.equal(selected.summary, 'Switch development → staging (in part)');
    await engine.commit(selected);
    assert.equal(await text('current.yaml'), live.replace('port: 1', 'port: 2'));
  });

  test('with nothing left out is the plan itself', async () => {
    const { open } = await testFolder('leave-out', files);
    const { plan, selected } = await (await open()).review(switching, {});
    assert.deepEqual(selected, plan);
  });

  test('knows what the changes of values alone make of a file', async () => {
    const { open } = await testFolder('leave-out', files);
    const { valuesAlone } = await (await open()).review(switching, {});
    assert.deepEqual(
      [...valuesAlone].map(([path, bytes]) => [path, bytes && Buffer.from(bytes).toString()]),
      [['current.yaml', '# mine\nport: 2 # the port\nlog:\n  level: info\nhost: b\n']],
    );
  });

  test('of a switch leaves the rest as an edit of the live file', async () => {
    const { open } = await testFolder('leave-out', files);
    const engine = await open();
    await carryOut(engine, switching, { 'current.yaml': { layout: false, changes: ['modified /port'] } });
    const { state, targets } = await engine.snapshot();
    assert.equal(state.activeProfile, 'staging');
    assert.notEqual(state.applied['current'], targets[0]?.file?.sha256);
    assert.match(String(Buffer.from(targets[0]?.file?.bytes ?? [])), /^port: 1$/m);
    await carryOut(engine, { kind: 'save-to-profile' }, {});
    const reset = await engine.plan(switching);
    assert.deepEqual(reset.writes, [], 'what was left out is what the profile says now');
  });

  test('of a switch that leaves comments and layout alone is no edit', async () => {
    const { open, text } = await testFolder('leave-out', files);
    const engine = await open();
    await carryOut(engine, switching, { 'current.yaml': { layout: true, changes: [] } });
    assert.equal(await text('current.yaml'), '# mine\nport: 2 # the port\nlog:\n  level: info\nhost: b\n');
    const { state, targets } = await engine.snapshot();
    assert.equal(state.applied['current'], targets[0]?.file?.sha256);
    const { history } = await engine.snapshot();
    assert.equal(history[0]?.summary, 'Switch development → staging (in part)');
  });

  test('of a restore brings back one key, and leaves the record of the profile as it is', async () => {
    const { open, text } = await testFolder('leave-out', files);
    const engine = await open();
    await engine.commit(await engine.plan({ kind: 'switch', profile: 'development' }));
    const backup = await engine.createBackup({});
    await engine.commit(await engine.plan(switching));
    const before = await text('current.yaml');
    const { plan } = await engine.review({ kind: 'restore', backup: backup.id }, {});
    const all = plan.writes[0]?.changes.map(({ type, pointer }) => `${type} ${pointer}`) ?? [];
    const others = all.filter((id) => id !== 'modified /log/level');
    assert.equal(others.length, 3);
    await carryOut(
      engine,
      { kind: 'restore', backup: backup.id },
      { 'current.yaml': { layout: true, changes: others } },
    );
    assert.equal(await text('current.yaml'), before?.replace('level: info', 'level: debug'));
    assert.equal((await engine.snapshot()).state.activeProfile, 'staging');
  });

  test('of an undo is a change of its own, which can be undone', async () => {
    const { open, text } = await testFolder('leave-out', files);
    const engine = await open();
    await engine.commit(await engine.plan(switching));
    const before = await text('current.yaml');
    const exclusions = { 'current.yaml': { layout: true, changes: ['modified /port'] } };
    await carryOut(engine, { kind: 'undo' }, exclusions);
    const { history } = await engine.snapshot();
    assert.equal(history[0]?.undoes, undefined);
    await engine.commit(await engine.plan({ kind: 'undo' }));
    assert.equal(await text('current.yaml'), before);
  });

  test('of a save puts only the wanted keys into the profile, and the others are still to be saved', async () => {
    const { open, text, write } = await testFolder('leave-out', files);
    const engine = await open();
    await engine.commit(await engine.plan({ kind: 'switch', profile: 'development' }));
    const edited = live.replace('port: 1', 'port: 9').replace('level: debug', 'level: warn');
    await write({ 'current.yaml': edited });
    const exclusions = { 'profiles/development.yaml': { layout: true, changes: ['modified /port'] } };
    await carryOut(engine, { kind: 'save-to-profile' }, exclusions);
    assert.equal(await text('profiles/development.yaml'), live.replace('level: debug', 'level: warn'));
    assert.equal(await text('current.yaml'), edited);
    await carryOut(engine, { kind: 'save-to-profile' }, {});
    assert.equal(await text('profiles/development.yaml'), edited);
  });

  test('can be one file of several', async () => {
    const { open, text } = await testFolder('leave-out', doubleFiles);
    const engine = await open();
    await carryOut(engine, { kind: 'switch', profile: 'b' }, { 'web.json': 'whole' });
    assert.match((await text('app.json')) ?? '', /"mode": "b"/);
    assert.match((await text('web.json')) ?? '', /"mode": "a"/);
  });

  test('of a switch cannot leave out a live file that the switch makes', async () => {
    const { open, text } = await testFolder('leave-out', { 'profiles/staging.json': '{ "port": 2 }\n' });
    const engine = await open();
    const { plan, selected } = await engine.review(switching, { 'current.json': 'whole' });
    assert.deepEqual(
      selected.writes.map(({ path, kind }) => [path, kind]),
      [['current.json', 'created']],
    );
    assert.equal(selected.summary, plan.summary);
    await engine.commit(selected);
    assert.equal(await text('current.json'), '{ "port": 2 }\n');
  });

  test('of an undo does not ask about edits of a file that is left out', async () => {
    const { open, write } = await testFolder('leave-out', doubleFiles);
    const engine = await open();
    await engine.commit(await engine.plan({ kind: 'switch', profile: 'b' }), { accepted: 'all' });
    await write({ 'web.json': '{ "name": "web", "mode": "mine" }\n' });
    const { plan, selected } = await engine.review({ kind: 'undo' }, { 'web.json': 'whole' });
    assert.deepEqual(
      [plan, selected].map(({ guards }) => guards.map(({ code, target }) => [code, target])),
      [[['edited-since', 'web.json']], []],
    );
  });

  test('is guarded by what it does, not by what the whole would do', async () => {
    const { open } = await testFolder('leave-out', {
      'current.json': '{ "a": 1, "b": 2, "c": 3 }\n',
      'profiles/small.json': '{ "a": 9 }\n',
    });
    const engine = await open();
    const operation = { kind: 'switch', profile: 'small' } as const;
    const exclusions = { 'current.json': { layout: true, changes: ['removed /b', 'removed /c'] } };
    const { plan, selected } = await engine.review(operation, exclusions);
    assert.deepEqual(
      [plan, selected].map(({ guards }) => guards.map(({ code }) => code)),
      [['removed'], []],
    );
  });

  test('is refused when the disk is another meanwhile', async () => {
    const { open, text, write } = await testFolder('leave-out', files);
    const engine = await open();
    const exclusions = { 'current.yaml': { layout: true, changes: ['modified /port'] } };
    const { selected } = await engine.review(switching, exclusions);
    await write({ 'current.yaml': `${live}more: 1\n` });
    await assert.rejects(engine.commit(selected), { code: 'conflict' });
    assert.equal(await text('current.yaml'), `${live}more: 1\n`);
  });
});
