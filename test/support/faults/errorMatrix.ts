// Fails every call of one operation in every way, once and from then on, and checks what the one who asked is told, what
// is on the disk, and that the next run works. Time is the simulated disk's, so waiting costs nothing.
import { isDeepStrictEqual } from 'node:util';
import { EngineError } from '../../../src/engine/index.ts';
import { sha256 } from '../../../src/engine/base/sha256.ts';
import { waitForQuiet } from '../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { hashOf, type DiskImage } from '../disk/diskImage.ts';
import { faultAt, faultsOfCall, faultsOfFailure, faultsOfSuccess, type Fault } from './callFaults.ts';
import { faultyFileSystem } from './faultyFileSystem.ts';
import { isOurs, isStray } from './recoveredCheck.ts';
import { startGeneration } from './repeatable.ts';
import type { Scenario } from './scenarios.ts';
import { simulatedDisk, type SimulatedDisk } from '../disk/simulatedDisk.ts';
import { filesOf, movedTo, openOn, simulatedWorkspace } from '../disk/simulatedFolder.ts';
import type { Violation } from './violations.ts';

export interface ErrorCounts {
  /** Calls of the operation, reading ones too. */
  readonly calls: number;
  readonly runs: number;
  /** Runs in which the fault did not matter, or was retried. */
  readonly succeeded: number;
  /** Runs that could not be taken back either, and were finished by the next one. */
  readonly unfinished: number;
  readonly violations: readonly Violation[];
}

export async function runErrorMatrix(scenario: Scenario): Promise<ErrorCounts> {
  const matrix = new ErrorMatrix(scenario);
  const calls = await matrix.record();
  for (const [at, call] of calls.entries())
    for (const fault of faultsOfCall(at, call)) await matrix.run(fault);
  const { runs, succeeded, unfinished, violations } = matrix;
  return { calls: calls.length, runs, succeeded, unfinished, violations };
}

/** What a person has: files, and what backups say without their generated names. */
interface View {
  readonly files: ReadonlyMap<string, string>;
  readonly backups: readonly string[];
}

/** Of this thread: each run has a workspace of its own, so that nothing that is known of another is taken for it. */
let workspaces = 0;

