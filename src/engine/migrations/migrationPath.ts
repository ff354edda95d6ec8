// Which migrations lead from one version to another: the fewest, so a direct one goes before a chain. Where nothing
// leads there, or two ways are equally short, the answer says which versions are concerned.
import { groupBy } from '../values/groupBy.ts';
import { t } from '@vscode/l10n';
import { compareVersions, sameVersion, versionKey, type Version } from './version.ts';
import { inverseOfStep, type Migration, type Step } from './migration.ts';

/** One migration, in one of its directions. */
export interface PathStep {
  readonly migration: Migration;
  readonly from: Version;
  readonly to: Version;
  readonly steps: readonly Step[];
}

/** Why there is no way, as a sentence. */
export interface PathFault {
  readonly fault: string;
}

/** The migrations that are for a target. */
export function migrationsFor(migrations: readonly Migration[], target: string): readonly Migration[] {
  return migrations.filter(({ targets }) => targets?.includes(target) ?? true);
}

/** The legs in their order; none where the versions are the same. */
export function findPath(
  migrations: readonly Migration[],
  from: Version,
  to: Version,
): readonly PathStep[] | PathFault {
  if (sameVersion(from, to)) return [];
  const isDown = compareVersions(to, from) < 0;
  const legs = isDown ? migrations.flatMap(downLeg) : migrations.map(upLeg);
  const [path, other] = shortestPaths(legs, from, to);
  if (path && other) return { fault: ambiguity(path, other) };
  return path ?? { fault: (isDown ? oneWayFault(migrations, from, to) : undefined) ?? gap(legs, from, to) };
}

function upLeg(migration: Migration): PathStep {
  const { from, to, up } = migration;
  return { migration, from, to, steps: up };
}

function downLeg(migration: Migration): readonly PathStep[] {
  const { from, to, down } = migration;
  return down ? [{ migration, from: to, to: from, steps: down }] : [];
}

type Path = readonly PathStep[];

/** Up to two of the shortest. Breadth first: of all paths of one length before those of the next. */
function shortestPaths(legs: readonly PathStep[], from: Version, to: Version): readonly Path[] {
  const byStart = groupBy(legs, (leg) => versionKey(leg.from));
  const seen = new Set([versionKey(from)]);
  const goal = versionKey(to);
  let ends: ReadonlyMap<string, readonly Path[]> = new Map([[versionKey(from), [[]]]]);
  while (ends.size > 0) {
    const next = new Map<string, Path[]>();
    for (const [start, paths] of ends)
      for (const leg of byStart.get(start) ?? []) {
        const end = versionKey(leg.to);
        if (seen.has(end)) continue;
        const known = next.get(end) ?? [];
        // Two ways to a version are enough to know that there is more than one.
        known.push(...paths.slice(0, 2 - known.length).map((path) => [...path, leg]));
        next.set(end, known);
      }
    const arrived = next.get(goal);
    if (arrived) return arrived;
    for (const end of next.keys()) seen.add(end);
    ends = next;
  }
  return [];
}

function pathEnd(path: Path): Version {
  return path.at(-1)?.to ?? 0;
}

function ambiguity(path: Path, other: Path): string {
  const at = path.findIndex((leg, index) => leg.migration !== other[index]?.migration);
  const [one, two] = [path[at], other[at]];
  if (one && two && sameVersion(one.to, two.to))
    return t(
      '{0} and {1} both lead from {2} to {3}; keep one of them.',
      one.migration.file.path,
      two.migration.file.path,
      one.from,
      one.to,
    );
  return t(
    'Two migration paths are equally short: {0} and {1}. Add a direct migration from {2} to {3}.',
    route(path),
    route(other),
    path[0]?.from ?? '',
    pathEnd(path),
  );
}

function route(path: Path): string {
  return [path[0]?.from, ...path.map(({ to }) => to)].join(' → ');
}

/** What the legs reach from one side and the other, so that the missing one can be seen. */
function gap(legs: readonly PathStep[], from: Version, to: Version): string {
  const reached = reachable(legs, from);
  const back = legs.map((leg) => ({ ...leg, from: leg.to, to: leg.from }));
  const leading = reachable(back, to);
  const said = [from, to, list(reached), list(leading)];
  if (reached.length > 0 && leading.length > 0)
    return t(
      'There is no migration path from {0} to {1}. From {0}, migrations lead to {2}; to {1}, they lead from {3}.',
      ...said,
    );
  if (reached.length > 0)
    return t('There is no migration path from {0} to {1}. From {0}, migrations lead to {2}.', ...said);
  if (leading.length > 0)
    return t('There is no migration path from {0} to {1}. To {1}, migrations lead from {3}.', ...said);
  return t('There is no migration path from {0} to {1}.', ...said);
}

function list(versions: readonly Version[]): string {
  return versions.join(', ');
}

/** Sorted, the version itself not among them. */
function reachable(legs: readonly PathStep[], from: Version): readonly Version[] {
  const byStart = groupBy(legs, (leg) => versionKey(leg.from));
  const found = new Map<string, Version>([[versionKey(from), from]]);
  const pending = [versionKey(from)];
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    for (const { to } of byStart.get(here) ?? []) {
      const key = versionKey(to);
      if (found.has(key)) continue;
      found.set(key, to);
      pending.push(key);
    }
  }
  return [...found.values()].slice(1).toSorted(compareVersions);
}

/** The highest version that migrations lead to; the version itself where none do. */
export function highestReachable(migrations: readonly Migration[], from: Version): Version {
  return reachable(migrations.map(upLeg), from).at(-1) ?? from;
}

/** Every version that a migration names, once, the oldest first. */
export function knownVersions(migrations: readonly Migration[]): readonly Version[] {
  const all = migrations.flatMap(({ from, to }) => [from, to]).toSorted(compareVersions);
  return all.filter((version, index) => {
    const before = all[index - 1];
    return before === undefined || !sameVersion(before, version);
  });
}

/** The way back is there but for a migration that cannot be taken back. */
function oneWayFault(migrations: readonly Migration[], from: Version, to: Version): string | undefined {
  const [path] = shortestPaths(migrations.map(upLeg), to, from);
  const barrier = path?.find(({ migration }) => !migration.down)?.migration;
  return barrier && t('{0} is one-way: {1}', barrier.file.path, oneWayReason(barrier));
}

/** Why a migration without `down` cannot be taken back, as a sentence. */
export function oneWayReason({ up, from }: Migration): string {
  const at = up.findIndex((step) => inverseOfStep(step) === null);
  const step = up[at];
  if (!step) return t('it has no "down". Add "down" steps that lead back to {0}.', from);
  return t(
    'step {0} ({1}) can\'t be reversed. Add "down" steps that lead back to {2}.',
    at + 1,
    `${step.op} ${step.path}`,
    from,
  );
}
