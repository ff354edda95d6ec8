// Processes that work on one folder at the same time: nothing is lost, and nobody sees half of a commit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { sharedFolder, startCommitting, type Committing } from '../support/faults/committingProcesses.ts';
import { size } from '../support/sizes.ts';

const writers = 4;
const commitsEach = size(60, 250);
const switchesEach = size(30, 100);

test(`${writers} processes that commit ${commitsEach} times each lose no update`, async (context) => {
  const folder = await sharedFolder();
  const started = performance.now();
  const processes = Array.from({ length: writers }, () => startCommitting('count', folder, commitsEach));
  assert.deepEqual(await allEnded(processes), Array(writers).fill(0));
  const seconds = (performance.now() - started) / 1000;
  const conflicts = processes.flatMap(({ lines }) => lines.filter(([what]) => what === 'conflict')).length;
  const total = writers * commitsEach;
  context.diagnostic(
    `${total} commits of ${writers} processes in ${seconds.toFixed(1)} s (${(total / seconds).toFixed(0)} a second), ` +
      `${conflicts} conflicts planned anew, 0 updates lost`,
  );
  assert.equal(await folder.text('counter.json'), `{ "n": ${total} }\n`);
  const { history, problems } = await (await folder.open()).snapshot();
  assert.deepEqual(problems, []);
  const acknowledged = processes.flatMap(({ lines }) =>
    lines.flatMap(([what, id]) => (what === 'done' ? [id] : [])),
  );
  assert.deepEqual(history.map(({ id }) => id).toSorted(), acknowledged.toSorted());
  const steps = history.toReversed().flatMap(({ files }) => files);
  for (const [index, step] of steps.slice(1).entries()) assert.equal(step.before, steps[index]?.after);
});

test('readers never see targets of two profiles while others switch them', async (context) => {
  const folder = await sharedFolder();
  const first = await folder.open();
  await first.commit(await first.plan({ kind: 'switch', profile: 'a' }));
  const readers = [startCommitting('look', folder), startCommitting('look', folder)];
  context.after(() => {
    for (const reader of readers) reader.kill();
  });
  await Promise.all(readers.map(({ ready }) => ready));
  const switchers = [1, 2].map(() => startCommitting('switch', folder, switchesEach));
  assert.deepEqual(await allEnded(switchers), [0, 0]);
  for (const reader of readers) reader.end();
  assert.deepEqual(await allEnded(readers), [0, 0]);
  const seen = new Map<string, number>();
  for (const [, what = '', times] of readers.flatMap(({ lines }) => lines.filter(([word]) => word === 'saw')))
    seen.set(what, (seen.get(what) ?? 0) + Number(times));
  const looks = [...seen.values()].reduce((sum, times) => sum + times, 0);
  context.diagnostic(`${looks} snapshots during ${2 * switchesEach} switches of 5 targets: ${told(seen)}`);
  assert.deepEqual([...seen.keys()].toSorted(), ['a', 'b']);
  assert.deepEqual(driftOf(await first.snapshot()), []);
});

async function allEnded(processes: readonly Committing[]): Promise<readonly (number | string)[]> {
  return Promise.all(processes.map(({ ended }) => ended));
}

function told(seen: ReadonlyMap<string, number>): string {
  return [...seen].map(([what, times]) => `${what} ${times} times`).join(', ');
}
