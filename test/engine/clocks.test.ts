// Clocks are wrong, jump ahead and are put right. What was made later is later all the same.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { timeInTrash } from '../../src/engine/commit/trashAge.ts';
import type { Retention } from '../../src/engine/model/model.ts';
import { newId } from '../../src/engine/storage/backups/ids.ts';
import { planRetention, type Retained } from '../../src/engine/storage/backups/retention.ts';
import { at } from '../support/clock.ts';
import { perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';
import { prunable, setPort } from '../support/disk/prunableFolder.ts';
import { retentionPolicies } from '../support/disk/retentionPolicies.ts';
import { randomRuns } from '../support/sizes.ts';

const [minute, day, year] = [60_000, 24 * 3_600_000, 365 * 24 * 3_600_000];
const start = Date.UTC(2026, 5, 10, 10);

const portIn = async (folder: TestFolder) =>
  Number(/"port": (\d+)/.exec((await folder.text('current.json')) ?? '')?.[1]);

suite('with a clock', () => {
  test('a year ahead for twelve changes and then right, five changes can be undone', async () => {
    const folder = await testFolder('clocks');
    const engine = await folder.open();
    for (let count = 0; count < 12; count += 1)
      await at(start + year + count * minute, () => setPort(engine, 100 + count));
    for (let count = 0; count < 5; count += 1)
      await at(start + count * minute, () => setPort(engine, 200 + count));
    for (const port of [203, 202, 201, 200, 111]) {
      await at(start + 10 * minute, () => perform(engine, { kind: 'undo' }));
      assert.equal(await portIn(folder), port);
    }
  });

  test('that was set back, a file that is emptied gets the content it had last', async () => {
    const folder = await testFolder('clocks');
    const engine = await folder.open();
    await at(start + 8 * 60 * minute, () => setPort(engine, 2));
    await at(start, () => setPort(engine, 3));
    await at(start, () => engine.createBackup({}));
    await folder.write({ 'current.json': '' });
    await at(start + minute, () => perform(engine, { kind: 'restore-damaged' }));
    assert.equal(await portIn(folder), 3);
  });

  test('a year ahead for some changes, what went to the trash before stays there', async () => {
    const folder = await prunable('');
    const engine = await folder.open();
    await at(start, () => perform(engine, { kind: 'delete-profile', name: 'production' }));
    for (let count = 0; count < 5; count += 1)
      await at(start + year + count * minute, () => setPort(engine, 20 + count));
    for (let count = 0; count < 5; count += 1) await at(start + minute, () => setPort(engine, 30 + count));
    assert.match((await folder.trash()).join('\n'), /^[^/]+\/profiles\/production.json$/m);
    for (let days = 1; days < 10; days += 1) await at(start + days * day, () => setPort(engine, 40 + days));
    assert.doesNotMatch((await folder.trash()).join('\n'), /^[^/]+\/profiles/m);
  });

  test('that says anything, each backup is the latest when it is made, and undo goes the way back', async () => {
    const change = fc.record({
      clock: fc.integer({ min: 0, max: 3 * year }),
      kind: fc.constantFrom('edit', 'backup'),
    });
    const run = async (changes: readonly { readonly clock: number; readonly kind: string }[]) => {
      const folder = await testFolder('clocks');
      const ports = [await portIn(folder)];
      for (const [index, { clock, kind }] of changes.entries())
        await at(start + clock, async () => {
          const engine = await folder.open();
          if (kind === 'edit') {
            ports.unshift(100 + index);
            await setPort(engine, 100 + index);
          }
          const made = kind === 'edit' ? undefined : await engine.createBackup({});
          const { id } = await engine.findBackup('latest');
          assert.ok(made === undefined || made.id === id);
          const { backups, history, damage } = await engine.snapshot();
          assert.deepEqual(damage, []);
          assert.ok(kind !== 'edit' || history[0]?.backup === id);
          assert.equal(backups[0]?.id, id);
        });
      const engine = await folder.open();
      for (const port of ports.slice(1)) {
        await perform(engine, { kind: 'undo' });
        assert.equal(await portIn(folder), port);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), run), {
      numRuns: randomRuns(12),
    });
  });
});

