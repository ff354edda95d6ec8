// A plan, completed and judged by where its writes really go: a link in a config folder, which a repository can bring along,
// may lead from a harmless name to a file that tools run or obey.
import { dirname, join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { isManagedPath } from '../records/managedPath.ts';
import { runsCode } from '../records/runsCode.ts';
import type { Guard, Plan, PlannedWrite, PlanOptions, Snapshot } from '../model/model.ts';
import { assertReadable } from '../layers/closedProfiles.ts';
import { completePlan } from '../planners/completePlan.ts';
import type { Draft } from '../planners/draft.ts';
import { withOtherNames } from './otherNames.ts';
import { isInside, placeOfChange } from '../storage/disk/confine.ts';

/**
 * @throws EngineError `invalid` for a write that a link leads out of the workspace, or one among profiles that may not be
 * read, `io`.
 */
export async function judgedPlan(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { draft, options = {} }: { readonly draft: Draft; readonly options?: PlanOptions | undefined },
): Promise<Plan> {
  if (draft.writes.some(({ path }) => path.startsWith('profiles/'))) assertReadable(snapshot.problems);
  const plan = await completePlan(snapshot, draft, options);
  await assertNoDanglingLinks(folder, plan);
  const writes = await Promise.all(
    plan.writes.map(async (write) => {
      const leadsTo = await linkedPlace(folder, write);
      return leadsTo === undefined ? write : { ...write, leadsTo };
    }),
  );
  const modes = new Map(draft.writes.map(({ path, before }) => [path, before?.mode]));
  const guards = writes.flatMap((write) => obeyed(folder, { ...write, mode: modes.get(write.path) }));
  const named = options.isForAgents ? await withOtherNames(folder, snapshot, writes) : writes;
  return { ...plan, writes: named, guards: [...guards, ...plan.guards] };
}

/** What was there comes back through a link to nothing; nothing else is written through one. @throws EngineError `invalid`. */
export async function assertNoDanglingLinks(
  folder: ConfigFolder,
  { kind, writes }: Pick<Plan, 'kind' | 'writes'>,
): Promise<void> {
  if (['restore', 'undo', 'restore-damaged'].includes(kind)) return;
  for (const { path, after } of writes) if (after !== null) await folder.locateExisting(path);
}

/** What is really written, from the workspace folder on; `undefined` where no link is on the way. */
export async function linkedPlace(
  { folder, workspace, locate }: ConfigFolder,
  { path, after }: Pick<PlannedWrite, 'path' | 'after'>,
): Promise<string | undefined> {
  const place = await placeOfChange(locate, { path, isRemoval: after === null });
  return place === join(folder, path) ? undefined : pathFrom(workspace, place);
}

type JudgedWrite = Pick<PlannedWrite, 'path' | 'target' | 'leadsTo'> & {
  /** Of the real file, before. */
  readonly mode?: number | undefined;
};

function obeyed(folder: ConfigFolder, write: JudgedWrite): readonly Guard[] {
  if (!isObeyed(folder, write)) return [];
  const { path, target, leadsTo } = write;
  const name = leadsTo === undefined ? path : `${path} (→ ${leadsTo})`;
  const message = t(
    'Other tools run {0} or read their settings from it. Make sure that you want this change.',
    name,
  );
  return [{ code: 'runs-code', target: target ?? path, message }];
}

/**
 * Whether tools run or obey the file. One of our own by its name can be no such file, whatever the config folder is called,
 * unless it is a link.
 */
export function isObeyed(
  { folder, workspace }: Pick<ConfigFolder, 'folder' | 'workspace'>,
  { path, target, leadsTo, mode = 0 }: JudgedWrite,
): boolean {
  if (target === undefined && leadsTo === undefined && isManagedPath(path, [])) return false;
  // Folders above tell what a file is, too. Not all do: whoever works below a `.claude` is not asked about everything.
  const grandparent = dirname(dirname(folder));
  const top = grandparent.length < workspace.length ? grandparent : workspace;
  const isRun = (place: string, isLinked: boolean) => {
    const isOwn = isInside(folder, place);
    const from = isOwn ? folder : workspace;
    return runsCode(pathFrom(from, place), {
      above: pathFrom(top, from),
      isElsewhere: isLinked || !isOwn,
      isRoot: folder === workspace,
      isExecutable: (mode & 0o111) !== 0,
    });
  };
  return isRun(join(folder, path), false) || (leadsTo !== undefined && isRun(join(workspace, leadsTo), true));
}

function pathFrom(folder: string, place: string): string {
  return relative(folder, place).replaceAll(sep, '/');
}
