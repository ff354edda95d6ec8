// The attack matrix: each record of ours × what can stand in its place × who looks or works, on the engine.
import { join } from 'node:path';
import { EngineError, openEngine, type Engine } from '../../../src/engine/index.ts';
import { perform } from '../../support/disk/configFolder.ts';
import { size } from '../../support/sizes.ts';
import { makeArena, type Arena, type ArenaState } from './arena.ts';
import { attacks } from './attacks.ts';
import type { CaseResult, Prepare } from './cases.ts';
import { differences, fingerprint } from './fingerprint.ts';
import { places } from './places.ts';

type Operation = readonly [name: string, run: (engine: Engine) => Promise<unknown>];

const looking: readonly Operation[] = [
  ['status and history', (engine) => engine.snapshot()],
  ['switch --dry-run', (engine) => engine.plan({ kind: 'switch', profile: 'b' })],
  ['undo --dry-run', (engine) => engine.plan({ kind: 'undo' })],
  ['backup list', (engine) => engine.findBackup('kept')],
  ['backup verify', (engine) => engine.verifyBackups()],
  ['backup prune --dry-run', (engine) => engine.planPrune()],
  ['diff', (engine) => engine.compare('current', 'backup:latest')],
  ['audit verify', (engine) => engine.verifyHistory()],
];

const working: readonly Operation[] = [
  ['switch', (engine) => perform(engine, { kind: 'switch', profile: 'b' })],
  ['recover', (engine) => engine.recoverInterrupted()],
  ['undo', (engine) => perform(engine, { kind: 'undo' })],
  ['backup create', (engine) => engine.createBackup({ name: 'new' })],
  ['backup restore', (engine) => perform(engine, { kind: 'restore', backup: 'kept' })],
  ['backup delete', async (engine) => engine.deleteBackup((await engine.findBackup('latest')).id)],
  ['backup prune', (engine) => engine.prune()],
];
/** Of an interrupted change the same roads lead through recovery first. */
const afterInterruption = working.filter(([name]) => ['switch', 'recover', 'undo'].includes(name));

const attacked = places.flatMap((place) =>
  attacks.filter(({ fits }) => fits(place)).map((attack) => ({ place, attack })),
);
/** Both states of each, or one of them in turn. */
const statesOfEach = size(1, 2);
/** Each case is looked at and worked on in all ways, or in some, its neighbors in the others. */
const [lookingStep, workingStep] = [size(4, 1), size(5, 1)];
export const matrixSize = attacked.length * statesOfEach;

function caseAt(index: number) {
  const state: ArenaState = index % 2 === 0 ? 'at rest' : 'interrupted';
  const found = attacked[Math.floor(index / statesOfEach)];
  if (!found) throw new Error(`There is no case ${index}.`);
  return { state, ...found };
}

export function nameOfCase(index: number): string {
  const { state, place, attack } = caseAt(index);
  return `${attack.name} in place of ${place.name}, ${state}`;
}

export const prepare: Prepare = async () => {
  const arena = await makeArena(`matrix-${process.pid}-${performance.now().toFixed(0)}`);
  return (index) => runCase(arena, index);
};

async function runCase(arena: Arena, index: number): Promise<CaseResult> {
  const { state } = caseAt(index);
  const faults: string[] = [];
  const counts: Record<string, number> = { states: 1 };
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  const attempt = async ([name, run]: Operation) => {
    count('calls');
    count(
      await outcomeOf(arena, run).catch((error: unknown) => {
        faults.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return 'internal';
      }),
    );
  };
  await attack(arena, index);
  const before = fingerprint(arena.repo);
  for (const operation of inTurn(looking, index, lookingStep)) await attempt(operation);
  faults.push(
    ...differences(before, fingerprint(arena.repo)).map((what) => `looking: ${what}`),
    ...arena.faults(),
  );
  for (const operation of inTurn(state === 'at rest' ? working : afterInterruption, index, workingStep)) {
    await attack(arena, index);
    await attempt(operation);
    faults.push(...arena.faults().map((what) => `${operation[0]}: ${what}`));
  }
  return { faults: faults.slice(0, 3).map((fault) => `${nameOfCase(index)}: ${fault}`), counts };
}

/** Each so manieth, beginning with another one for each pair of cases. */
function inTurn(operations: readonly Operation[], index: number, step: number): readonly Operation[] {
  return operations.filter((_, number) => number % step === Math.floor(index / 2) % step);
}

export async function attack(arena: Arena, index: number): Promise<void> {
  const { state, place, attack: chosen } = caseAt(index);
  arena.reset(state);
  await chosen.make(join(arena.config, place.path(arena.config)), arena.outside, place);
}

/** A refusal is an answer; anything else that is thrown is a mistake of ours. */
async function outcomeOf({ config, repo }: Arena, run: Operation[1]): Promise<string> {
  try {
    await run(await openEngine(config, { workspace: repo, author: 'tester', lockTimeoutMs: 60 }));
    return 'done';
  } catch (error) {
    if (error instanceof EngineError) return `refused: ${error.code}`;
    throw error;
  }
}
