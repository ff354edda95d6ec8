// Crashes one operation everywhere, and each recovery from that everywhere again, and checks what every opener finds.
// States that are the same but for the lock are tried once; a disk that was checked is not checked again.
import assert from 'node:assert/strict';
import type { Engine } from '../../../src/engine/index.ts';
import {
  allDurable,
  copyOf,
  crashStates,
  follow,
  type CrashState,
  type Durability,
  type Reordering,
} from './crashStates.ts';
import { hashOf, type DiskImage } from '../disk/diskImage.ts';
import { faultyFileSystem } from './faultyFileSystem.ts';
import { killedDisk } from './killedDisk.ts';
import { recoveredCheck, type Outcome, type RecoveredCheck } from './recoveredCheck.ts';
import { startGeneration } from './repeatable.ts';
import type { Scenario } from './scenarios.ts';
import { size } from '../sizes.ts';
import { simulatedDisk, type LoggedCall, type SimulatedDisk } from '../disk/simulatedDisk.ts';
import {
  diskAfterCrash,
  filesOf,
  isOfLock,
  leaveLock,
  openOn,
  withoutLock,
} from '../disk/simulatedFolder.ts';
import type { Violation } from './violations.ts';

export interface CrashCounts {
  /** Mutating calls of the operation. */
  readonly calls: number;
  /** States built, before those that are the same count as one. */
  readonly built: number;
  /** Different disks that a crash of the operation leaves. */
  readonly crashes: number;
  /** Further different disks, left by a crash of a recovery from one of those. */
  readonly recoveryCrashes: number;
  /** Deaths of the process alone, each followed by a recovery, and by the same once more, with a power cut in it. */
  readonly kills: number;
  readonly violations: readonly Violation[];
}

/** The recovery of each so manieth crash is crashed, and of each so manieth kill. */
const defaultSteps = { crashes: size(4, 1), kills: size(6, 1) };
const stepsOfLarge = { crashes: size(240, 120), kills: size(24, 12) };

interface Found extends Pick<CrashState, 'image' | 'origin'> {
  /** What a recovery must come to, where that was promised. */
  required?: Outcome;
  /** What it came to. */
  outcome?: Outcome;
}

export async function runCrashMatrix(scenario: Scenario): Promise<CrashCounts> {
  const matrix = new Matrix();
  const steps = scenario.isLarge ? stepsOfLarge : defaultSteps;
  const calls = await matrix.crashOperation(scenario);
  const crashes = matrix.found.size;
  const recoverFrom = async (first: number, crash?: 'and crash that too') => {
    for (const [index, state] of [...matrix.found.values()].slice(first).entries()) {
      const isCrashed = crash && index % steps.crashes === 0;
      await matrix.recover(state, isCrashed ? crash : undefined, scenario);
    }
  };
  await recoverFrom(0, 'and crash that too');
  await recoverFrom(crashes);
  const second = matrix.found.size;
  await matrix.killEverywhere(scenario, steps.kills);
  await recoverFrom(second);
  return {
    calls,
    built: matrix.built,
    crashes,
    recoveryCrashes: matrix.found.size - crashes,
    kills: matrix.kills,
    violations: [...matrix.violations, ...broken([...matrix.found.values()])],
  };
}

class Matrix {
  readonly found = new Map<string, Found>();
  readonly violations: Violation[] = [];
  built = 0;
  kills = 0;
  #recorded: Recorded = { durability: allDurable(simulatedDisk(new Map()).root), log: [] };
  #check: RecoveredCheck = () => Promise.reject(new Error('The operation was not run yet.'));

  async crashOperation(scenario: Scenario): Promise<number> {
    const done = await prepared(scenario);
    await scenario.operate(await openOn(done.disk.fileSystem));
    const { disk, durability, before } = await prepared(scenario);
    const start = disk.log.length;
    await operateOn(disk, scenario);
    this.#check = await recoveredCheck(before, withoutLock(done.disk.image()));
    for (const { effects } of counted(disk.log.slice(0, start))) follow(durability, effects);
    const log = disk.log.slice(start);
    const promised = scenario.fault ? 'old' : 'new';
    this.#recorded = { durability: copyOf(durability), log: counted(log) };
    for (const state of crashStates(durability, counted(log), reorderingOf(scenario)))
      this.#note(state, state.isLast ? promised : undefined);
    return log.length;
  }

  /** Kills the process alone, and has the power cut only while another one recovers, or after it did the same again. */
  async killEverywhere(scenario: Scenario, step: number): Promise<void> {
    const { durability, log } = this.#recorded;
    for (const [index, { call, path, effects, torn }] of log.entries()) {
      const isThorough = index % step === 0;
      const halfWay = copyOf(durability);
      follow(halfWay, torn);
      const middle = `killed in the middle of ${call} ${path}`;
      if (torn.length > 0) await this.#kill(halfWay, middle, isThorough ? scenario : null);
      follow(durability, effects);
      await this.#kill(durability, `killed after ${call} ${path}`, isThorough ? scenario : null);
    }
  }

