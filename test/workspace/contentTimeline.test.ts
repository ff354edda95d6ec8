// Readings of a folder one after the other, each with its time, and what of them is kept.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { contentOf, type Backup } from '../../src/engine/index.ts';
import {
  lostContents,
  stableContents,
  observe,
  untilStable,
  type Seen,
  type Observations,
} from '../../src/workspace/externalEdits/contentTimeline.ts';

const windowMs = 10;

interface Step {
  readonly at: number;
  /** `null`: there is no file. */
  readonly text: string | null;
  /** What the newest commit made of it. */
  readonly committed?: string;
  /** What backups hold, the newest last. */
  readonly held?: readonly string[];
  readonly damaged?: true;
}

/** What is kept at each step, and how long after the last of them another look is wanted. */
function kept(...steps: readonly Step[]) {
  let before: Observations | undefined;
  let rest: number | undefined;
  const contents = steps.map((step) => {
    const seen = seenAt(step);
    const moment = { now: step.at, windowMs };
    const after = observe(before, seen, step.at);
    const found = [
      ...(before ? lostContents({ before, after }, seen, moment) : []),
      ...stableContents(after, seen, moment),
    ];
    before = after;
    rest = untilStable(after, seen, moment);
    return found.map(({ bytes }) => Buffer.from(bytes).toString());
  });
  return { contents, rest };
}

suite('a content that somebody wrote from outside', () => {
  test('is kept when it has stood for the window, and a look just after that time is asked for', () => {
    const steps = [
      { at: 0, text: 'a', held: ['a'] },
      { at: 20, text: 'b', held: ['a'] },
    ] as const;
    assert.deepEqual(kept(...steps), { contents: [[], []], rest: 11 });
    assert.deepEqual(kept(...steps, { at: 29, text: 'b', held: ['a'] }).contents.at(-1), []);
    assert.deepEqual(kept(...steps, { at: 30, text: 'b', held: ['a'] }), {
      contents: [[], [], ['b']],
      rest: undefined,
    });
  });

  test('is looked at in whole milliseconds and never early, as timers drop fractions', () => {
    const { rest } = kept(
      { at: 0, text: 'a', held: ['a'] },
      { at: 20.4, text: 'b', held: ['a'] },
      { at: 23.5, text: 'b' },
    );
    assert.equal(rest, 8);
  });

  test('is not kept when it is overwritten before, and the time begins anew', () => {
    const { contents, rest } = kept(
      { at: 0, text: 'a', held: ['a'] },
      { at: 20, text: 'b', held: ['a'] },
      { at: 25, text: 'c', held: ['a'] },
    );
    assert.deepEqual([contents, rest], [[[], [], []], 11]);
  });

  test('is not kept twice: a backup of it, another window’s perhaps, is enough', () => {
    const { contents, rest } = kept(
      { at: 0, text: 'a', held: ['a'] },
      { at: 20, text: 'b', held: ['a', 'b'] },
      { at: 30, text: 'b', held: ['a', 'b'] },
    );
    assert.deepEqual([contents, rest], [[[], [], []], undefined]);
  });

  test('is kept again when an older content came back: that backup is not the newest', () => {
    const { contents } = kept(
      { at: 0, text: 'b', held: ['a', 'b'] },
      { at: 20, text: 'a', held: ['a', 'b'] },
      { at: 30, text: 'a', held: ['a', 'b'] },
    );
    assert.deepEqual(contents, [[], [], ['a']]);
  });

  test('is not kept when it is damage, also when that shows later', () => {
    for (const damaged of [{ damaged: true }, {}] as const) {
      const { contents, rest } = kept(
        { at: 0, text: 'ab', held: ['ab'] },
        { at: 20, text: 'a', held: ['ab'], ...damaged },
        { at: 30, text: 'a', held: ['ab'], damaged: true },
        { at: 50, text: 'c', held: ['ab'] },
      );
      assert.deepEqual([contents, rest], [[[], [], [], []], 11]);
    }
  });

  test('that takes the file away is nothing to keep', () => {
    const { contents, rest } = kept(
      { at: 0, text: 'a', held: ['a'] },
      { at: 20, text: null, held: ['a'] },
      { at: 40, text: null, held: ['a'] },
    );
    assert.deepEqual([contents, rest], [[[], [], []], undefined]);
  });
});

