// What all profiles make of all targets, as far as that can be waited for: a few small files, laid on each other in all ways
// that they name, come to more than any memory holds.
import { t } from '@vscode/l10n';
import { maxUnfolded, tooMuchKeyword } from '../base/tooMuch.ts';
import type { Problem, Profile, Snapshot } from '../model/model.ts';
import type { Value } from '../values/value.ts';
import type { Layering } from './clashes.ts';
import { layersFor, layOn, layerValue, type Layer, type Rules, type LayerSources } from './layers.ts';

export interface NamedLayering extends Layering {
  readonly profile: Profile;
  readonly target: string;
}

export interface EveryLayering {
  /** Of each profile and target without problems. */
  readonly layerings: readonly NamedLayering[];
  /** Not all are there. */
  readonly isTooMuch: boolean;
}

type LayeringSources = LayerSources & Pick<Snapshot, 'targets'>;

interface CachedLayerings {
  readonly sources: LayeringSources;
  readonly every: EveryLayering;
}

const cache = new WeakMap<Snapshot['profiles'], CachedLayerings>();

export function everyLayering(sources: LayeringSources): EveryLayering {
  const before = cache.get(sources.profiles);
  if (before && isSame(before.sources, sources)) return before.every;
  const every = findAll(sources);
  const { profiles, defaults, manifest, targets } = sources;
  cache.set(profiles, { sources: { profiles, defaults, manifest, targets }, every });
  return every;
}

function isSame(one: LayeringSources, other: LayeringSources): boolean {
  return one.defaults === other.defaults && one.manifest === other.manifest && one.targets === other.targets;
}

function findAll(sources: LayeringSources): EveryLayering {
  const budget = newBudget();
  const layerings: NamedLayering[] = [];
  for (const profile of sources.profiles)
    for (const target of sources.targets) {
      const { layers, problems } = layersFor(sources, profile, target.name);
      if (problems.length > 0) continue;
      const stack = stackWithin(budget, layers, sources.manifest.arrays);
      if (!stack) return { layerings, isTooMuch: true };
      layerings.push({ profile, target: target.name, layers, stack });
    }
  return { layerings, isTooMuch: false };
}

interface Budget {
  left: number;
  readonly paid: Set<Value>;
}

export function newBudget(): Budget {
  return { left: maxUnfolded, paid: new Set() };
}

/** `null` where it takes more than there is. */
export function stackWithin(budget: Budget, layers: readonly Layer[], rules: Rules): readonly Value[] | null {
  const stack: Value[] = [];
  for (const layer of layers) {
    const below = stack.at(-1);
    const { value, made } =
      below === undefined ? { value: layerValue(layer), made: 0 } : layOn(layer, below, rules);
    if (!budget.paid.has(value)) budget.left -= made;
    budget.paid.add(value);
    if (budget.left < 0) return null;
    stack.push(value);
  }
  return stack;
}

export function tooMuchProblem(): Problem {
  const message = t(
    "The profiles contain more than {0} values in total, including inherited ones, so Safekeep didn't check all of them or guess which one is active. Delete profiles that you don't need, or extend large profiles less often.",
    maxUnfolded,
  );
  return { file: 'profiles', line: 0, column: 0, pointer: '', message, keyword: tooMuchKeyword };
}