suite('by whatever clocks backups were made, the retention', () => {
  const policy = retentionPolicies(5, {
    within: fc.constantFrom(0, day),
    mergeWindow: fc.constantFrom(0, 10, 60),
    maxBytes: fc.constant(1e12),
  });
  // Mostly on from the one before, at times ahead or back.
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * day }) },
    { weight: 1, arbitrary: fc.integer({ min: -year, max: year }) },
  );
  const made = fc.array(step, { maxLength: 40, size: 'max' }).map((steps): readonly Retained[] => {
    const backups: Retained[] = [];
    let clock = start;
    for (const ms of steps) {
      clock += ms;
      const previous = backups.at(-1);
      backups.push({
        id: newId(new Date(clock), previous?.id),
        createdAt: new Date(clock).toISOString(),
        ...(previous ? { previous: previous.id, previousAt: previous.createdAt } : {}),
        pinned: false,
        size: 1,
      });
    }
    return backups;
  });
  const kept = (backups: readonly Retained[], rules: Retention) => {
    const decisions = planRetention(backups, rules, { newestVerified: null, needed: new Map() });
    const ids = new Set(decisions.flatMap(({ id, keeps }) => (keeps ? [id] : [])));
    return backups.filter(({ id }) => ids.has(id));
  };

  test('keeps those made last, and takes nothing more the second time', () => {
    fc.assert(
      fc.property(made, policy, (backups, rules) => {
        const once = kept(backups, rules);
        const newest = backups.slice(Math.max(backups.length - rules.last, 0));
        assert.deepEqual(once.slice(once.length - newest.length), newest);
        assert.deepEqual(kept(once, rules), once);
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test('takes no more than it would have with a clock that never went ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: day, max: year }), fc.integer({ min: 1, max: 12 }), (ahead, changes) => {
        const rules = {
          last: 3,
          hourly: 4,
          daily: 3,
          weekly: 2,
          monthly: 2,
          within: 0,
          mergeWindow: 10,
          maxBytes: 1e12,
        };
        const of = (clocks: readonly number[]) => {
          const backups: Retained[] = [];
          for (const [index, clock] of clocks.entries())
            backups.push({
              id: newId(new Date(clock), backups.at(-1)?.id),
              createdAt: new Date(clock).toISOString(),
              pinned: false,
              size: index,
            });
          return kept(backups, rules).map(({ size }) => size);
        };
        const before = Array.from({ length: 10 }, (_, index) => start - (10 - index) * 3_600_000);
        const during = Array.from({ length: changes }, (_, index) => start + index * minute);
        const after = Array.from({ length: 5 }, (_, index) => start + 20 * minute + index * minute);
        const right = of([...before, ...during, ...after]);
        const left = of([...before, ...during.map((clock) => clock + ahead), ...after]);
        // At most the one that tells when those of the clock that was ahead were made stays besides.
        const besides = left.filter((size) => !right.includes(size));
        assert.deepEqual([left.filter((size) => right.includes(size)), besides.length < 2], [right, true]);
      }),
    );
  });
});

test('an id goes on from the one made last', () => {
  const last = newId(new Date(start + year));
  assert.ok(newId(new Date(start), last) > last);
  assert.match(newId(new Date(start + 2 * year), last), /^2028/);
});

suite('what lies in the trash', () => {
  const name = newId(new Date(start));
  const entry = (clock: number, after: string) => ({
    id: newId(new Date(clock), after),
    at: new Date(clock).toISOString(),
  });

  test('is as old as its name says where no commit tells more', () => {
    assert.equal(timeInTrash(name, [], start + 9 * day), 9 * day);
    assert.equal(timeInTrash(name, [], start - day), -day);
    assert.equal(timeInTrash('notes.txt', [], start), 0);
  });

  test('ages by a day at most from one commit to the next', () => {
    const own = entry(start, '');
    const history = [own, entry(start + year, own.id)];
    assert.equal(timeInTrash(own.id, history, start + year + minute), day + minute);
    assert.equal(timeInTrash(own.id, history, start + 2 * day), day);
  });
});
