import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Retention } from '../../../src/engine/model/model.ts';
import {
  planRetention,
  type Retained,
  type ProtectedBackups,
} from '../../../src/engine/storage/backups/retention.ts';
import { historyOf } from '../../support/disk/backupHistory.ts';
import { retentionPolicies } from '../../support/disk/retentionPolicies.ts';
import { randomRuns } from '../../support/sizes.ts';

// Gaps from milliseconds to months, so that a history has bursts, full hours and empty weeks.
const gap = fc.oneof(
  fc.integer({ min: 0, max: 20_000 }),
  fc.integer({ min: 0, max: 3 * 3_600_000 }),
  fc.integer({ min: 0, max: 40 * 24 * 3_600_000 }),
);
const entry = fc.record({
  gap,
  pinned: fc.boolean(),
  named: fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0),
  size: fc.integer({ min: 0, max: 1_000 }),
});
const history = fc.array(entry, { maxLength: 60, size: 'max' }).map((entries) => {
  let time = Date.UTC(2024, 0, 1);
  return historyOf(
    ...entries.map(({ gap: ms, pinned, named, size }, index): readonly [string, Partial<Retained>] => {
      time += ms;
      const special = { pinned: pinned && index % 7 === 0, size, ...(named ? { name: 'n' } : {}) };
      return [new Date(time).toISOString().slice(0, -1), special];
    }),
  );
});
const policy = retentionPolicies(6, {
  within: fc.constantFrom(0, 60, 3_600, 86_400),
  mergeWindow: fc.constantFrom(0, 1, 10, 60),
  maxBytes: fc.oneof(fc.constant(1e12), fc.integer({ min: 1, max: 15_000 })),
});
/** A history, a policy, and two backups of the history that are verified and needed. */
const scene = fc
  .tuple(history, policy, fc.nat(), fc.nat())
  .map(([backups, rules, first, second]): readonly [Retained[], Retention, ProtectedBackups] => {
    const idAt = (index: number) => backups[index % Math.max(backups.length, 1)]?.id;
    const needed = idAt(second);
    const safe = {
      newestVerified: idAt(first) ?? null,
      needed: new Map(second % 2 === 0 && needed !== undefined ? [[needed, 'needed']] : []),
    };
    return [backups, rules, safe];
  });

function keptOf(backups: readonly Retained[], rules: Retention, safe: ProtectedBackups): readonly Retained[] {
  const kept = new Set(planRetention(backups, rules, safe).flatMap(({ id, keeps }) => (keeps ? [id] : [])));
  return backups.filter(({ id }) => kept.has(id));
}

const ids = (backups: readonly Retained[]) => backups.map(({ id }) => id);
const isFirst = ({ previous }: Retained, { hourly, daily, weekly, monthly }: Retention) =>
  previous === undefined && hourly + daily + weekly + monthly > 0;
const isSafe = (backup: Retained, { newestVerified, needed }: ProtectedBackups, rules: Retention) =>
  backup.pinned ||
  backup.name !== undefined ||
  backup.id === newestVerified ||
  needed.has(backup.id) ||
  isFirst(backup, rules);
const bytes = (backups: readonly Retained[]) => backups.reduce((sum, { size }) => sum + size, 0);
const unlimited = (rules: Retention): Retention => ({ ...rules, maxBytes: 1e12 });

