// Values of another shape than those that they replace, told once each, and not too many: who has made one such change
// may have made thousands.
import { t } from '@vscode/l10n';
import type { Problem } from '../model/model.ts';
import type { Document } from '../text/document.ts';
import { problemAt } from '../documents/fileDocument.ts';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { isList, isMap, Literal, type Value } from '../values/value.ts';
import { afterUnset, foundOnce, layerValue, type Layer, type Rules } from './layers.ts';

/** The layers of a profile for a target, and what they say together up to each of them. */
export interface Layering {
  readonly layers: readonly Layer[];
  readonly stack: readonly Value[];
}

/** A layer on those that it lies on. */
interface LaidLayer {
  readonly layer: Layer;
  readonly below: Value;
  readonly layers: readonly Layer[];
  readonly index: number;
}

interface Clash {
  readonly laid: LaidLayer;
  readonly pointer: Pointer;
}

const maxClashes = 100;

/**
 * Where a layer puts a value of another shape on one it inherits (a map on a scalar, a list on a map). The later one
 * counts, which is seldom meant: `null` and tagged values, and what the layer unsets, are.
 */
export function clashesOf(layerings: readonly Layering[]): readonly Problem[] {
  const found = new Map<string, Clash>();
  for (const { laid, pointer } of eachClash(laidLayers(layerings))) {
    const key = `${laid.layer.document.path}#${pointer}`;
    if (found.size === maxClashes && !found.has(key))
      return [...found.values()].map(clashProblem).concat(rest());
    found.set(key, { laid, pointer });
  }
  return [...found.values()].map(clashProblem);
}

/** Each layer on each of those that it lies on, once: profiles share most of theirs. The last one stands for the others. */
function laidLayers(layerings: readonly Layering[]): Iterable<ReadonlyMap<Value, LaidLayer>> {
  const places = new Map<Document, Map<Value, LaidLayer>>();
  for (const { layers, stack } of layerings)
    for (const [index, layer] of layers.entries()) {
      const below = stack[index - 1];
      if (below === undefined) continue;
      const known = places.get(layer.document) ?? new Map<Value, LaidLayer>();
      known.delete(below);
      places.set(layer.document, known.set(below, { layer, below, layers, index }));
    }
  return places.values();
}

function* eachClash(places: Iterable<ReadonlyMap<Value, LaidLayer>>): Generator<Clash> {
  for (const ofDocument of places)
    for (const laid of ofDocument.values())
      for (const pointer of clashesOn(laid.layer, laid.below, noRules)) yield { laid, pointer };
}

function rest(): Problem {
  const message = t(
    'More than {0} values replace a value of a different type. Fix these to see the rest.',
    maxClashes,
  );
  return { file: 'profiles', line: 0, column: 0, pointer: '', message, keyword: 'clash' };
}

const noRules: Rules = {};

const clashesOn = foundOnce((layer, below) =>
  clashesBetween(afterUnset(layer, below), layerValue(layer), []),
);

type ValueShape = 'map' | 'list' | 'scalar';

/** `null` may be meant for anything, and a custom tag may stand for it. */
function shapeOf(value: Value): ValueShape | null {
  if (value === null || (value instanceof Literal && value.kind === 'tagged')) return null;
  return isMap(value) ? 'map' : isList(value) ? 'list' : 'scalar';
}

function clashesBetween(below: Value, over: Value, at: readonly string[]): readonly Pointer[] {
  if (isMap(below) && isMap(over)) {
    return Object.entries(over).flatMap(([key, value]) => {
      const inherited = below[key];
      return inherited === undefined ? [] : clashesBetween(inherited, value, [...at, key]);
    });
  }
  const [old, now] = [shapeOf(below), shapeOf(over)];
  return old !== null && now !== null && old !== now ? [formatPointer(at)] : [];
}

const shapeWords: Readonly<Record<ValueShape, () => string>> = {
  map: () => t('a map'),
  list: () => t('a list'),
  scalar: () => t('a single value'),
};

function clashProblem({ laid, pointer }: Clash): Problem {
  const { layer, below, layers, index } = laid;
  const say = (value: Value | undefined) => shapeWords[shapeOf(value ?? null) ?? 'scalar']();
  const origin = layers
    .slice(0, index)
    .findLast((lower) => valueAt(layerValue(lower), pointer) !== undefined);
  const name = parsePointer(pointer).at(-1) ?? t('the content');
  const [now, old] = [say(valueAt(layerValue(layer), pointer)), say(valueAt(below, pointer))];
  const message = t(
    '"{0}" is {1} here but {2} in {3}, so this value replaces the inherited one entirely. If that\'s intended, add "{4}" to "unset".',
    name,
    now,
    old,
    origin?.document.path ?? t('a layer below'),
    pointer,
  );
  return problemAt(layer.document, pointer, { message, keyword: 'clash' });
}
