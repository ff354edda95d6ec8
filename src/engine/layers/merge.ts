// Layers on top of each other: maps merge, everything else is replaced, `null` is a value like any other.
import type { ArrayRule, Manifest } from '../model/model.ts';
import { formatPointer, valueAt } from '../values/pointer.ts';
import { ownMap, type Making } from '../values/withoutPointers.ts';
import {
  canonicalText,
  equalValues,
  isList,
  isMap,
  mapOf,
  type Value,
  type ValueMap,
} from '../values/value.ts';

type ArrayRules = Manifest['arrays'];
type Merging = Exclude<ArrayRule, 'replace'>;

/** `over` on `base`; lists by the manifest's rule for their pointer. */
export function mergeValues(base: Value, over: Value, rules: ArrayRules): Value {
  return mergeTelling(base, over, { rules, tell: () => undefined });
}

/** The same, telling how many entries it made anew. What `over` does not change is shared with `base`. */
export function mergeTelling(base: Value, over: Value, merging: Omit<MergeContext, 'at'>): Value {
  return mergeAt(base, over, { ...merging, at: [] });
}

interface MergeContext extends Making {
  readonly rules: ArrayRules;
  readonly at: readonly string[];
}

function mergeAt(base: Value, over: Value, place: MergeContext): Value {
  if (isMap(base) && isMap(over)) return mergeMaps(base, over, place);
  if (isList(base) && isList(over)) return mergeLists(base, over, place);
  return over;
}

function mergeMaps(base: ValueMap, over: ValueMap, place: MergeContext): ValueMap {
  const merged = Object.entries(over).map(([key, value]): [string, Value] => {
    const below = base[key];
    return [key, below === undefined ? value : mergeAt(below, value, { ...place, at: [...place.at, key] })];
  });
  if (merged.every(([key, value]) => value === base[key])) return base;
  const own = ownMap(base, place);
  place.tell(merged.length);
  for (const [key, value] of merged) own[key] = value;
  return own;
}

function mergeLists(base: readonly Value[], over: readonly Value[], place: MergeContext): readonly Value[] {
  const { rules, at, tell } = place;
  const rule: ArrayRule = rules[formatPointer(at)] ?? 'replace';
  if (rule === 'replace') return over;
  tell(base.length + over.length);
  const [known, said] = [firstOf(base, rule), firstOf(over, rule)];
  const merged = base.map((item) => {
    const match = said.get(identityOf(item, rule) ?? '');
    return match === undefined ? item : mergeAt(item, match, { ...place, at: [...at, '*'] });
  });
  return [...merged, ...over.filter((item) => !known.has(identityOf(item, rule) ?? ''))];
}

/** The first item of each identity: lists can be long, and each item is looked for. */
function firstOf(list: readonly Value[], rule: Merging): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const item of list) {
    const identity = identityOf(item, rule);
    if (identity !== undefined && !found.has(identity)) found.set(identity, item);
  }
  return found;
}

/** The same text for what `isSameItem` takes for one; `undefined` of an item without the key. */
function identityOf(item: Value, rule: Merging): string | undefined {
  const identity = rule === 'append' ? item : isMap(item) ? item[rule.byKey] : undefined;
  return identity === undefined ? undefined : canonicalText(identity);
}

/** Whether two items of a merged list are one: by what they hold, or by the key that tells them apart. */
function isSameItem(left: Value, right: Value, rule: Merging): boolean {
  if (rule === 'append') return equalValues(left, right);
  const [a, b] = [left, right].map((item) => (isMap(item) ? item[rule.byKey] : undefined));
  return a !== undefined && b !== undefined && equalValues(a, b);
}

/** The rule of the list at a place of a merged value: items of lists that are merged by a key count as `*`. */
export function ruleAt(value: Value, keys: readonly string[], rules: ArrayRules): ArrayRule {
  if (Object.keys(rules).length === 0) return 'replace';
  const at = keys.map((key, index) => {
    const list = valueAt(value, formatPointer(keys.slice(0, index)));
    return isList(list) && typeof ruleAt(value, keys.slice(0, index), rules) === 'object' ? '*' : key;
  });
  return rules[formatPointer(at)] ?? 'replace';
}

/** The index, in a layer's own list, of an item of the merged one; `undefined` where it is not the layer's. */
export function indexIn(own: readonly Value[], item: Value, rule: Merging): number {
  return own.findIndex((candidate) => isSameItem(candidate, item, rule));
}

/** What a layer says of a merged list so that, on the inherited one, it makes the wanted one, where that can be. */
export function itemsOver(base: readonly Value[], wanted: readonly Value[], rule: Merging): readonly Value[] {
  const whole = firstOf(base, 'append');
  const others = wanted.filter((item) => !whole.has(canonicalText(item)));
  if (rule === 'append') return others;
  const byKey = firstOf(base, rule);
  return others.map((item) => {
    const known = byKey.get(identityOf(item, rule) ?? '');
    if (!isMap(known) || !isMap(item)) return item;
    const isSaid = ([key, value]: readonly [string, Value]) => {
      const before = known[key];
      return key === rule.byKey || before === undefined || !equalValues(before, value);
    };
    return mapOf(Object.entries(item).filter(isSaid));
  });
}
