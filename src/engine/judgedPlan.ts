// A plan, completed and judged by where its writes really go: a link in a config folder, which a repository can bring along,
// may lead from a harmless name to a file that tools run or obey.
import { dirname, join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import type { ConfigFolder } from './configFolder.ts';
import { isManagedPath } from './content/managedPath.ts';
import { runsCode } from './content/runsCode.ts';
import type { Guard, Plan, PlannedWrite, Snapshot } from './model.ts';
import { completePlan } from './planners/completePlan.ts';
import type { Draft } from './planners/draft.ts';
import { placeOfChange } from './storage/confine.ts';

/** @throws EngineError `invalid` for a write that a link leads out of the workspace, `io`. */
export async function judgedPlan(folder: ConfigFolder, snapshot: Snapshot, draft: Draft): Promise<Plan> {
  const plan = await completePlan(snapshot, draft);
  const writes = await Promise.all(
    plan.writes.map(async (write) => {
      const leadsTo = await linkedPlace(folder, write);
      return leadsTo === undefined ? write : { ...write, leadsTo };
    }),
  );
  return { ...plan, writes, guards: [...writes.flatMap((write) => obeyed(folder, write)), ...plan.guards] };
}

/** What is really written, from the workspace folder on; `undefined` where no link is on the way. */
export async function linkedPlace(
  { folder, workspace, locate }: ConfigFolder,
  { path, after }: Pick<PlannedWrite, 'path' | 'after'>,
): Promise<string | undefined> {
  const place = await placeOfChange(locate, { path, isRemoval: after === null });
  return place === join(folder, path) ? undefined : relative(workspace, place).replaceAll(sep, '/');
}

function obeyed(folder: ConfigFolder, write: PlannedWrite): readonly Guard[] {
  if (!isObeyed(folder, write)) return [];
  const { path, target, leadsTo } = write;
  const name = leadsTo === undefined ? path : `${path} (→ ${leadsTo})`;
  const message = t('{0} is a file that tools run or obey: make sure that you want this change.', name);
  return [{ code: 'runs-code', target: target ?? path, message }];
}

/**
 * Whether tools run or obey the file. One of our own by its name can be no such file, whatever the config folder is called,
 * unless it is a link.
 */
export function isObeyed(
  { folder, workspace }: ConfigFolder,
  { path, target, leadsTo }: Pick<PlannedWrite, 'path' | 'target' | 'leadsTo'>,
): boolean {
  if (target === undefined && leadsTo === undefined && isManagedPath(path, [])) return false;
  // Folders above tell what a file is, too. Not all do: whoever works below a `.claude` is not asked about everything.
  const above = dirname(dirname(folder));
  const top = above.length < workspace.length ? above : workspace;
  const named = [join(folder, path), ...(leadsTo === undefined ? [] : [join(workspace, leadsTo)])];
  return named.some((place) => runsCode(relative(top, place).replaceAll(sep, '/')));
}
