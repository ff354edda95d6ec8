// The live files of a config folder, followed until somebody stops it. An event only means "look": a look reads a whole
// state between two commits, so the files of one commit are one event. What cannot be read is told, and looked at again
// with the next event.
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError, findWorkspace, type Engine, type Snapshot } from '../../engine/index.ts';
import { QuietPeriod } from './bell.ts';
import { PathWatch } from './pathWatch.ts';
import { changedTargets, knownTargets, type KnownTargets, type TargetChange } from './targetChanges.ts';

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Told once, when nothing will be missed any more. */
  readonly onReady: (snapshot: Snapshot) => void;
  readonly onChange: (files: readonly TargetChange[]) => void;
  /** The folder cannot be read as it is; told once for each message. */
  readonly onFault: (fault: EngineError) => void;
}

/** Programs write a file in several steps, and several files one after the other. */
const settleMs = 200;

/** @throws EngineError when the first look fails, and `not-found` when the workspace folder is gone. */
export async function watchTargets(engine: Engine, watching: WatchOptions): Promise<void> {
  const bell = new QuietPeriod(watching.signal);
  const paths = new PathWatch(await realpath(await findWorkspace(engine.folder)), () => bell.ring());
  try {
    let snapshot = await engine.snapshot();
    let known = knownTargets(snapshot);
    while (await paths.follow(await pathsOf(engine.folder, known))) {
      snapshot = await engine.snapshot();
      known = knownTargets(snapshot);
    }
    watching.onReady(snapshot);
    let fault = '';
    while (await bell.silence(settleMs)) {
      // What was missed in a folder that is new here is looked at once more.
      if (await paths.follow(await pathsOf(engine.folder, known))) bell.ring();
      const seen = await checkTargets(engine);
      if (!(seen instanceof EngineError)) {
        const files = changedTargets(known, seen);
        known = knownTargets(seen, known);
        if (await paths.follow(await pathsOf(engine.folder, known))) bell.ring();
        if (files.length > 0) watching.onChange(files);
      } else {
        if (seen.code === 'locked') bell.ring();
        if (seen.message !== fault) watching.onFault(seen);
      }
      fault = seen instanceof EngineError ? seen.message : '';
    }
  } finally {
    paths.close();
  }
}

async function checkTargets(engine: Engine): Promise<Snapshot | EngineError> {
  try {
    return await engine.snapshot();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

/** What says which files are live, without a manifest by their name. */
const deciding = ['safekeep', 'current'].flatMap((stem) =>
  ['json', 'jsonc', 'yaml', 'yml'].map((extension) => `${stem}.${extension}`),
);

/** A link is watched in both its places. */
async function pathsOf(folder: string, known: KnownTargets): Promise<readonly string[]> {
  const paths = [...new Set([...known.values()].map(({ path }) => path)), ...deciding].map((path) =>
    join(folder, path),
  );
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path))); // It is not there now.
  return [...new Set([...paths, ...real])];
}
