// A mutated folder, looked at, planned on, recovered and switched, on a disk in memory.
import { gunzipSync } from 'node:zlib';
import { EngineError, type Engine } from '../../../src/engine/index.ts';
import { perform, type Files } from '../../support/disk/configFolder.ts';
import type { DiskImage } from '../../support/disk/diskImage.ts';
import { faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';
import {
  diskAfterCrash,
  openOn,
  simulatedConfig,
  simulatedWorkspace,
} from '../../support/disk/simulatedFolder.ts';
import { simulatedDisk, type SimulatedDisk } from '../../support/disk/simulatedDisk.ts';
import type { CaseResult, Prepare } from './cases.ts';
import { mutate, type FolderFiles } from './folderMutations.ts';
import { newUser } from './home.ts';
import { randomOf } from './random.ts';
import { threadSeconds } from './threadSeconds.ts';
import { personalFiles, use, usedFiles, wholeContents } from './usedFolder.ts';

/** Of the user, and none of our business. */
const others: Files = {
  LICENSE: 'MIT\n',
  '.vscode/settings.json': '{}\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
};

export const folderSeed = 14_000_000;

export const prepare: Prepare = async () => {
  Object.assign(process.env, newUser(`fuzz-${performance.now().toFixed(0)}`));
  const bases = await makeBases();
  return (index) => runCase(bases, index);
};

type Bases = readonly [atRest: DiskImage, interrupted: DiskImage];

async function makeBases(): Promise<Bases> {
  const files = Object.entries({ ...prefixed('config/', usedFiles), ...others });
  const start = new Map(
    files.map(([name, text]) => [`${simulatedWorkspace}/${name}`, Buffer.from(text)] as const),
  );
  const disk = simulatedDisk(start);
  await use(await openOn(disk.fileSystem));
  const atRest = disk.image();
  let renames = 0;
  const fileSystem = faultyFileSystem((call, _path, to) => {
    if (call === 'rename' && /\/(app|web)\.json$/.test(to ?? '')) renames += 1;
    if (renames >= 2) throw systemError('EIO');
  }, disk.fileSystem);
  await perform(await openOn(fileSystem), { kind: 'switch', profile: 'b' }).catch(() => undefined); // It crashes.
  const interrupted = diskAfterCrash(disk.image()).image();
  if (![...interrupted.keys()].some((path) => /\/journal\/\d/.test(path)))
    throw new Error('Nothing was interrupted.');
  return [atRest, interrupted];
}

function prefixed(prefix: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [prefix + name, text]));
}

async function runCase(bases: Bases, index: number): Promise<CaseResult> {
  const random = randomOf(folderSeed + index);
  const base = random.oneOf(bases);
  const isConfig = (path: string) => path.startsWith(`${simulatedConfig}/`);
  const files: FolderFiles = new Map();
  for (const [path, bytes] of base) if (bytes && isConfig(path)) files.set(path, bytes);
  const done = mutate(files, random);
  const image: DiskImage = new Map([
    ...[...base].filter(([path, bytes]) => bytes === null || !isConfig(path)),
    ...files,
  ]);
  const faults: string[] = [];
  const counts: Record<string, number> = { folders: 1 };
  const attempt = async (name: string, run: (engine: Engine) => Promise<unknown>, disk: SimulatedDisk) => {
    const started = threadSeconds();
    const outcome = await outcomeOf(run, disk).catch((error: unknown) => {
      faults.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return 'internal';
    });
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    const seconds = threadSeconds() - started;
    if (seconds > 2) faults.push(`${name} took ${seconds.toFixed(1)} s`);
  };
  const looked = simulatedDisk(image);
  await attempt('status', (engine) => engine.snapshot(), looked);
  await attempt(
    'plan',
    (engine) => engine.plan({ kind: random.oneOf(['undo', 'restore-damaged'] as const) }),
    looked,
  );
  if (looked.log.length > 0) faults.push(`looking: wrote ${looked.log[0]?.path ?? ''}`);
  const worked = simulatedDisk(image);
  await attempt('recover', (engine) => engine.recoverInterrupted(), worked);
  faults.push(...faultsOf(image, worked.image()).map((what) => `recover: ${what}`));
  if (index % 8 === 0) {
    const before = worked.image();
    await attempt('switch', (engine) => perform(engine, { kind: 'switch', profile: 'b' }), worked);
    faults.push(...faultsOf(before, worked.image()).map((what) => `switch: ${what}`));
  }
  if (Object.keys(Object.prototype).length > 0) faults.push('the prototype of objects was changed');
  return {
    faults: faults.slice(0, 2).map((fault) => `seed ${folderSeed + index} (${done.join('; ')}): ${fault}`),
    counts,
  };
}

/** What must not have happened between two moments, to what is not ours to change. */
function faultsOf(before: DiskImage, after: DiskImage): readonly string[] {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return (
      !isOwn(path) &&
      old !== null &&
      now !== null &&
      old !== now &&
      !(old && now && textOf(old) === textOf(now))
    );
  });
  return changed.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (!mayChange(path) && !isNamedTarget(before, path))
      return [`${path} was ${old ? (now ? 'changed' : 'removed') : 'made'}`];
    if (!old) return [];
    return wholeContents.has(textOf(old)) || isKept(after, textOf(old)) ? [] : [`${path} is lost`];
  });
}

/** The manifest, changed at random, names another live file now. */
function isNamedTarget(image: DiskImage, path: string): boolean {
  const manifest = image.get(`${simulatedConfig}/safekeep.json`);
  return Boolean(manifest && textOf(manifest).includes(`"${path.slice(simulatedConfig.length + 1)}"`));
}

/** A backup or the trash has it. */
function isKept(image: DiskImage, text: string): boolean {
  return [...image].some(
    ([path, bytes]) => bytes !== null && isOwn(path) && textOf(unpacked(path, bytes)) === text,
  );
}

function unpacked(path: string, bytes: Uint8Array): Uint8Array {
  try {
    return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch {
    return bytes; // It was changed at random.
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Our own records, and what a user has of us in their own directories. */
function isOwn(path: string): boolean {
  if (!path.startsWith(`${simulatedWorkspace}/`) || path.endsWith('.safekeep-new')) return true;
  const inside = path.startsWith(`${simulatedConfig}/`) ? path.slice(simulatedConfig.length + 1) : '';
  return /^(\.safekeep|backups)\/|^profiles\/\.(git)?ignore$/.test(inside);
}

/** Targets, and profiles, of the folder as it is and as it was. */
function mayChange(path: string): boolean {
  return personalFiles.some((name) => name !== 'safekeep.json' && path === `${simulatedConfig}/${name}`);
}

async function outcomeOf(
  run: (engine: Engine) => Promise<unknown>,
  { fileSystem }: SimulatedDisk,
): Promise<string> {
  try {
    await run(await openOn(fileSystem));
    return 'done';
  } catch (error) {
    if (error instanceof EngineError) return `refused: ${error.code}`;
    throw error;
  }
}
