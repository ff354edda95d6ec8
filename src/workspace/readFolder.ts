// One reading of a config folder with all that the state tells of it: what is on the disk, and what that comes to. It
// parses, resolves and checks, so it runs in the engine's thread.
import {
  redundantOverrides,
  validateProfiles,
  validateTargets,
  type Engine,
  type Problem,
  type Snapshot,
} from '../engine/index.ts';
import { describeDrift } from './describeDrift.ts';
import type { ReadyFolder } from './workspaceState.ts';

export type FolderReading = Pick<ReadyFolder, 'snapshot' | 'drift' | 'problems' | 'hints'>;

/** @throws EngineError as `snapshot` does. */
export async function readFolder(engine: Pick<Engine, 'snapshot'>): Promise<FolderReading> {
  const snapshot = await engine.snapshot();
  const problems = [
    ...(await validateTargets(snapshot)),
    ...(await validateProfiles(snapshot)),
    ...problemsBesideTargets(snapshot),
  ];
  return { snapshot, drift: describeDrift(snapshot), problems, hints: redundantOverrides(snapshot) };
}

/** Less those of the targets, which their validation tells as well. */
function problemsBesideTargets({ targets, problems }: Snapshot): readonly Problem[] {
  const paths = new Set(targets.map(({ path }) => path));
  return problems.filter(({ file }) => !paths.has(file));
}