class ErrorMatrix {
  runs = 0;
  succeeded = 0;
  unfinished = 0;
  readonly violations: Violation[] = [];
  readonly #scenario: Scenario;
  readonly #known = new Map<string, Afterwards>();
  #start: DiskImage = new Map();
  #old: View = { files: new Map(), backups: [] };
  #new: View = this.#old;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /** The names of the calls of a run without a fault. */
  async record(): Promise<readonly string[]> {
    const disk = simulatedDisk(filesOf(this.#scenario));
    startGeneration(1);
    await this.#scenario.prepare?.(await openOn(disk.fileSystem));
    this.#start = disk.image();
    this.#old = await viewOf({ disk, workspace: simulatedWorkspace });
    const calls: string[] = [];
    const counting = faultyFileSystem((call) => calls.push(call), disk.fileSystem);
    startGeneration(2);
    await this.#scenario.operate(await openOn(counting));
    this.#new = await viewOf({ disk, workspace: simulatedWorkspace });
    return calls;
  }

  async run(fault: Fault): Promise<void> {
    this.runs += 1;
    workspaces += 1;
    const workspace = `/run${workspaces}`;
    const disk = simulatedDisk(movedTo(workspace, this.#start));
    const faults = faultAt(fault);
    startGeneration(2);
    const failing = faultyFileSystem(faults.intercept, disk.fileSystem);
    const result = await outcomeOf(async () => this.#scenario.operate(await openOn(failing, workspace)));
    faults.end();
    const hit = faults.hit();
    const found = await this.#judge({ place: { disk, workspace }, result, fault, hit });
    const origin = `${hit} fails with ${fault.errno}, ${fault.span}`;
    this.violations.push(...found.map((text) => ({ fault: text.replaceAll(workspace, ''), origin })));
  }

  async #judge({ place, result, fault, hit }: Run): Promise<readonly string[]> {
    const promised = result.failed ? 'old' : 'new';
    const isUnfinished =
      result.failed && result.error instanceof EngineError && 'unfinished' in result.error.details;
    if (!result.failed) this.succeeded += 1;
    if (isUnfinished) this.unfinished += 1;
    const faults = [
      ...(result.failed ? faultsOfFailure(result.error, fault, hit) : faultsOfSuccess(fault, hit)),
    ];
    const { files } = promised === 'old' ? this.#old : this.#new;
    if (!isUnfinished && !isDeepStrictEqual(filesIn(place), files))
      faults.push(`the files are not ${promised}`);
    const directory = `${place.workspace}/config/.safekeep/lock`;
    const disk = errorMappingFileSystem(place.disk.fileSystem);
    await waitForQuiet(disk, { directory, command: 'check', timeoutMs: 0 }).catch(() =>
      faults.push('the lock is not given back'),
    );
    const next = await this.#afterwards(place);
    // Of an operation on backups alone only the fsync after its one rename may fail: it can be seen, but is not promised.
    const isEither =
      isUnfinished || (result.failed ? !this.#changesFiles : this.#scenario.isPatient === true);
    if (!isEither && next.outcome !== promised) faults.push(`it is ${next.outcome} and not ${promised}`);
    return [...faults, ...next.faults];
  }

  /** What the next runs find, once for all disks that are the same. */
  async #afterwards(place: Place): Promise<Afterwards> {
    const key = keyOf(place);
    const known = this.#known.get(key) ?? (await this.#lookAfterwards(place).catch(failedAfterwards));
    this.#known.set(key, known);
    return known;
  }

  async #lookAfterwards(place: Place): Promise<Afterwards> {
    startGeneration(3);
    const open = () => openOn(place.disk.fileSystem, place.workspace);
    await (await open()).recoverInterrupted();
    const outcome = this.#outcomeOf(await viewOf(place));
    const faults = outcome === 'mixed' ? ['the content is neither old nor new'] : [];
    if (outcome === 'old') {
      await this.#scenario.operate(await open());
      if (this.#outcomeOf(await viewOf(place)) !== 'new') faults.push('the next run does not do it');
    }
    return { outcome, faults: [...faults, ...(await faultsLeft(place))] };
  }

  get #changesFiles(): boolean {
    return !isDeepStrictEqual(this.#old.files, this.#new.files);
  }

  #outcomeOf(view: View): 'old' | 'new' | 'mixed' {
    const isIn = (backup: string) => view.backups.includes(backup);
    const { files, backups } = this.#new;
    const hasBackups = backups.every(isIn) && (this.#changesFiles || view.backups.length === backups.length);
    if (hasBackups && isDeepStrictEqual(view.files, files)) return 'new';
    const keepsBackups = this.#old.backups.every((backup) => isIn(backup) || !backups.includes(backup));
    return keepsBackups && isDeepStrictEqual(view.files, this.#old.files) ? 'old' : 'mixed';
  }
}

interface Place {
  readonly disk: SimulatedDisk;
  readonly workspace: string;
}

interface Run {
  readonly place: Place;
  readonly result: Result;
  readonly fault: Fault;
  readonly hit: string;
}

interface Afterwards {
  readonly outcome: 'old' | 'new' | 'mixed';
  readonly faults: readonly string[];
}

function failedAfterwards(error: unknown): Afterwards {
  return { outcome: 'mixed', faults: [`the next run fails: ${String(error)}`] };
}

/** The disk but for the lock, and for what differs with the workspace's path: the owner's mark in staged names. */
function keyOf({ disk, workspace }: Place): string {
  const owner = sha256(`${workspace}/config`).slice(0, 6);
  const image = [...disk.image()].filter(([path]) => !path.includes('/.safekeep/lock/'));
  const neutral = image.map(([path, bytes]): [string, Uint8Array | null] => [
    path.slice(workspace.length).replaceAll(owner, 'OWNER'),
    bytes && path.includes('/journal/')
      ? Buffer.from(Buffer.from(bytes).toString().replaceAll(owner, 'OWNER'))
      : bytes,
  ]);
  return hashOf(new Map(neutral));
}

type Result = { readonly failed: false } | { readonly failed: true; readonly error: unknown };

async function outcomeOf(run: () => Promise<unknown>): Promise<Result> {
  try {
    await run();
    return { failed: false };
  } catch (error) {
    return { failed: true, error };
  }
}

async function faultsLeft({ disk, workspace }: Place): Promise<readonly string[]> {
  const engine = await openOn(disk.fileSystem, workspace);
  await engine.recoverInterrupted();
  const strays = [...disk.image().keys()].filter(isStray).map((path) => `${path} is left behind`);
  const { problems } = await engine.snapshot();
  const backups = await engine.verifyBackups();
  return [
    ...strays,
    ...problems.map(({ file, message }) => `a problem of ${file}: ${message}`),
    ...backups.flatMap((backup) => backup.problems.map((text) => `backup ${backup.id}: ${text}`)),
  ];
}

async function viewOf(place: Place): Promise<View> {
  const { backups } = await (await openOn(place.disk.fileSystem, place.workspace)).snapshot();
  return {
    files: filesIn(place),
    backups: backups.map(({ name, pinned, reason, files }) =>
      JSON.stringify({ name, pinned, reason, files }),
    ),
  };
}

function filesIn({ disk, workspace }: Place): ReadonlyMap<string, string> {
  const config = `${workspace}/config/`;
  const files = [...disk.image()].flatMap(([path, bytes]): [string, string][] => {
    const name = path.slice(config.length);
    return bytes && !isOurs(name) && !isStray(path) ? [[name, Buffer.from(bytes).toString()]] : [];
  });
  return new Map(files);
}
