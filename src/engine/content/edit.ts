// Edits as data, and what they mean for a value. The text formats must agree with `applyEdits`: every text
// that `editDocument` hands out is parsed again and compared with what this file says.
import { EngineError } from '../errors.ts';
import { parsePointer, type Pointer } from './pointer.ts';
import { isList, isMap, mapOf, type Value } from './value.ts';

/**
 * `set` replaces a value or adds a key, and creates the maps that are missing on the way; in a list its last
 * part is an index or `-` (append). `insert` puts an item before an index of a list, and is `set` in a map.
 * `remove` of something absent does nothing. A `null` on the way counts as an empty map; another scalar on
 * the way cannot be edited. Removing the whole content leaves `null`.
 */
export type Edit =
  | { readonly op: 'set' | 'insert'; readonly pointer: Pointer; readonly value: Value }
  | { readonly op: 'remove'; readonly pointer: Pointer };

/** The value after the edits, in order; what they do not touch is shared. @throws invalid where no place is. */
export function applyEdits(value: Value, edits: readonly Edit[]): Value {
  // Copies made here may be changed in place by later edits, which keeps many edits of one map linear.
  const run: Run = { owned: new WeakSet() };
  return edits.reduce<Value>(
    (here, edit) => applyAt(run, here, { edit, keys: parsePointer(edit.pointer) }),
    value,
  );
}

interface Run {
  readonly owned: WeakSet<object>;
}

interface Step {
  readonly edit: Edit;
  /** What is left of the edit's pointer. */
  readonly keys: readonly string[];
}

function applyAt(run: Run, value: Value, { edit, keys }: Step): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return edit.op === 'remove' ? null : edit.value;
  if (isList(value)) return applyToList(run, value, { edit, keys });
  if (edit.op === 'remove') return removeKey(run, value, { edit, keys });
  if (!isMap(value) && value !== null) throw noPlace(edit);
  const map = ownMap(run, value);
  map[key] = applyAt(run, map[key] ?? null, { edit, keys: rest });
  return map;
}

function removeKey(run: Run, value: Value, { edit, keys }: Step): Value {
  const [key = '', ...rest] = keys;
  const child = isMap(value) ? value[key] : undefined;
  if (!isMap(value) || child === undefined) return value;
  const map = ownMap(run, value);
  if (rest.length > 0) map[key] = applyAt(run, child, { edit, keys: rest });
  else Reflect.deleteProperty(map, key);
  return map;
}

function applyToList(run: Run, value: readonly Value[], { edit, keys }: Step): Value {
  const [key = '', ...rest] = keys;
  const index = listIndex(value.length, key);
  const child = index === undefined ? undefined : value[index];
  if (index === undefined || (child === undefined && edit.op === 'remove')) {
    if (edit.op === 'remove') return value;
    throw noPlace(edit);
  }
  const list = ownList(run, value);
  if (edit.op === 'remove' && rest.length === 0) list.splice(index, 1);
  else {
    const next = applyAt(run, child ?? null, { edit, keys: rest });
    list.splice(index, edit.op === 'insert' && rest.length === 0 ? 0 : 1, next);
  }
  return list;
}

function ownMap(run: Run, value: Value): Record<string, Value> {
  const map = isMap(value) ? value : mapOf([]);
  // `owned` holds only maps that this run has copied, so nobody else can see the change.
  if (run.owned.has(map)) return map;
  const copy = mapOf(Object.entries(map)) as Record<string, Value>; // Made on this line.
  run.owned.add(copy);
  return copy;
}

function ownList(run: Run, value: readonly Value[]): Value[] {
  if (run.owned.has(value)) return value as Value[]; // As in `ownMap`.
  const copy = [...value];
  run.owned.add(copy);
  return copy;
}

/** The index a pointer's part means in a list of this length; the length itself and `-` mean its end. */
export function listIndex(length: number, key: string): number | undefined {
  if (key === '-') return length;
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN;
  return index <= length ? index : undefined;
}

export function noPlace(edit: Edit): EngineError {
  return new EngineError('invalid', `There is no place ${edit.pointer} to edit.`, { pointer: edit.pointer });
}