suite('a content that is overwritten', () => {
  test('is kept when it had stood and no backup has it', () => {
    const from = (at: number, held: readonly string[]) =>
      kept({ at: 0, text: '' }, { at: 20, text: 'a', held: [''] }, { at, text: 'b', held }).contents[2];
    assert.deepEqual(from(30, []), ['a']);
    assert.deepEqual(from(30, ['a']), []);
    assert.deepEqual(from(30, ['a', 'b']), []);
    assert.deepEqual(from(30, ['a', 'c']), ['a']);
    assert.deepEqual(from(29, []), []);
  });

  test('is kept when it was there at the first look: it had stood before', () => {
    assert.deepEqual(kept({ at: 0, text: 'a' }, { at: 1, text: 'b' }).contents[1], ['a']);
  });

  test('is kept with all others of its time', () => {
    const file = (path: string, text: string) => contentOf(path, Buffer.from(text));
    const targets = (...files: readonly ReturnType<typeof file>[]) =>
      files.map((one) => ({ name: one.path, path: one.path, format: 'json' as const, file: one }));
    const seen = seenAt({ at: 0, text: null });
    const [first, second] = [
      {
        ...seen,
        targets: targets(file('a', '1'), file('b', '1')),
        backups: [backupOf('b', file('b', '1').sha256)],
      },
      { ...seen, targets: targets(file('a', '2'), file('b', '2')) },
    ];
    const before = observe(undefined, first, 0);
    const after = observe(before, second, 20);
    const contents = lostContents({ before, after }, first, { now: 20, windowMs });
    assert.deepEqual(contents, [file('a', '1'), file('b', '1')]);
  });

  test('by what may be damage is kept, however short it stood', () => {
    const over = (step: Omit<Step, 'at'>) =>
      kept({ at: 0, text: '', held: [''] }, { at: 20, text: 'abc', held: [''] }, { at: 21, ...step })
        .contents[2];
    assert.deepEqual(over({ text: '', damaged: true }), ['abc']);
    assert.deepEqual(over({ text: null, damaged: true }), ['abc']);
    assert.deepEqual(over({ text: 'ab' }), ['abc']);
    assert.deepEqual(over({ text: 'ac' }), []);
  });

  test('is kept also when a commit of ours came after the edit that overwrote it', () => {
    const { contents } = kept({ at: 0, text: 'a' }, { at: 20, text: 'c', committed: 'c', held: ['b'] });
    assert.deepEqual(contents, [[], ['a']]);
  });

  test('is not kept when it was damage itself', () => {
    const { contents } = kept({ at: 0, text: '', damaged: true }, { at: 20, text: 'b' });
    assert.deepEqual(contents, [[], []]);
  });
});

suite('nothing is kept', () => {
  test('of what a commit wrote, however long it stands', () => {
    const { contents, rest } = kept(
      { at: 0, text: 'a', held: ['a'] },
      { at: 20, text: 'b', committed: 'b', held: ['a'] },
      { at: 90, text: 'b', committed: 'b', held: ['a'] },
    );
    assert.deepEqual([contents, rest], [[[], [], []], undefined]);
  });

  test('of what was there at the first look, as long as it stays', () => {
    assert.deepEqual(kept({ at: 0, text: 'a' }, { at: 90, text: 'a' }), {
      contents: [[], []],
      rest: undefined,
    });
  });
});

function seenAt({ text, committed, held = [], damaged }: Step): Seen {
  const path = 'c.json';
  const contentFor = (content: string) => contentOf(path, Buffer.from(content));
  const last = committed ?? held.at(-1);
  const damage = { target: 'c', path, kind: 'empty', sentence: '', lastKnown: '' } as const;
  return {
    targets: [{ name: 'c', path, format: 'json', file: text === null ? null : contentFor(text) }],
    backups: held.map((content) => backupOf(path, contentFor(content).sha256)).toReversed(),
    lastKnown: new Map(last === undefined ? [] : [[path, contentFor(last).sha256]]),
    damage: damaged ? [damage] : [],
  };
}

function backupOf(path: string, sha256: string): Backup {
  return {
    id: '',
    createdAt: '',
    reason: 'manual',
    author: '',
    pinned: false,
    activeProfile: null,
    applied: {},
    files: [{ path, sha256, size: 1 }],
    absent: [],
    size: 1,
  };
}