/** The rules again, written down one backup at a time: how many periods that have one lie before its own. */
function naiveKeeps(backups: readonly Retained[], rules: Retention, backup: Retained): boolean {
  const timeOf = (id: string) => backups.findIndex((other) => other.id === id);
  if (backups.length - timeOf(backup.id) <= rules.last) return true;
  const end = Date.parse(backups.at(-1)?.createdAt ?? '');
  if (end - Date.parse(backup.createdAt) < rules.within * 1_000) return true;
  const stood = (other: Retained) => {
    const before = backups[timeOf(other.id) - 1];
    return before ? Date.parse(other.createdAt) - Date.parse(before.createdAt) : Infinity;
  };
  const counts = (other: Retained) => stood(other) >= rules.mergeWindow * 1_000;
  if (!counts(backup)) return false;
  const hours = (at: string) => Math.floor(Date.parse(at) / 3_600_000);
  const days = (at: string) => Math.floor(hours(at) / 24);
  // 1 January 1970 was a Thursday, three days after a Monday.
  const weeks = (at: string) => Math.floor((days(at) + 3) / 7);
  const months = (at: string) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
  return (
    [
      [rules.hourly, hours],
      [rules.daily, days],
      [rules.weekly, weeks],
      [rules.monthly, months],
    ] as const
  ).some(([most, periodOf]) => {
    const newer = backups.slice(timeOf(backup.id) + 1).filter(counts);
    const own = periodOf(backup.createdAt);
    const between = new Set(newer.map(({ createdAt }) => periodOf(createdAt)));
    between.delete(own);
    if (between.size >= most) return false;
    const others = backups.filter((other) => counts(other) && periodOf(other.createdAt) === own);
    const rest = others.filter(
      (other) => other !== backup && !other.pinned && other.name === undefined && !isFirst(other, rules),
    );
    return (
      others.at(-1) === backup ||
      rest.every((other) =>
        timeOf(other.id) < timeOf(backup.id) ? stood(other) < stood(backup) : stood(other) <= stood(backup),
      )
    );
  });
}

suite('on any history the retention', () => {
  test('decides about each backup once, with a reason', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const decisions = planRetention(backups, rules, safe);
        assert.deepEqual(
          decisions.map(({ id }) => id),
          ids(backups).toReversed(),
        );
        assert.ok(decisions.every(({ why }) => why !== ''));
      }),
    );
  });

  test('does not depend on the order it is given the backups in', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        assert.deepEqual(
          planRetention(backups.toReversed(), rules, safe),
          planRetention(backups, rules, safe),
        );
      }),
    );
  });

  test('keeps what is safe', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const kept = new Set(ids(keptOf(backups, rules, safe)));
        for (const backup of backups) if (isSafe(backup, safe, rules)) assert.ok(kept.has(backup.id));
      }),
    );
  });

  test('keeps what the rules, told in another way, keep, and takes the rest', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const wide = unlimited(rules);
        assert.deepEqual(
          ids(keptOf(backups, wide, safe)),
          ids(backups.filter((backup) => isSafe(backup, safe, rules) || naiveKeeps(backups, wide, backup))),
        );
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test('keeps no more bytes than it may, or only what is safe, and for that takes only the oldest', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const [all, kept] = [keptOf(backups, unlimited(rules), safe), keptOf(backups, rules, safe)];
        const loose = (some: readonly Retained[]) =>
          ids(some.filter((backup) => !isSafe(backup, safe, rules)));
        assert.ok(bytes(kept) <= rules.maxBytes || loose(kept).length === 0);
        const taken = loose(all).length - loose(kept).length;
        assert.deepEqual(loose(kept), loose(all).slice(taken));
        const last = all.find(({ id }) => id === loose(all)[taken - 1]); // One fewer would not have been enough.
        if (last) assert.ok(bytes(kept) + last.size > rules.maxBytes);
      }),
    );
  });

  test('takes nothing more the second time', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const kept = keptOf(backups, rules, safe);
        assert.deepEqual(ids(keptOf(kept, rules, safe)), ids(kept));
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test('leaves, when it runs after every backup, what it would leave at the end', () => {
    fc.assert(
      fc.property(scene, ([backups, rules, safe]) => {
        const wide = unlimited(rules);
        let left: readonly Retained[] = [];
        for (const backup of backups) left = keptOf([...left, backup], wide, safe);
        assert.deepEqual(ids(left), ids(keptOf(backups, wide, safe)));
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test('keeps all that it kept when a count, or the room, grows', () => {
    const rule = fc.constantFrom('last', 'hourly', 'daily', 'weekly', 'monthly', 'within', 'maxBytes');
    fc.assert(
      fc.property(scene, rule, fc.integer({ min: 1, max: 5_000 }), ([backups, rules, safe], which, more) => {
        // Both at once would not do so: what a count adds may need the room of what was there.
        const base = which === 'maxBytes' ? rules : unlimited(rules);
        const larger = { ...base, [which]: base[which] + more };
        const kept = new Set(ids(keptOf(backups, larger, safe)));
        for (const id of ids(keptOf(backups, base, safe))) assert.ok(kept.has(id), id);
      }),
      { numRuns: randomRuns(500) },
    );
  });
});
