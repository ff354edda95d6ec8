// What schemas have against what profiles would resolve to.
import { t } from '@vscode/l10n';
import type { Guard, Problem, Snapshot } from '../model/model.ts';
import { validateProfiles } from '../schemas/validateProfiles.ts';
import type { DraftWrite } from './draft.ts';
import type { PlanFindings } from './judgeBySchema.ts';
import { projectedSnapshot } from './projectedSnapshot.ts';

/** Only what is wrong newly: who edits a profile that has problems already may do so. */
export async function judgeProfiles(
  snapshot: Snapshot,
  writes: readonly Pick<DraftWrite, 'path' | 'after'>[],
): Promise<PlanFindings> {
  if (snapshot.schemas.size === 0 || !writes.some(({ path }) => isLayer(snapshot, path)))
    return { guards: [], problems: [] };
  const [before, after] = [snapshot, projectedSnapshot(snapshot, writes)];
  const known = new Set((await validateProfiles(before)).map(placeOf));
  const problems = (await validateProfiles(after)).filter((problem) => !known.has(placeOf(problem)));
  return { guards: guardsFor(problems), problems };
}

/** Whether profiles may read the file. */
export function isLayer({ defaults }: Pick<Snapshot, 'defaults'>, path: string): boolean {
  return path.startsWith('profiles/') || [...defaults.values()].some((file) => file.path === path);
}

/** One for each file. */
export function guardsFor(problems: readonly Problem[]): readonly Guard[] {
  const byFile = new Map(problems.map((problem) => [problem.file, problem]));
  return [...byFile.values()].map(({ file, message }) => ({
    code: 'schema',
    target: file,
    message: t('{0} would violate its schema: {1}', file, message),
  }));
}

/** Lines move with each edit. */
function placeOf({ file, pointer, keyword }: Problem): string {
  return JSON.stringify([file, pointer, keyword]);
}
