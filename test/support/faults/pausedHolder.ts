// Stops the holder of the lock at each call of its change, while a rival takes the folder over, recovers and commits.
import assert from 'node:assert/strict';
import { EngineError, type Engine, type Operation } from '../../../src/engine/index.ts';
import { doubleFiles, perform, type Files } from '../disk/configFolder.ts';
import { faultyFileSystem, systemError } from './faultyFileSystem.ts';
import { pausingFileSystem } from './pausingFileSystem.ts';
import { isStray } from './recoveredCheck.ts';
import { filesOf, openOn, simulatedConfig } from '../disk/simulatedFolder.ts';
import { simulatedDisk, type SimulatedDisk } from '../disk/simulatedDisk.ts';

const files: Files = {
  ...doubleFiles,
  'profiles/c/app.json': '{ "name": "app", "mode": "c" }\n',
  'profiles/c/web.json': '{ "name": "web", "mode": "c" }\n',
};

const switchTo =
  (profile: string) =>
  (engine: Engine): Promise<unknown> =>
    perform(engine, { kind: 'switch', profile });
const operation =
  (wanted: Operation) =>
  (engine: Engine): Promise<unknown> =>
    perform(engine, wanted);

interface Scenario {
  readonly name: string;
  readonly holder: (engine: Engine) => Promise<unknown>;
  readonly rival: (engine: Engine) => Promise<unknown>;
  /** Refuses a call of the holder, so that it is stopped while it takes its change back. */
  readonly refuses?: RegExp;
  /** What must be there when the rival's change is the last one, and when the holder came after it. */
  readonly rivals: Files;
  readonly holders: Readonly<Record<string, string | null>>;
}

const live = (mode: string) => ({
  'app.json': `{ "name": "app", "mode": "${mode}" }\n`,
  'web.json': `{ "name": "web", "mode": "${mode}" }\n`,
});

const scenarios: readonly Scenario[] = [
  {
    name: 'switches two live files',
    holder: switchTo('b'),
    rival: switchTo('c'),
    rivals: live('c'),
    holders: live('b'),
  },
  {
    name: 'takes a switch back that the disk refused',
    holder: switchTo('b'),
    rival: switchTo('c'),
    refuses: /config\/web\.json$/,
    rivals: live('c'),
    holders: live('c'),
  },
  {
    name: 'deletes a profile, which the rival makes anew',
    holder: operation({ kind: 'delete-profile', name: 'b' }),
    rival: async (engine) => {
      const { profiles } = await engine.snapshot();
      if (!profiles.some(({ name }) => name === 'b')) await perform(engine, { kind: 'undo' });
      await perform(engine, {
        kind: 'edit',
        profile: 'b',
        target: 'app',
        edits: [{ op: 'set', pointer: '/mode', value: 'rival' }],
      });
    },
    rivals: { 'profiles/b/app.json': '{ "name": "app", "mode": "rival" }\n' },
    holders: { 'profiles/b/app.json': null },
  },
];

export const pausedHolders = scenarios.map(({ name }) => name);

export interface PausedCounts {
  /** Calls at which the holder was stopped. */
  readonly stops: number;
  /** How often the holder was then told that it lost the lock. */
  readonly refusals: number;
}

/** @throws AssertionError when what the rival made is not there afterwards. */
export async function runPausedHolder(name: string): Promise<PausedCounts> {
  const scenario = scenarios.find((one) => one.name === name);
  assert.ok(scenario);
  let refusals = 0;
  for (let at = 1; ; at += 1) {
    const { pausedAt, isRefused } = await stoppedAt(scenario, at);
    if (pausedAt === '') return { stops: at - 1, refusals };
    if (isRefused) refusals += 1;
  }
}

async function stoppedAt(
  scenario: Scenario,
  at: number,
): Promise<{ readonly pausedAt: string; readonly isRefused: boolean }> {
  const disk = simulatedDisk(filesOf({ name: '', files, operate: () => Promise.resolve() }));
  await perform(await openOn(disk.fileSystem), { kind: 'switch', profile: 'a' });
  const pausing = pausingFileSystem(disk.fileSystem, at, async () => {
    const rival = await openOn(disk.fileSystem);
    await rival.unlock();
    await scenario.rival(rival);
  });
  const refusing = scenario.refuses;
  let isOver = false;
  const fileSystem = refusing
    ? faultyFileSystem((call, _path, to) => {
        if (isOver || call !== 'rename' || !refusing.test(to ?? '')) return;
        isOver = true;
        throw systemError('EACCES');
      }, pausing.fileSystem)
    : pausing.fileSystem;
  const engine = await openOn(fileSystem);
  const error: unknown = await scenario.holder(engine).then(
    () => null,
    (reason: unknown) => reason,
  );
  await check(disk, scenario, { error, where: pausing.pausedAt() });
  const isRefused = error instanceof EngineError && error.details['lost'] !== undefined;
  return { pausedAt: pausing.pausedAt(), isRefused };
}

async function check(
  disk: SimulatedDisk,
  { rivals, holders, refuses }: Scenario,
  { error, where }: { readonly error: unknown; readonly where: string },
): Promise<void> {
  if (where === '') return; // Nobody stopped it.
  assert.ok(error === null || error instanceof EngineError, `${where}: ${String(error)}`);
  const engine = await openOn(disk.fileSystem);
  await engine.recoverInterrupted();
  const { history, problems } = await engine.snapshot();
  assert.deepEqual(problems, [], where);
  const image = disk.image();
  const textOf = (name: string) => {
    const bytes = image.get(`${simulatedConfig}/${name}`);
    return bytes ? Buffer.from(bytes).toString() : null;
  };
  const isAs = (wanted: Readonly<Record<string, unknown>>) =>
    Object.entries(wanted).every(([name, text]) => textOf(name) === text);
  const names = Object.keys(rivals);
  const found = JSON.stringify(names.map(textOf));
  // Only one who took the lock after the rival, and was told so by its success, may have the last word.
  const mayBeHolders = error === null && refuses === undefined;
  assert.ok(isAs(rivals) || (mayBeHolders && isAs(holders)), `${where}: ${found}, ${String(error)}`);
  assert.equal(new Set(history.map(({ id }) => id)).size, history.length, where);
  assert.deepEqual([...image.keys()].filter(isStray), [], where);
}
