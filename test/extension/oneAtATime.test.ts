import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { oneAtATime } from '../../src/workspace/base/oneAtATime.ts';

suite('One run at a time', () => {
  test('calls during a run share one more, which starts after them', async () => {
    const { runs, look } = manual();
    const calls = [look(), look(), look()];
    assert.equal(runs.length, 1);
    runs[0]?.resolve();
    await calls[0];
    assert.equal(runs.length, 2);
    runs[1]?.resolve();
    await Promise.all(calls);
    assert.equal(runs.length, 2);
  });

  test('a run that fails is told to who asked for it, and the next one is made all the same', async () => {
    const { runs, look } = manual();
    const [first, second] = [look(), look()];
    runs[0]?.reject(new Error('unreadable'));
    await assert.rejects(first, /unreadable/);
    runs[1]?.resolve();
    await second;
    const third = look();
    runs[2]?.resolve();
    await third;
    assert.equal(runs.length, 3);
  });

  test('a call in the very moment a run ends never makes two', async () => {
    const { runs, look } = manual();
    const first = look();
    void look();
    runs[0]?.resolve();
    for (let moment = 0; moment < 10; moment += 1) {
      void look();
      await Promise.resolve();
    }
    await first;
    assert.equal(runs.length, 2);
  });

  test('a call after a run starts another at once', async () => {
    const { runs, look } = manual();
    const first = look();
    runs[0]?.resolve();
    await first;
    void look();
    assert.equal(runs.length, 2);
  });
});

interface Run {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** Runs that end when the test says so. */
function manual(): { readonly runs: readonly Run[]; readonly look: () => Promise<void> } {
  const runs: Run[] = [];
  const look = oneAtATime(
    () =>
      new Promise((resolve, reject) => {
        runs.push({ resolve, reject });
      }),
  );
  return { runs, look };
}
