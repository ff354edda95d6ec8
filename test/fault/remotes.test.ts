// Machines that share one bare repository, at once and killed in between: every backup arrives everywhere, once, as it was.
import assert from 'node:assert/strict';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { EngineError, type Backup } from '../../src/engine/index.ts';
import { ownRef } from '../../src/git/backupRefs.ts';
import { machineOf } from '../../src/git/clone.ts';
import { recordBackups, tipOf } from '../../src/git/recordBackups.ts';
import {
  copied,
  hub,
  joined,
  machinesKnown,
  pull,
  push,
  type Hub,
  type Machine,
} from '../support/git/machines.ts';
import { killingGit } from '../support/git/killingGit.ts';
import { ahead } from '../support/git/shiftedClock.ts';
import { size } from '../support/sizes.ts';

const day = 24 * 3_600_000;
const syncEvery = 5;

interface Tally {
  readonly made: Map<string, Backup>;
  syncs: number;
  failed: number;
}

function newTally(): Tally {
  return { made: new Map(), syncs: 0, failed: 0 };
}

/** Backs up, records each as the terminal does, and syncs now and then; what fails is left to the next time. */
async function work(
  machine: Machine,
  shared: Hub,
  { tally, count }: { readonly tally: Tally; readonly count: number },
): Promise<void> {
  const name = await machineOf(machine.clone);
  for (let n = 1; n <= count; n += 1) {
    const backup = await machine.backUp({ machine: name, n });
    tally.made.set(backup.id, backup);
    await tried(tally, () => recordBackups(machine.engine, machine.clone));
    if (n % syncEvery === 0) {
      tally.syncs += 1;
      await tried(tally, () => push(machine, shared));
      await tried(tally, () => pull(machine, shared));
    }
  }
}

async function tried(tally: Tally, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'io') throw error;
    tally.failed += 1;
  }
}

/** Minutes later: what a killed Git has locked is old by then. */
async function wait({ clone }: Machine): Promise<number> {
  const root = join(clone.common, 'refs', 'safekeep');
  const locks = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.lock'));
  for (const lock of locks) await utimes(join(root, lock), new Date(0), new Date(0));
  return locks.length;
}

/** Syncs all of them to the end, and compares what each knows with what was made. */
async function check(machines: readonly Machine[], shared: Hub, tally: Tally): Promise<string> {
  let locks = 0;
  for (const machine of machines) locks += await wait(machine);
  for (const machine of machines) await push(machine, shared);
  let [lost, doubled, changed, overwritten] = [0, 0, 0, 0];
  for (const machine of machines) {
    await pull(machine, shared);
    const known = (await machinesKnown(machine)).flatMap(({ backups }) =>
      backups.map(({ backup }) => backup),
    );
    const ids = new Set(known.map(({ id }) => id));
    lost += [...tally.made.keys()].filter((id) => !ids.has(id)).length;
    doubled += known.length - ids.size;
    changed += known.filter(
      ({ id, files }) => JSON.stringify(files) !== JSON.stringify(tally.made.get(id)?.files),
    ).length;
    const own = ownRef(machine.clone, await machineOf(machine.clone));
    if (shared.git('rev-parse', own).trim() !== (await tipOf(machine.clone, own))) overwritten += 1;
  }
  assert.equal(shared.git('fsck', '--strict', '--no-dangling'), '');
  assert.deepEqual(
    { lost, doubled, changed, overwritten },
    { lost: 0, doubled: 0, changed: 0, overwritten: 0 },
  );
  const refs = shared.git('for-each-ref', 'refs/safekeep').trim().split('\n').length;
  return (
    `${tally.made.size} backups of ${machines.length} clones, ${tally.syncs} syncs, ${tally.failed} failures, ` +
    `${locks} locks left: 0 lost, 0 doubled, 0 changed, 0 overwritten; ${refs} refs, fsck clean`
  );
}

async function allAtOnce(context: TestContext, count: number, each: number): Promise<void> {
  const [shared, tally] = [await hub(), newTally()];
  const machines: Machine[] = [];
  for (let index = 0; index < count; index += 1) machines.push(await joined(shared));
  const clocks = [0, day, -day];
  await Promise.all(
    machines.map((machine, index) =>
      ahead(clocks[index % clocks.length] ?? 0, () => work(machine, shared, { tally, count: each })),
    ),
  );
  context.diagnostic(await check(machines, shared, tally));
}

const [few, fewEach] = [3, size(10, 500)];
test(`${few} clones that back up ${fewEach} times at once, with clocks a day apart, lose nothing`, (context) =>
  allAtOnce(context, few, fewEach));

const [many, manyEach] = [size(3, 10), size(20, 200)];
test(`${many} clones with ${manyEach} backups each lose nothing, a quarter of pushes and fetches killed`, async (context) => {
  if (process.platform === 'win32') {
    context.skip('There are no such signals.');
    return;
  }
  const killing = await killingGit();
  context.after(() => killing.stop());
  const [shared, tally] = [await hub(), newTally()];
  const machines: Machine[] = [];
  for (let index = 0; index < many; index += 1) machines.push(await joined(shared));
  const at = (index: number) => [0, day, -day][index % 3] ?? 0;
  const half = { tally, count: manyEach / 2 };
  await Promise.all(machines.map((machine, index) => ahead(at(index), () => work(machine, shared, half))));
  // Copies of clones, and of copies, which go on at once with the first ones.
  const copies = [await copied(machines[0] ?? (await joined(shared)), shared)];
  copies.push(await copied(copies[0] ?? (await joined(shared)), shared));
  const all = [...machines, ...copies];
  await Promise.all(all.map((machine, index) => ahead(at(index), () => work(machine, shared, half))));
  killing.stop();
  const told = Object.entries(await killing.kills()).map(([what, times]) => `${times} × ${what}`);
  context.diagnostic(`${await check(all, shared, tally)}; killed: ${told.join(', ')}`);
  assert.ok(told.length > 0, 'Something must be killed, or nothing was shown.');
});
