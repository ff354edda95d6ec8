// Processes that are killed while they commit, at moments nobody chose, and what the next one finds.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { driftOf } from '../../src/engine/index.ts';
import { sharedFolder, startCommitting, switched, textOf } from '../support/faults/committingProcesses.ts';
import type { TestFolder } from '../support/disk/configFolder.ts';
import { size } from '../support/sizes.ts';

const kills = size(60, 300);
/** A folder's history makes each look at it longer, so a new one comes in now and then. */
const killsOfOneFolder = 15;
const tally = {
  before: 0,
  inside: 0,
  between: 0,
  acknowledged: 0,
  completed: 0,
  'rolled-back': 0,
  'set-aside': 0,
};

test(`${kills} processes killed while they switch five targets leave each time one whole profile`, async (context) => {
  const folders = kills / killsOfOneFolder;
  const longestMs = await timeOfTwoCommits();
  const lane = async () => {
    for (let round = 0; round < folders / 2; round += 1)
      await killAgainAndAgain(await sharedFolder(), longestMs);
  };
  await Promise.all([lane(), lane()]);
  const { before, inside, between, acknowledged, completed } = tally;
  context.diagnostic(
    `${kills} kills: ${before} before the first commit, ${inside} inside a commit, ${between} between two; ` +
      `recoveries: ${completed} completed, ${tally['rolled-back']} rolled back, ${tally['set-aside']} set aside; ` +
      `${acknowledged} acknowledged commits, all there`,
  );
  assert.equal(before + inside + between, kills);
  assert.equal(tally['set-aside'], 0);
  assert.ok(inside > kills / 4, 'The kills must hit commits, or nothing was shown.');
});

interface Known {
  /** Every commit that is in the history for sure. */
  readonly commits: string[];
  profile: string | null;
}

/** How long a process lives at most, so that the first commit, a later one and the time between them are hit. */
async function timeOfTwoCommits(): Promise<number> {
  const child = startCommitting('switch', await sharedFolder(), 2);
  await child.ready;
  const started = performance.now();
  await child.ended;
  return performance.now() - started;
}

async function killAgainAndAgain(folder: TestFolder, longestMs: number): Promise<void> {
  const known: Known = { commits: [], profile: null };
  for (let kill = 0; kill < killsOfOneFolder; kill += 1) {
    const child = startCommitting('switch', folder, Number.MAX_SAFE_INTEGER);
    // Half of them once it has begun, however long that takes on a busy machine.
    await (kill % 2 === 0 ? child.begun : child.ready);
    await pause((Math.random() * longestMs) / (kill % 2 === 0 ? 2 : 1));
    child.kill();
    assert.equal(await child.ended, 'SIGKILL');
    await check(folder, known, child.lines);
  }
}

async function check(folder: TestFolder, known: Known, lines: readonly (readonly string[])[]): Promise<void> {
  const told = `after ${lines.map((line) => line.join(' ')).join(', ')}`;
  const engine = await folder.open();
  for (const { outcome, kept } of await engine.recoverInterrupted()) {
    tally[outcome] += 1;
    assert.deepEqual(kept, [], told);
  }
  const { history, problems, state } = await engine.snapshot();
  const [last = ''] = lines.at(-1) ?? [];
  tally[last === 'begin' ? 'inside' : last === 'done' ? 'between' : 'before'] += 1;
  const done = lines.flatMap(([what, id = '']) => (what === 'done' ? [id] : []));
  known.commits.push(...done);
  tally.acknowledged += done.length;
  const begun = lines.flatMap(([what, profile = '']) => (what === 'begin' ? [profile] : []));
  const ids = history.map(({ id }) => id).toReversed();
  const isMore = last === 'begin' && ids.length === known.commits.length + 1;
  known.profile = begun[(isMore ? begun.length : done.length) - 1] ?? known.profile;
  if (isMore) known.commits.push(ids.at(-1) ?? '');
  assert.deepEqual(ids, known.commits, told);
  assert.equal(state.activeProfile, known.profile, told);
  for (const name of switched)
    assert.equal(await folder.text(`${name}.json`), textOf(name, known.profile ?? 'a'), `${name} ${told}`);
  assert.deepEqual(problems, [], told);
  await checkRest(folder, told);
}

async function checkRest(folder: TestFolder, told: string): Promise<void> {
  const engine = await folder.open();
  const snapshot = await engine.snapshot();
  assert.deepEqual(driftOf(snapshot), [], told);
  assert.deepEqual(snapshot.recovered, [], told);
  for (const { id, problems } of await engine.verifyBackups())
    assert.deepEqual(problems, [], `${id} ${told}`);
  assert.deepEqual(
    (await filesIn(folder.folder)).filter((path) => !isExpected(path)),
    [],
    told,
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

const ours = [
  /^(safekeep|counter|app|web|jobs|mail|cache)\.json$|^profiles\/[ab]\/\w+\.json$/,
  /^(backups|\.safekeep)\/\.(git)?ignore$|^profiles\/\.gitignore$|^\.safekeep\/(state\.json|audit\.jsonl|lock\/.+)$/,
  // Backups, those that the retention let go among them.
  /^(\.safekeep\/trash\/[^/.][^/]*\/)?backups\/\d{8}T\d{9}Z-[0-9a-f]{6}\/([a-z]+\.json|\.safekeep\/state\.json)$/,
];

/** Anything else is a stray: a staged file, half a backup, a record of the journal. */
function isExpected(path: string): boolean {
  return ours.some((pattern) => pattern.test(path));
}
