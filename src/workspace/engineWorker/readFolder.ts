// One reading of a config folder with all that the state tells of it: what is on the disk, and what that comes to. It
// parses, resolves and checks, so it runs in the engine's thread.
import {
  compareVersions,
  readVersions,
  redundantOverrides,
  validateProfiles,
  validateTargets,
  type Engine,
  type Problem,
  type VersionReport,
} from '../../engine/index.ts';
import { describeDrift } from './describeDrift.ts';
import type { OlderDocuments, ReadyFolder } from '../state/workspaceState.ts';

export type FolderReading = Pick<ReadyFolder, 'snapshot' | 'drift' | 'problems' | 'older' | 'hints'>;

/** @throws EngineError as `snapshot` does. */
export async function readFolder(engine: Pick<Engine, 'snapshot'>): Promise<FolderReading> {
  const snapshot = await engine.snapshot();
  const versions = readVersions(snapshot);
  const isOfTarget = ({ file }: Problem) => snapshot.targets.some(({ path }) => path === file);
  const problems = [
    ...(await validateTargets(snapshot)),
    ...(await validateProfiles(snapshot)),
    // The validation of the targets tells their own as well, but for those of their versions.
    ...snapshot.problems.filter((problem) => !isOfTarget(problem)),
    ...versions.problems.filter(isOfTarget),
  ];
  return {
    snapshot,
    drift: describeDrift(snapshot),
    problems,
    older: versions.reports.flatMap(olderDocuments),
    hints: redundantOverrides(snapshot),
  };
}

/** Backups and history; nothing is judged by a manifest that cannot be read. @throws EngineError as `snapshotWithoutManifest`. */
export async function readPast(engine: Pick<Engine, 'snapshotWithoutManifest'>): Promise<FolderReading> {
  const snapshot = await engine.snapshotWithoutManifest();
  return { snapshot: { ...snapshot, damage: [] }, drift: [], problems: [], older: [], hints: [] };
}

function olderDocuments({ target, wanted, older }: VersionReport): readonly OlderDocuments[] {
  const [oldest, ...rest] = older.toSorted((one, other) => compareVersions(one.version, other.version));
  return oldest ? [{ target, wanted, files: [oldest, ...rest] }] : [];
}
