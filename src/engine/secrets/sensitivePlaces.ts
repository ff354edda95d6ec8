// Where the secrets of a folder stand: at the places that its manifest calls so, and where a migration brings what stands
// there, or where it brought that from, since older backups have it there.
import type { Migration, Snapshot } from '../model/model.ts';
import { formatPointer, parentOf, parsePointer, type Pointer } from '../values/pointer.ts';
import { partOfGlob } from '../values/pointerGlobs.ts';
import { redactionOf } from './redact.ts';

/** Comparisons of patterns, far above what any folder takes; past that everything is a secret. */
const maxWork = 5_000_000;
/** Names in a pattern: a step that wraps what it has wrapped would make ever longer ones. */
const maxParts = 50;

/** Patterns of what the manifest calls secret, and of where migrations bring that, either way. */
export function sensitiveIn(snapshot: Pick<Snapshot, 'manifest' | 'migrations'>): readonly string[] {
  const known = sensitive.get(snapshot) ?? findPatterns(snapshot);
  sensitive.set(snapshot, known);
  return known;
}

const sensitive = new WeakMap<object, readonly string[]>();

function findPatterns({
  manifest,
  migrations,
}: Pick<Snapshot, 'manifest' | 'migrations'>): readonly string[] {
  const said = manifest.sensitive ?? [];
  const ways = migrations
    .flatMap(({ up, down = [] }) => [...up, ...down])
    .flatMap(wayOf)
    .map(({ from, to }) => [anyItem(from), anyItem(to)] as const)
    .flatMap(([from, to]) => [wayFrom(from, to), wayFrom(to, from)]);
  const isSecret = byName();
  const patterns = new Set(said);
  let work = 0;
  const add = (pattern: Pointer) => {
    work += patterns.size;
    const isCovered = [...patterns].some(
      (one) => one.endsWith('/**') && pattern.startsWith(one.slice(0, -2)),
    );
    if (!isCovered) patterns.add(pattern);
  };
  for (const { from, to } of ways) if (work <= maxWork && isSecret(from)) add(`${to}/**`);
  // In whatever order the steps stand: each place that a secret is brought to may be where another step begins.
  for (const pattern of patterns) {
    work += ways.length;
    if (work > maxWork) return ['/**'];
    const parts = parsePointer(pattern);
    for (const { keys, to } of ways) {
      const rest = restBelow(parts, keys);
      if (rest && rest.length < maxParts) add(to + formatPointer(rest));
    }
  }
  return [...patterns];
}

interface Way {
  readonly from: Pointer;
  readonly keys: readonly string[];
  readonly to: Pointer;
}

function wayFrom(from: Pointer, to: Pointer): Way {
  return { from, keys: parsePointer(from), to };
}

/** Whether what stands at a place, or is an item of the list there, is a secret by its name. */
function byName(): (place: Pointer) => boolean {
  const names = redactionOf([]);
  const isHidden = (value: readonly string[] | string, place: Pointer) =>
    JSON.stringify(names.own(value, place)) !== JSON.stringify(value);
  return (place) => isHidden('?', place) || (place.endsWith('/*') && isHidden(['?'], parentOf(place)));
}

/** Lists move: an item is meant wherever it stands. */
function anyItem(place: Pointer): Pointer {
  return formatPointer(parsePointer(place).map((part) => (/^(-|\d+)$/.test(part) ? '*' : part)));
}

/**
 * What of a pattern lies below a place that it may meet, and `**` where it meets the place or something around it;
 * `undefined` where it does not meet it. A part `*` of the place stands for any name.
 */
function restBelow(pattern: readonly string[], place: readonly string[]): readonly string[] | undefined {
  const [glob, ...globs] = pattern;
  const [part, ...parts] = place;
  if (glob === undefined) return ['**'];
  if (part === undefined) return pattern;
  if (glob === '**') return restBelow(globs, place) ?? restBelow(pattern, parts);
  return part === '*' || partOfGlob(glob).fits(part) ? restBelow(globs, parts) : undefined;
}

/** From where to where a step brings a value. */
function wayOf(step: Migration['up'][number]): readonly Pick<Way, 'from' | 'to'>[] {
  switch (step.op) {
    case 'move':
    case 'copy':
      return [{ from: step.from, to: step.path }];
    case 'rename':
      return [{ from: step.path, to: parentOf(step.path) + formatPointer([step.to]) }];
    case 'wrap':
      return [{ from: step.path, to: step.path + formatPointer([step.key]) }];
    case 'unwrap':
      return [{ from: step.path + formatPointer([step.key]), to: step.path }];
    default:
      return [];
  }
}
