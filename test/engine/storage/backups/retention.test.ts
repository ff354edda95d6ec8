import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Retention } from '../../../../src/engine/model/model.ts';
import {
  planRetention,
  type Retained,
  type ProtectedBackups,
} from '../../../../src/engine/storage/backups/retention.ts';
import { historyOf } from '../../../support/disk/backupHistory.ts';

const none: Retention = {
  last: 0,
  hourly: 0,
  daily: 0,
  weekly: 0,
  monthly: 0,
  within: 0,
  mergeWindow: 10,
  maxBytes: 1e12,
};
const nothingSafe: ProtectedBackups = { newestVerified: null, needed: new Map() };

/** Each time with what becomes of it, newest first. */
function planOf(history: readonly Retained[], policy: Partial<Retention>, safe = nothingSafe) {
  const times = new Map(history.map(({ id, createdAt }) => [id, createdAt.slice(0, 19)]));
  return planRetention(history, { ...none, ...policy }, safe).map(
    ({ id, keeps, why }) => `${times.get(id) ?? ''} ${keeps ? 'stays' : 'goes'}: ${why}`,
  );
}

suite('the retention', () => {
  test('keeps the newest, and the newest of each hour that has one', () => {
    const history = historyOf(
      '2026-11-18T08:10',
      '2026-11-19T08:10',
      '2026-11-19T10:10',
      '2026-11-19T10:50',
      '2026-11-19T14:00',
      '2026-11-19T14:10',
      '2026-11-19T14:30',
    );
    assert.deepEqual(planOf(history, { last: 1, hourly: 2 }), [
      '2026-11-19T14:30:00 stays: one of the newest 1',
      '2026-11-19T14:10:00 goes: not the newest in the hour starting at 2026-11-19 14:00 UTC',
      '2026-11-19T14:00:00 stays: longest-lived content in the hour starting at 2026-11-19 14:00 UTC',
      '2026-11-19T10:50:00 stays: newest in the hour starting at 2026-11-19 10:00 UTC',
      '2026-11-19T10:10:00 stays: longest-lived content in the hour starting at 2026-11-19 10:00 UTC',
      '2026-11-19T08:10:00 goes: too old for the retention rules',
      '2026-11-18T08:10:00 stays: from before the first change',
    ]);
  });

  test('keeps what is young, measured from the newest, up to a thousand, also of a burst', () => {
    const history = historyOf('2026-11-18T07:00', '2026-11-18T08:00', '2026-11-18T08:01', '2026-11-19T08:00');
    assert.deepEqual(planOf(history, { last: 1, within: 24 * 3_600 }), [
      '2026-11-19T08:00:00 stays: one of the newest 1',
      '2026-11-18T08:01:00 stays: made within 1 d of the newest',
      '2026-11-18T08:00:00 goes: too old for the retention rules',
      '2026-11-18T07:00:00 goes: too old for the retention rules',
    ]);
    const burst = historyOf(
      ...Array.from({ length: 1_001 }, (_, index) =>
        new Date(Date.UTC(2026, 10, 19) + index).toISOString().slice(0, -1),
      ),
    );
    const kept = planOf(burst, { last: 1, within: 90 }).filter((line) => line.includes('stays'));
    assert.deepEqual(
      [kept.length, kept.at(-1)?.slice(20)],
      [1_000, 'stays: made within 1.5 min of the newest'],
    );
  });

  test('keeps the first, which nothing came before, whatever its age, unless only the newest are wanted', () => {
    const size = 2_000;
    const history = historyOf(
      ['2020-01-01T10:00', { size }],
      ['2026-11-19T10:00', { size }],
      '2026-11-19T10:00',
    );
    assert.deepEqual(planOf(history, { last: 1, monthly: 1, maxBytes: 1_500 }), [
      '2026-11-19T10:00:00 goes: the backups would take up more than 1.5 kB',
      '2026-11-19T10:00:00 goes: the backups would take up more than 1.5 kB',
      '2020-01-01T10:00:00 stays: from before the first change',
    ]);
    assert.match(planOf(history, { last: 1 })[2] ?? '', /goes: too old/);
    assert.match(planOf(history.slice(1), { last: 1, monthly: 1, maxBytes: 1_500 })[1] ?? '', /goes: /);
  });

  test('keeps the newest of each day, week and month, of which weeks start on Monday', () => {
    const history = historyOf(
      '2025-12-01T12:00',
      '2025-12-28T12:00', // A Sunday.
      '2025-12-29T12:00', // A Monday: this week reaches into the next year.
      '2026-01-01T12:00',
      '2026-01-02T09:00',
      '2026-01-02T12:00',
    );
    assert.deepEqual(planOf(history, { daily: 2, weekly: 2, monthly: 2 }), [
      '2026-01-02T12:00:00 stays: newest on 2026-01-02',
      '2026-01-02T09:00:00 stays: longest-lived content on 2026-01-02',
      '2026-01-01T12:00:00 stays: newest on 2026-01-01',
      '2025-12-29T12:00:00 stays: newest in 2025-12',
      '2025-12-28T12:00:00 stays: newest in the week of 2025-12-22',
      '2025-12-01T12:00:00 stays: from before the first change',
    ]);
  });

  test('takes the first of a burst, however long it goes on, and not what it led to', () => {
    const history = historyOf(
      '2026-11-18T10:00:00',
      '2026-11-19T10:00:00',
      '2026-11-19T10:00:09',
      '2026-11-19T10:00:18',
      '2026-11-19T10:00:27.999',
    );
    const burst = 'made within 10 s of the previous one';
    assert.deepEqual(planOf(history, { hourly: 1 }), [
      `2026-11-19T10:00:27 goes: ${burst}`,
      `2026-11-19T10:00:18 goes: ${burst}`,
      `2026-11-19T10:00:09 goes: ${burst}`,
      '2026-11-19T10:00:00 stays: newest in the hour starting at 2026-11-19 10:00 UTC',
      '2026-11-18T10:00:00 stays: from before the first change',
    ]);
    const left = history.filter((_, index) => index !== 2); // The gap it leaves makes nobody the first of a burst.
    assert.match(planOf(left, { hourly: 1 })[1] ?? '', /10:00:18 goes: made within/);
    assert.match(
      planOf(historyOf('2026-11-19T10:00:00', '2026-11-19T10:00:10'), { hourly: 1 })[0] ?? '',
      /stays/,
    );
  });

  test('never takes what is pinned, named, needed, or the newest intact backup', () => {
    const history = historyOf(
      ['2026-11-19T10:00', { pinned: true }],
      ['2026-11-19T10:10', { name: 'monday' }],
      '2026-11-19T10:20',
      '2026-11-19T10:30',
      ['2026-11-19T10:40', { size: 2_000 }],
    );
    const [, , needed = '', whole = ''] = history.map(({ id }) => id);
    const safe = {
      newestVerified: whole,
      needed: new Map([[needed, 'needed to finish an interrupted change']]),
    };
    assert.deepEqual(planOf(history, { last: 1, maxBytes: 1_500 }, safe), [
      '2026-11-19T10:40:00 goes: the backups would take up more than 1.5 kB',
      '2026-11-19T10:30:00 stays: the newest intact backup',
      '2026-11-19T10:20:00 stays: needed to finish an interrupted change',
      '2026-11-19T10:10:00 stays: named',
      '2026-11-19T10:00:00 stays: pinned',
    ]);
  });

  test('takes the oldest until the rest fits', () => {
    const size = 80_000_000;
    const history = historyOf(
      ['2026-11-19T10:00', { size, pinned: true }],
      ['2026-11-19T10:10', { size }],
      ['2026-11-19T10:20', { size }],
    );
    assert.deepEqual(planOf(history, { last: 10, maxBytes: 2 * size }), [
      '2026-11-19T10:20:00 stays: one of the newest 10',
      '2026-11-19T10:10:00 goes: the backups would take up more than 160 MB',
      '2026-11-19T10:00:00 stays: pinned',
    ]);
  });

  test('refuses a policy that keeps nothing', () => {
    assert.throws(() => planRetention([], none, nothingSafe), { code: 'invalid' });
  });
});