  /** @param scenario what is done again, and whose recovery is crashed; `null` where the recovery is enough. */
  async #kill(killed: Durability, where: string, scenario: Scenario | null): Promise<void> {
    this.kills += 1;
    const after = await this.#runKilled(killed, (engine) => engine.recoverInterrupted());
    const { outcome, faults } = await this.#check(after.image);
    this.violations.push(...faults.map((fault) => ({ fault, origin: `${where}; then recovery` })));
    if (!scenario) return;
    for (const state of after.states()) {
      const origin = () => `${where}; then recovery ${state.origin()}`;
      this.#note({ ...state, origin }, state.isLast ? outcome : undefined);
    }
    if (outcome !== 'old' || scenario.fault) return;
    const again = await this.#runKilled(killed, scenario.operate);
    for (const state of again.states()) if (state.isLast) await this.#checkAgain(state, where);
  }

  async #checkAgain({ image, origin }: CrashState, where: string): Promise<void> {
    this.built += 1;
    startGeneration(3);
    const disk = diskAfterCrash(image);
    await (await openOn(disk.fileSystem)).recoverInterrupted();
    const { files, faultsAnyway } = await this.#check(withoutLock(disk.image()));
    const faults = files === 'new' ? faultsAnyway : [...faultsAnyway, 'what was done again is lost'];
    const from = `${where}; then the same again ${origin()}`;
    this.violations.push(...faults.map((fault) => ({ fault, origin: from })));
  }

  async #runKilled(killed: Durability, run: (engine: Engine) => Promise<unknown>): Promise<Run> {
    startGeneration(5);
    const { disk, durability } = killedDisk(killed);
    leaveLock(disk);
    await run(await openOn(disk.fileSystem));
    return {
      image: withoutLock(disk.image()),
      // A disk that reorders has been tried with the crashes; here it is the order of the two processes that counts.
      states: () => crashStates(durability, counted(disk.log), 'none'),
    };
  }

  async recover(state: Found, crashes: 'and crash that too' | undefined, scenario: Scenario): Promise<void> {
    startGeneration(crashes ? 2 : 3);
    const disk = diskAfterCrash(state.image);
    const durability = crashes && allDurable(disk.root);
    try {
      const engine = await openOn(disk.fileSystem);
      await engine.recoverInterrupted();
      const { outcome, faults } = await this.#check(withoutLock(disk.image()));
      state.outcome = outcome;
      this.violations.push(...faults.map((fault) => ({ fault, origin: state.origin() })));
    } catch (error) {
      this.violations.push({ fault: `recovery fails: ${String(error)}`, origin: state.origin() });
      return;
    }
    if (!durability) return;
    for (const next of crashStates(durability, counted(disk.log), reorderingOf(scenario))) {
      const origin = () => `${state.origin()}; then recovery ${next.origin()}`;
      this.#note({ ...next, origin }, state.required ?? (next.isLast ? state.outcome : undefined));
    }
  }

  #note({ image, origin }: CrashState, required: Outcome | undefined): void {
    this.built += 1;
    const key = hashOf(image);
    const known = this.found.get(key) ?? { image, origin };
    this.found.set(key, known);
    if (!required) return;
    if (known.required && known.required !== required)
      this.violations.push({ fault: `it must be ${required} and ${known.required}`, origin: origin() });
    known.required = required;
  }
}

function reorderingOf({ isLarge }: Scenario): Reordering {
  return isLarge ? 'none' : 'each alone too';
}

interface Recorded {
  /** When the log begins. */
  readonly durability: Durability;
  readonly log: readonly LoggedCall[];
}

interface Run {
  readonly image: DiskImage;
  readonly states: () => Iterable<CrashState>;
}

interface Prepared {
  readonly disk: SimulatedDisk;
  /** Of the disk before it was prepared. */
  readonly durability: Durability;
  readonly before: DiskImage;
}

async function prepared(scenario: Scenario): Promise<Prepared> {
  startGeneration(1);
  const disk = simulatedDisk(filesOf(scenario));
  const durability = allDurable(disk.root);
  await scenario.prepare?.(await openOn(disk.fileSystem));
  return { disk, durability, before: withoutLock(disk.image()) };
}

async function operateOn({ fileSystem }: SimulatedDisk, { fault, operate }: Scenario): Promise<void> {
  if (fault) await assert.rejects(operate(await openOn(faultyFileSystem(fault(), fileSystem))));
  else await operate(await openOn(fileSystem));
}

function broken(found: readonly Found[]): readonly Violation[] {
  return found.flatMap(({ required, outcome, origin }) =>
    required && outcome && outcome !== required
      ? [{ fault: `what was acknowledged as ${required} is ${outcome}`, origin: origin() }]
      : [],
  );
}

function counted(log: readonly LoggedCall[]): readonly LoggedCall[] {
  return log.filter(({ path }) => !isOfLock(path));
}
