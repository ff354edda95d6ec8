// Backups that are in Git's objects and no longer in `backups/`, as after `git clean -fdx`.
import type { Backup, Engine } from '../../engine/index.ts';
import { cloneAround, isAnySetUp, knownMachine, readStored, lostBackups } from '../../git/index.ts';

/** Returns the ids of backups that are lost here. @throws EngineError `io`. */
export async function findLost(engine: Engine): Promise<readonly string[]> {
  return (await lost(engine)).entries.map(({ id }) => id);
}

/** Brings them back, and returns them. @throws EngineError `corrupt`, `locked`, `io`. */
export async function bringBackLost(engine: Engine): Promise<readonly Backup[]> {
  const { clone, entries } = await lost(engine);
  if (!clone || entries.length === 0) return [];
  const stored = [];
  for (const entry of entries) stored.push(await readStored(clone, entry));
  return engine.transfer.add(stored);
}

async function lost(engine: Engine) {
  const clone = isAnySetUp() ? await cloneAround(engine.folder) : null;
  const machine = clone && (await knownMachine(clone));
  if (!clone || !machine) return { clone: null, entries: [] };
  return { clone, entries: await lostBackups(engine, clone, machine) };
}
