// The same mutations on the real disk, where names, directories and modes are those of the system.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError, openEngine, type Engine } from '../../../src/engine/index.ts';
import { perform } from '../../support/disk/configFolder.ts';
import { size } from '../../support/sizes.ts';
import { makeArena, type Arena } from './arena.ts';
import type { CaseResult, Prepare } from './cases.ts';
import { differences, fingerprint } from './fingerprint.ts';
import { mutate, type FolderFiles } from './folderMutations.ts';
import { randomOf } from './random.ts';

export const realFolderSeed = 15_000_000;
export const realFolderCount = size(100, 400);

export const prepare: Prepare = async () => {
  const arena = await makeArena(`real-fuzz-${performance.now().toFixed(0)}`);
  return (index) => runCase(arena, index);
};

async function runCase(arena: Arena, index: number): Promise<CaseResult> {
  const random = randomOf(realFolderSeed + index);
  arena.reset(random.oneOf(['at rest', 'interrupted'] as const));
  // What a person wrote stays: what becomes of that is shown on the disk in memory.
  const before = readRecords(arena.config);
  const after: FolderFiles = new Map(before);
  const done = mutate(after, random);
  for (const path of before.keys()) if (!after.has(path)) rmSync(join(arena.config, path));
  for (const [path, bytes] of after) write(join(arena.config, path), bytes);
  const faults: string[] = [];
  const counts: Record<string, number> = { folders: 1 };
  const attempt = async (name: string, run: (engine: Engine) => Promise<unknown>) => {
    const outcome = await outcomeOf(arena, run).catch((error: unknown) => {
      faults.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return 'internal';
    });
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    faults.push(...arena.faults().map((what) => `${name}: ${what}`));
  };
  const looked = fingerprint(arena.repo);
  await attempt('status', (engine) => engine.snapshot());
  faults.push(...differences(looked, fingerprint(arena.repo)).map((what) => `looking: ${what}`));
  await attempt('recover', (engine) => engine.recoverInterrupted());
  await attempt('switch', (engine) => perform(engine, { kind: 'switch', profile: 'b' }));
  return {
    faults: faults
      .slice(0, 2)
      .map((fault) => `seed ${realFolderSeed + index} (${done.join('; ')}): ${fault}`),
    counts,
  };
}

function readRecords(config: string): FolderFiles {
  const entries = readdirSync(config, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files
    .map((file) => file.slice(config.length + 1))
    .filter((path) => /^(\.safekeep|backups)\//.test(path));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(config, path))]));
}

/** Where a directory is in the way, or the system does not take the name, that mutation comes to nothing. */
function write(file: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

async function outcomeOf(
  { config, repo }: Arena,
  run: (engine: Engine) => Promise<unknown>,
): Promise<string> {
  try {
    await run(await openEngine(config, { workspace: repo, author: 'tester', lockTimeoutMs: 60 }));
    return 'done';
  } catch (error) {
    if (error instanceof EngineError) return `refused: ${error.code}`;
    throw error;
  }
}
