// A protected profile is protected whole: an agent reaches it by no way round.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, type AgentCalls } from '../support/agentCalls.ts';
import { perform, type Files } from '../support/disk/configFolder.ts';
import { processorMs } from '../support/processorTime.ts';

const files: Files = {
  'safekeep.json': '{ "targets": { "app": { "path": "app.json", "defaults": "app.default.json" } } }',
  'app.json': '{ "a": 1, "b": 1, "d": 0 }',
  'app.default.json': '{ "d": 0 }',
  'profiles/base/app.json': '{ "b": 1 }',
  'profiles/middle/app.json': '{ "c": 1 }',
  'profiles/middle/profile.yaml': 'extends: base\n',
  'profiles/kept/app.json': '{ "a": 2 }',
  'profiles/kept/profile.yaml': 'protected: true\nextends: middle\n',
  'profiles/open/app.json': '{ "a": 3 }',
};

type SetUp = (calls: AgentCalls) => Promise<unknown>;

const nothing: SetUp = () => Promise.resolve();
const keptIsActive: SetUp = ({ engine }) => perform(engine, { kind: 'switch', profile: 'kept' });
const keptWasActive: SetUp = async (calls) => {
  await keptIsActive(calls);
  await calls.engine.createBackup({ name: 'then' });
  await perform(calls.engine, { kind: 'switch', profile: 'open' });
};
const baseWasEdited: SetUp = ({ engine }) =>
  perform(engine, { kind: 'edit', profile: 'base', edits: [{ op: 'set', pointer: '/b', value: 9 }] });

const refused: readonly (readonly [what: string, before: SetUp, name: string, input: object])[] = [
  ['switches to it', nothing, 'switchProfile', { profile: 'kept' }],
  ['sets a value of it', nothing, 'setValue', { profile: 'kept', path: 'a', json: '5' }],
  ['sets the value that it has', nothing, 'setValue', { profile: 'kept', path: 'a', json: '2' }],
  ['removes a value of it', nothing, 'removeValue', { profile: 'kept', path: 'a' }],
  ['sets a value of its parent', nothing, 'setValue', { profile: 'middle', path: 'c', json: '5' }],
  ['sets a value of an ancestor', nothing, 'setValue', { profile: 'base', path: 'b', json: '5' }],
  ['removes a value of an ancestor', nothing, 'removeValue', { profile: 'base', path: 'b' }],
  ['undoes an edit of an ancestor', baseWasEdited, 'undo', {}],
  ['sets a live value while it is active', keptIsActive, 'setValue', { path: 'a', json: '5' }],
  ['removes a live value while it is active', keptIsActive, 'removeValue', { path: 'a' }],
  ['switches away from it', keptIsActive, 'switchProfile', { profile: 'open' }],
  ['undoes the switch to it', keptIsActive, 'undo', {}],
  ['undoes the switch away from it', keptWasActive, 'undo', {}],
  ['restores a backup of it', keptWasActive, 'restoreBackup', { backup: 'then' }],
  ['restores one key of a backup of it', keptWasActive, 'restoreBackup', { backup: 'then', only: ['/a'] }],
  ['restores every key of a backup of it', keptWasActive, 'restoreBackup', { backup: 'then', only: [''] }],
];

const allowed: typeof refused = [
  ['switches to another profile', nothing, 'switchProfile', { profile: 'open' }],
  ['sets a value of another profile', nothing, 'setValue', { profile: 'open', path: 'a', json: '5' }],
  ['sets a live value', nothing, 'setValue', { path: 'a', json: '5' }],
  ['sets a live value after it was active', keptWasActive, 'setValue', { path: 'a', json: '5' }],
];

suite('a protected profile keeps an agent off that', () => {
  for (const [what, before, name, input] of refused)
    test(what, async () => {
      const calls = await agentCalls(files);
      await before(calls);
      const history = (await calls.engine.snapshot()).history.length;
      assert.match(await calls.ask(name, input), /^Refused: profile "kept" is protected/);
      assert.match(await calls.carryOut(name, input), /Refused: profile \\"kept\\" is protected/);
      assert.equal((await calls.engine.snapshot()).history.length, history);
    });
});

suite('live files that may be of a protected profile keep an agent off that', () => {
  const renamed: SetUp = async (calls) => {
    await keptWasActive(calls);
    await perform(calls.engine, { kind: 'rename-profile', name: 'kept', newName: 'renamed' });
  };
  const sameByHand: SetUp = async ({ engine, write }) => {
    await perform(engine, { kind: 'switch', profile: 'open' });
    await write({ 'app.json': '{ "d": 0, "b": 1, "c": 1, "a": 2 }' });
    await engine.createBackup({ name: 'then' });
    await perform(engine, { kind: 'switch', profile: 'open' });
  };
  const switchOf = async ({ engine }: AgentCalls) => {
    const { history } = await engine.snapshot();
    return history.find(({ summary }) => summary === 'Switch kept → open')?.id;
  };

  for (const [what, before, name, input] of [
    ['restores a backup from before it was renamed', renamed, 'restoreBackup', { backup: 'then' }],
    ['restores one key of it', renamed, 'restoreBackup', { backup: 'then', only: ['/a'] }],
    ['restores what it says, whoever wrote that', sameByHand, 'restoreBackup', { backup: 'then' }],
  ] as const)
    test(what, async () => {
      const calls = await agentCalls(files);
      await before(calls);
      assert.match(await calls.carryOut(name, input), /Refused: the live files .* a profile is protected/);
      assert.match((await calls.text('app.json')) ?? '', /"a": 3/);
    });

  test('undoes a switch away from it from before it was renamed', async () => {
    const calls = await agentCalls(files);
    await renamed(calls);
    assert.match(
      await calls.carryOut('undo', { commit: await switchOf(calls) }),
      /Refused: the live files .* deleted or renamed/,
    );
  });
});

suite('a protected profile lets an agent through that', () => {
  test('restores a backup of another profile', async () => {
    const calls = await agentCalls(files);
    await perform(calls.engine, { kind: 'switch', profile: 'open' });
    await calls.engine.createBackup({ name: 'then' });
    await calls.carryOut('setValue', { path: 'a', json: '5' });
    assert.match(await calls.carryOut('restoreBackup', { backup: 'then' }), /Done: /);
    assert.match(await calls.carryOut('undo'), /Done: /);
  });

  for (const [what, before, name, input] of allowed)
    test(what, async () => {
      const calls = await agentCalls(files);
      await before(calls);
      assert.match(await calls.carryOut(name, input), /Done: /);
    });
});

suite('many protected profiles', () => {
  test('are told from what an agent changes in little time', async () => {
    const profiles = Array.from({ length: 400 }, (_, index) => {
      const parents = Array.from({ length: 50 }, (__, step) => index + step + 1).filter((one) => one < 400);
      const metadata = { protected: true, extends: parents.map((one) => `p${one}`) };
      return [`profiles/p${index}.json`, JSON.stringify({ $profile: metadata, a: index })] as const;
    });
    const calls = await agentCalls({ 'current.json': '{ "a": 1 }', ...Object.fromEntries(profiles) });
    await calls.engine.snapshot();
    const started = processorMs();
    assert.match(await calls.ask('setValue', { path: 'a', json: '5' }), /^\n/);
    const took = processorMs() - started;
    assert.ok(took < 2_500, `${took} ms of the processor`);
  });
});
