// Where a value comes from: which layers of a profile say something about a place of a target, which of them wins, and
// where in their files that stands. A list that is replaced belongs, with all its items, to the layer that brings it.
import type { Manifest, Profile, Target } from '../model/model.ts';
import type { Document } from '../text/document.ts';
import { positionOf } from '../documents/fileDocument.ts';
import {
  afterUnset,
  layersFor,
  cumulativeValues,
  layerValue,
  type Layer,
  type LayerSources,
} from './layers.ts';
import { indexIn, ruleAt } from './merge.ts';
import { formatPointer, isWithin, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { metadataPointer } from '../records/profileMetadata.ts';
import { equalValues, isList, isMap, type Value } from '../values/value.ts';

/** What one layer says about a place. */
export interface OriginStep {
  /** "default", a profile's name, or "NAME.local". */
  readonly layer: string;
  readonly kind: Layer['kind'];
  /** `unsets`: it leaves out what is inherited. */
  readonly effect: 'sets' | 'unsets';
  /** What it says there: of a list that is merged, its own items only. */
  readonly value?: Value;
  /** It says what would be so without it. */
  readonly redundant: boolean;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The place in that file. */
  readonly pointer: Pointer;
}

export interface Origin {
  readonly pointer: Pointer;
  /** `undefined` where a layer leaves it out. */
  readonly value?: Value;
  /** The root-most first; the last one wins. */
  readonly steps: readonly OriginStep[];
}

/** The layers of a profile for one target with what they say together, up to each of them. */
export interface LayerStack {
  readonly layers: readonly Layer[];
  /** What each says by itself. */
  readonly values: readonly Value[];
  /** What each leaves of those below it; the root-most has none. */
  readonly kept: readonly (Value | undefined)[];
  readonly stack: readonly Value[];
  readonly rules: Manifest['arrays'];
}

export function layeringFrom(layers: readonly Layer[], rules: Manifest['arrays']): LayerStack {
  const stack = cumulativeValues(layers, rules);
  const kept = layers.map((layer, index) => {
    const below = stack[index - 1];
    return below === undefined ? undefined : afterUnset(layer, below);
  });
  return { layers, values: layers.map(layerValue), kept, stack, rules };
}

/** `null` when a layer has problems, or there is none. */
export function layerStack(
  sources: LayerSources,
  profile: Profile,
  target: Pick<Target, 'name'>,
): LayerStack | null {
  const { layers, problems } = layersFor(sources, profile, target.name);
  if (problems.length > 0 || layers.length === 0) return null;
  return layeringFrom(layers, sources.manifest.arrays);
}

/** Every place that holds a value, as it stands in the target, and every one that is left out. */
export function listOrigins(layering: LayerStack): readonly Origin[] {
  const { layers, stack } = layering;
  const total = stack.at(-1) ?? null;
  const unset = new Set(layers.flatMap((layer) => layer.unset));
  const gone = [...unset].filter((pointer) => valueAt(total, pointer) === undefined);
  return [...leavesOf(total, []), ...gone]
    .map((pointer) => originOf(layering, pointer))
    .filter(({ steps }) => steps.length > 0);
}

function leavesOf(value: Value, at: readonly string[]): readonly Pointer[] {
  const entries = isMap(value) ? Object.entries(value) : [];
  if (entries.length === 0) return at.length === 0 ? [] : [formatPointer(at)];
  return entries.flatMap(([key, item]) => leavesOf(item, [...at, key]));
}

export function originOf(layering: LayerStack, pointer: Pointer): Origin {
  const { layers, values, kept, stack, rules } = layering;
  const total = stack.at(-1) ?? null;
  const value = valueAt(total, pointer);
  const whole = replacedList({ total, rules }, pointer);
  const steps = layers.flatMap((layer, index): readonly OriginStep[] => {
    const below = stack[index - 1];
    const unset = below === undefined ? undefined : unsetBy(layer, below, pointer);
    const before = unset === undefined ? [] : [unsetStep(layer, unset)];
    const place = pointerInLayer(values[index] ?? null, { total, rules }, pointer);
    if (place === undefined) return before;
    const inherited = kept[index];
    const redundant = inherited !== undefined && isSameAt(inherited, stack[index] ?? null, whole ?? pointer);
    return [...before, setStep(layer, place, redundant)];
  });
  const counted = whole === undefined ? steps : steps.slice(-1); // In the others the number means another item.
  return { pointer, steps: counted, ...(value === undefined ? {} : { value }) };
}

/** The place that can be said otherwise by itself: an item of a list that is replaced only with its list. */
export function scopeOf({ stack, rules }: LayerStack, pointer: Pointer): Pointer {
  return replacedList({ total: stack.at(-1) ?? null, rules }, pointer) ?? pointer;
}

/**
 * Where in the whole a place of one layer's text counts: in a merged list its item has another number, and of a list that
 * a later layer replaces only the list itself is there. The text may be newer than that of the layering.
 */
export function wholePlace(layering: LayerStack, own: Document, pointer: Pointer): Pointer {
  const keys = parsePointer(pointer);
  const place: string[] = [];
  for (const [index, key] of keys.entries()) {
    const list = valueAt(own.value ?? null, formatPointer(keys.slice(0, index)));
    const item = isList(list) ? list[Number(key)] : undefined;
    const step = item === undefined ? key : itemPlace(layering, { place, item, key, file: own.path });
    if (step === undefined) break;
    place.push(step);
  }
  return formatPointer(place);
}

interface OwnItem {
  /** Of its list, in the whole. */
  readonly place: readonly string[];
  readonly item: Value;
  /** Its number in the layer's own list. */
  readonly key: string;
  readonly file: string;
}

function itemPlace(layering: LayerStack, { place, item, key, file }: OwnItem): string | undefined {
  const total = layering.stack.at(-1) ?? null;
  const pointer = formatPointer(place);
  const list = valueAt(total, pointer);
  const rule = ruleAt(total, place, layering.rules);
  if (!isList(list)) return undefined;
  if (rule === 'replace') return originOf(layering, pointer).steps.at(-1)?.file === file ? key : undefined;
  const index = indexIn(list, item, rule);
  return index < 0 ? undefined : String(index);
}

/** Whether a layer is of the profile itself, and not of what it inherits from. */
export function isOwnLayer({ name }: Profile, { kind, layer }: Pick<OriginStep, 'kind' | 'layer'>): boolean {
  return kind === 'overlay' || (kind === 'profile' && layer === name);
}

interface MergedValue {
  readonly total: Value;
  readonly rules: Manifest['arrays'];
}

/** The list around a place that a layer replaces whole, if there is one. */
function replacedList({ total, rules }: MergedValue, pointer: Pointer): Pointer | undefined {
  const keys = parsePointer(pointer);
  const depth = keys.findIndex((_, index) => {
    const at = keys.slice(0, index);
    return isList(valueAt(total, formatPointer(at))) && ruleAt(total, at, rules) === 'replace';
  });
  return depth < 0 ? undefined : formatPointer(keys.slice(0, depth));
}

/** Where a layer says something about a place of the whole: in a merged list its item has another number. */
function pointerInLayer(own: Value, { total, rules }: MergedValue, pointer: Pointer): Pointer | undefined {
  const keys = parsePointer(pointer);
  const place: string[] = [];
  for (const [index, key] of keys.entries()) {
    const at = keys.slice(0, index);
    const list = valueAt(total, formatPointer(at));
    const item = isList(list) ? list[Number(key)] : undefined;
    const rule = ruleAt(total, at, rules);
    const mine = valueAt(own, formatPointer(place));
    const isMerged = item !== undefined && isList(mine) && rule !== 'replace';
    place.push(isMerged ? String(indexIn(mine, item, rule)) : key);
  }
  const found = formatPointer(place);
  return valueAt(own, found) === undefined ? undefined : found;
}

function isSameAt(below: Value, now: Value, pointer: Pointer): boolean {
  const [old, value] = [valueAt(below, pointer), valueAt(now, pointer)];
  return old !== undefined && value !== undefined && equalValues(old, value);
}

/** What a layer leaves out that holds the place. */
function unsetBy({ unset }: Layer, below: Value, pointer: Pointer): Pointer | undefined {
  if (valueAt(below, pointer) === undefined) return undefined;
  return unset.find((candidate) => isWithin(pointer, candidate));
}

function setStep({ name, kind, document }: Layer, pointer: Pointer, redundant: boolean): OriginStep {
  const value = valueAt(document.value ?? null, pointer);
  const place = { file: document.path, ...positionOf(document, pointer), pointer };
  return {
    layer: name,
    kind,
    effect: 'sets',
    redundant,
    ...place,
    ...(value === undefined ? {} : { value }),
  };
}

function unsetStep({ name, kind, document, metadata }: Layer, unset: Pointer): OriginStep {
  const lists: readonly (readonly [Document, Pointer])[] = [
    [document, `${metadataPointer}/unset`],
    ...(metadata ? [[metadata, '/unset'] as const] : []),
  ];
  const said = lists.flatMap(([file, list]) => {
    const pointer = memberOf(file.value ?? null, list, unset);
    return pointer === undefined ? [] : [{ file, pointer }];
  });
  const { file, pointer } = said[0] ?? { file: document, pointer: '' };
  const place = { file: file.path, ...positionOf(file, pointer), pointer };
  return { layer: name, kind, effect: 'unsets', redundant: false, ...place };
}

/** Where a text stands in a list, or alone instead of one. */
function memberOf(value: Value, list: Pointer, text: string): Pointer | undefined {
  const said = valueAt(value, list);
  if (said === text) return list;
  const index = isList(said) ? said.indexOf(text) : -1;
  return index < 0 ? undefined : `${list}/${index}`;
}
