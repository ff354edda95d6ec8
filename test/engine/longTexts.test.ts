// What is written down of a commit is as long as what is read back, whatever it was called and whoever made it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { maxLengths } from '../../src/engine/storage/disk/recordShapes.ts';
import { perform, testFolder } from '../support/disk/configFolder.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index);

suite('a commit with a long text', () => {
  test('is in the history with the start of its summary, and can be undone', async () => {
    const { open, text } = await testFolder('long-texts', { 'current.json': '{}' });
    const engine = await open();
    for (const length of [maxLengths.summary, 100_100, 1_100_000]) {
      await perform(engine, {
        kind: 'edit',
        edits: [{ op: 'set', pointer: `/${'k'.repeat(length)}`, value: 1 }],
      });
      const { history, problems, backups } = await engine.snapshot();
      assert.deepEqual(problems, []);
      const summaries = [history[0]?.summary, backups[0]?.summary];
      for (const summary of summaries) {
        assert.equal(summary?.length, maxLengths.summary);
        assert.match(summary, /^Edit current.json: set \/k+…$/);
      }
      await perform(engine, { kind: 'undo' });
      assert.equal((await engine.snapshot()).history.length % 2, 0);
      assert.equal(await text('current.json'), '{}');
    }
    assert.deepEqual((await engine.verifyHistory()).damaged, []);
  });

  test('is there when thousands of keys were restored', async () => {
    const files = {
      'current.json': JSON.stringify(Object.fromEntries(count(6_000).map((key) => [`a-long-key-${key}`, 1]))),
    };
    const { open, write } = await testFolder('long-texts', files);
    const engine = await open();
    const { id: backup } = await engine.createBackup({});
    await write({ 'current.json': '{}' });
    await perform(engine, { kind: 'restore', backup, only: count(6_000).map((key) => `/a-long-key-${key}`) });
    const { history, problems } = await engine.snapshot();
    assert.deepEqual([history.length, problems], [1, []]);
  });

  test('names a long author as far as a record does, and who acted for them', async () => {
    for (const author of ['a'.repeat(1_500), '𝒂'.repeat(5_000)]) {
      const { open } = await testFolder('long-texts', { 'current.json': '{}' });
      const engine = await open({ author });
      const operation = { kind: 'edit', edits: [{ op: 'set', pointer: '/a', value: 1 }] } as const;
      await engine.commit(await engine.plan(operation), { via: 'an agent' });
      await engine.createBackup({ via: 'an agent' });
      const { history, backups, problems } = await engine.snapshot();
      assert.deepEqual(problems, []);
      const all = [...history, ...backups].map((record) => record.author);
      assert.equal(all.length, 3);
      for (const said of all) {
        assert.ok(said.length <= maxLengths.author && !/[\ud800-\udfff]/u.test(said));
        assert.match(said, /… via an agent$/u);
      }
    }
  });
});
