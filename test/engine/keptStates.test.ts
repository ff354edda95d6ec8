// What stood before a busy day can be brought back after it: real commits in a real folder, with a clock of ours.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Engine } from '../../src/engine/index.ts';
import { at } from '../support/clock.ts';
import { simpleFiles, perform, testFolder } from '../support/disk/configFolder.ts';
import { randomRuns, size } from '../support/sizes.ts';

const [second, hour, day] = [1_000, 3_600_000, 24 * 3_600_000];
const start = Date.UTC(2026, 5, 10, 0, 0, 1);

const edits = {
  live: (engine: Engine, port: number) =>
    perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: port }] }),
  profile: (engine: Engine, port: number) =>
    perform(engine, {
      kind: 'edit',
      profile: 'staging',
      edits: [{ op: 'set', pointer: '/port', value: port }],
    }),
  backup: (engine: Engine): Promise<unknown> => engine.createBackup({}),
};

/** The ids of backups that hold this text of the live file. */
async function holding(engine: Engine, text: string | Uint8Array | undefined): Promise<readonly string[]> {
  const { backups } = await engine.snapshot();
  const held = backups.filter(({ files }) => files.some(({ path }) => path === 'current.json'));
  const texts = await Promise.all(held.map(({ id }) => engine.readBackup(id, 'current.json')));
  return held.flatMap(({ id }, index) => (Buffer.from(texts[index] ?? []).toString() === text ? [id] : []));
}

suite('the retention, with real commits', () => {
  test('brings back what was there before all edits of a day, and takes each of them back by its id', async () => {
    const folder = await testFolder('kept');
    const engine = await folder.open();
    const edited = size(60, 200);
    for (let count = 0; count < edited; count += 1)
      await at(start + count * (day / edited), () => edits.live(engine, 1_000 + count));
    const { history, backups } = await engine.snapshot();
    const known = new Set(backups.map(({ id }) => id));
    assert.deepEqual(
      history.filter(({ backup }) => !known.has(backup)),
      [],
    );
    const [original = ''] = await holding(engine, simpleFiles['current.json']);
    await at(start + day, () => perform(engine, { kind: 'restore', backup: original }));
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
  });

  test('keeps each of the last day, and what was there first, at any pace and in any file', async () => {
    const step = fc.record({
      gap: fc.constantFrom(second, 9 * second, 30 * second, hour, 5 * hour, day),
      kind: fc.constantFrom('live' as const, 'live' as const, 'profile' as const, 'backup' as const),
    });
    const run = async (steps: readonly { readonly gap: number; readonly kind: keyof typeof edits }[]) => {
      const folder = await testFolder('kept');
      const engine = await folder.open();
      let clock = start;
      for (const [index, { gap, kind }] of steps.entries()) {
        clock += gap;
        await at<unknown>(clock, () => edits[kind](engine, 1_000 + index));
      }
      const { history, backups } = await engine.snapshot();
      const known = new Set(backups.map(({ id }) => id));
      const young = history.filter((entry) => Date.parse(entry.at) > clock - day);
      assert.deepEqual(
        young.filter(({ backup }) => !known.has(backup)),
        [],
      );
      if (steps.some(({ kind }) => kind !== 'profile'))
        assert.notDeepEqual(await holding(engine, simpleFiles['current.json']), []);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), run), {
      numRuns: randomRuns(4),
    });
  });

  test('keeps, where nothing is young, what had stood for weeks before a busy hour', async () => {
    const folder = await testFolder('kept', {
      ...simpleFiles,
      'safekeep.yaml': 'retention: { within: 0 }\n',
    });
    const engine = await folder.open();
    await at(start - 30 * day, () => edits.live(engine, 1_000));
    const longLived = await folder.text('current.json');
    for (let minute = 0; minute < 15; minute += 1)
      await at(start + minute * 60 * second, () => edits.live(engine, 2_000 + minute));
    assert.equal((await holding(engine, longLived ?? '')).length, 1);
    assert.equal((await holding(engine, simpleFiles['current.json'])).length, 1);
  });

  test('knows what a change goes on from when edits of a live file and of a profile alternate', async () => {
    const alternating = async (retention: string) => {
      const folder = await testFolder('kept', {
        ...simpleFiles,
        'safekeep.yaml': `retention: { ${retention} }\n`,
      });
      const engine = await folder.open();
      for (let count = 0; count < 14; count += 1)
        await at(start + count * second, () => edits[count % 2 ? 'profile' : 'live'](engine, 1_000 + count));
      return engine;
    };
    const all = (await (await alternating('')).snapshot()).backups;
    assert.deepEqual([all.length, all.filter(({ previous }) => previous === undefined).length], [14, 2]);
    const few = await alternating('last: 1, hourly: 1, daily: 0, weekly: 0, monthly: 0, within: 0');
    assert.equal((await holding(few, simpleFiles['current.json'])).length, 1);
  });
});
