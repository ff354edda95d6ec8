// What rows and tooltips say of a live file that differs from its profile.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describeDrift } from '../../src/workspace/engineWorker/describeDrift.ts';
import type { KeyChange, TargetDrift } from '../../src/workspace/state/workspaceState.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const profile = '{\n  "port": 1,\n  "log": { "level": "debug", "a.b": 1 },\n  "list": ["x", "y"]\n}\n';

/** The drift once `development` was switched to and files were edited. */
async function driftAfter(edits: Files): Promise<readonly TargetDrift[]> {
  const folder = await testFolder('drift', { 'current.json': '{}\n', 'profiles/development.json': profile });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'development' });
  await folder.write(edits);
  return describeDrift(await engine.snapshot());
}

const tell = ({ type, path, from = '', to = '', line, column }: KeyChange) =>
  `${type} ${path} ${from} → ${to} at ${line}:${column}`;

suite('the drift of a live file', () => {
  test('is none where it is as its profile says', async () => {
    assert.deepEqual(await driftAfter({}), []);
  });

  test('goes from the profile to the live file where that was edited, each key with its place', async () => {
    const live = '{\n  "log": { "a.b": 2 },\n  "port": 2,\n  "list": ["x", "y"],\n  "new": null\n}\n';
    const [drift] = await driftAfter({ 'current.json': live });
    assert.equal(drift?.kind, 'modified');
    assert.equal(drift.path, 'current.json');
    assert.equal(drift.count, 4);
    assert.deepEqual(drift.changes.map(tell).toSorted(), [
      'added new  → null at 5:3',
      'modified /log/a.b 1 → 2 at 2:12',
      'modified port 1 → 2 at 3:3',
      'removed log.level "debug" →  at 2:3',
    ]);
  });

  test('goes from the live file to the profile where that was edited', async () => {
    const edited = profile.replace('"port": 1', '"port": 2').replace(', "a.b": 1', ', "c": 1');
    const [drift] = await driftAfter({ 'profiles/development.json': edited });
    assert.equal(drift?.kind, 'outdated');
    assert.deepEqual(drift.changes.map(tell).toSorted(), [
      'added log.c  → 1 at 3:3',
      'modified port 1 → 2 at 2:3',
      'removed /log/a.b 1 →  at 3:30',
    ]);
  });

  test('names a moved item by where it is and where it was', async () => {
    const [drift] = await driftAfter({ 'current.json': profile.replace('["x", "y"]', '["y", "x"]') });
    assert.deepEqual(
      drift?.changes.map(({ type, path, oldPath }) => [type, path, oldPath]),
      [['moved', 'list.0', 'list.1']],
    );
  });

  test('has no key where only comments or layout differ, and no number where it does not parse', async () => {
    const [layout] = await driftAfter({ 'current.json': profile.replace('\n', '\n\n') });
    assert.deepEqual([layout?.count, layout?.changes], [0, []]);
    const [broken] = await driftAfter({ 'current.json': '{' });
    assert.deepEqual([broken?.count, broken?.changes], [null, []]);
  });

  test('tells a hundred keys and counts the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, index]));
    const [drift] = await driftAfter({ 'current.json': JSON.stringify({ ...many, long: 'x'.repeat(200) }) });
    assert.equal(drift?.changes.length, 100);
    assert.equal(drift.count, 154);
    assert.ok(drift.changes.every(({ from = '', to = '' }) => from.length < 70 && to.length < 70));
  });
});
