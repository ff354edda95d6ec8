// Edits as data, and what they mean for a value. The text formats must agree with `applyEdits`: every text
// that `editDocument` hands out is parsed again and compared with what this file says.
import { EngineError } from '../errors.ts';
import { keepOrder, ownCopy, ownList, ownMap, renameKey, type Run } from './editRun.ts';
import { formatPointer, isWithin, parentOf, parsePointer, type Pointer } from './pointer.ts';
import { isList, isMap, mapOf, type Value } from './value.ts';

/**
 * `set` replaces a value or adds a key, and creates the maps that are missing on the way; in a list its last
 * part is an index or `-` (append). `insert` puts an item before an index of a list, and is `set` in a map.
 * `remove` of something absent does nothing. A `null` on the way counts as an empty map; another scalar on
 * the way cannot be edited. Removing the whole content leaves `null`.
 *
 * `rename` gives the key at `pointer` another name. `move` takes out what is at `from` and then inserts it at
 * `pointer`, which is the place after the taking out; `copy` leaves it there, too. `wrap` makes of the value v at
 * `pointer` the map {key: v}; `unwrap` makes of the map there what it has under `key`. All of these need what they
 * name to be there.
 */
export type Edit =
  | PlainEdit
  | { readonly op: 'rename'; readonly pointer: Pointer; readonly key: string }
  | { readonly op: 'wrap' | 'unwrap'; readonly pointer: Pointer; readonly key: string }
  | { readonly op: 'move' | 'copy'; readonly from: Pointer; readonly pointer: Pointer };

/** What says all of its value itself. */
export type PlainEdit =
  | { readonly op: 'set' | 'insert'; readonly pointer: Pointer; readonly value: Value }
  | { readonly op: 'remove'; readonly pointer: Pointer };
export function isPlainEdit(edit: Edit): edit is PlainEdit {
  return edit.op === 'set' || edit.op === 'insert' || edit.op === 'remove';
}

export type Renaming = Extract<Edit, { readonly op: 'rename' }>;
export type Relocation = Extract<Edit, { readonly from: Pointer }>;

/** The value after the edits, in order; what they do not touch is shared. @throws invalid where no place is. */
export function applyEdits(value: Value, edits: readonly Edit[]): Value {
  const run: Run = { owned: new WeakSet(), places: new Map() };
  const edited = edits.reduce<Value>((here, edit) => applyEdit(run, here, edit), value);
  keepOrder(run);
  return edited;
}

function applyEdit(run: Run, value: Value, edit: Edit): Value {
  const keys = parsePointer(edit.pointer);
  switch (edit.op) {
    case 'set':
    case 'insert':
      return put(run, value, { edit, keys, value: edit.value });
    case 'remove':
      return takeOut(run, value, keys);
    case 'rename':
      return renameAt(run, value, edit);
    case 'wrap': {
      const wrapped = mapOf([[edit.key, demanded(value, keys, edit)]]);
      run.owned.add(wrapped);
      return replace(run, value, { edit, keys, value: wrapped });
    }
    case 'unwrap': {
      const map = demanded(value, keys, edit);
      return replace(run, value, { edit, keys, value: demanded(isMap(map) ? map : null, [edit.key], edit) });
    }
    case 'move':
    case 'copy':
      return relocate(run, value, edit);
  }
}

interface Step {
  readonly edit: Edit;
  /** What is left of the edit's pointer. */
  readonly keys: readonly string[];
  readonly value: Value;
}

function put(run: Run, here: Value, { edit, keys, value }: Step): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const step = { edit, keys: rest, value };
  if (isList(here)) {
    const index = listIndex(here.length, key);
    if (index === undefined) throw noPlace(edit);
    const list = ownList(run, here);
    const inserts = edit.op !== 'set' && rest.length === 0;
    list.splice(index, inserts ? 0 : 1, put(run, list[index] ?? null, step));
    return list;
  }
  if (!isMap(here) && here !== null) throw noPlace(edit);
  const map = ownMap(run, isMap(here) ? here : null);
  map[key] = put(run, map[key] ?? null, step);
  return map;
}

/** As `put`, but an item of a list gives its place to the value. */
function replace(run: Run, here: Value, { edit, keys, value }: Step): Value {
  return put(run, here, { edit: { op: 'set', pointer: edit.pointer, value }, keys, value });
}

/** Without what is at a place; the value itself where there is nothing. */
function takeOut(run: Run, here: Value, [key, ...rest]: readonly string[]): Value {
  if (key === undefined) return null;
  const child = childOf(here, key);
  if (child === undefined) return here;
  if (isList(here)) {
    const list = ownList(run, here);
    list.splice(Number(key), 1, ...(rest.length > 0 ? [takeOut(run, child, rest)] : []));
    return list;
  }
  const map = ownMap(run, isMap(here) ? here : null);
  if (rest.length > 0) map[key] = takeOut(run, child, rest);
  else Reflect.deleteProperty(map, key);
  return map;
}

function renameAt(run: Run, here: Value, edit: Renaming): Value {
  const keys = parsePointer(edit.pointer);
  const key = keys.at(-1);
  const around = keys.slice(0, -1);
  const parent = demanded(here, around, edit);
  if (key === undefined || !isMap(parent) || !(key in parent)) throw nothingAt(edit);
  if (key === edit.key) return here;
  if (edit.key in parent) {
    const message = `The key ${edit.pointer} cannot be renamed: ${parentOf(edit.pointer) + formatPointer([edit.key])} is there already.`;
    throw new EngineError('invalid', message, { pointer: edit.pointer });
  }
  const map = ownMap(run, parent);
  renameKey(run, map, { from: key, to: edit.key });
  return replace(run, here, { edit, keys: around, value: map });
}

function relocate(run: Run, here: Value, edit: Relocation): Value {
  const keys = parsePointer(edit.pointer);
  const from = parsePointer(edit.from);
  const value = demanded(here, from, edit);
  if (edit.op === 'copy') return put(run, here, { edit, keys, value: ownCopy(run, value) });
  if (edit.from === '' || (edit.pointer !== edit.from && isWithin(edit.pointer, edit.from))) {
    throw new EngineError('invalid', `${edit.from || 'The whole content'} cannot be moved into itself.`, {
      pointer: edit.from,
    });
  }
  const renamed = renameInPlace(here, edit);
  if (renamed) return renameAt(run, here, renamed);
  return put(run, takeOut(run, here, from), { edit, keys, value });
}

/** The renaming that a move within one map, to a key that is not there, is. */
export function renameInPlace(
  value: Value,
  { from, pointer }: { readonly from: Pointer; readonly pointer: Pointer },
): Renaming | undefined {
  const around = parsePointer(from).slice(0, -1);
  const key = parsePointer(pointer).at(-1);
  if (key === undefined || pointer !== formatPointer([...around, key])) return undefined;
  const parent = around.reduce<Value | undefined>(childOf, value);
  return isMap(parent) && (from === pointer || !(key in parent))
    ? { op: 'rename', pointer: from, key }
    : undefined;
}

function demanded(value: Value, keys: readonly string[], edit: Edit): Value {
  const found = keys.reduce<Value | undefined>(childOf, value);
  if (found === undefined) throw nothingAt(edit);
  return found;
}

function childOf(value: Value | undefined, key: string): Value | undefined {
  if (isMap(value)) return value[key];
  const index = isList(value) && key !== '-' ? listIndex(value.length, key) : undefined;
  return isList(value) && index !== undefined ? value[index] : undefined;
}

/** The index a pointer's part means in a list of this length; the length itself and `-` mean its end. */
export function listIndex(length: number, key: string): number | undefined {
  if (key === '-') return length;
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN;
  return index <= length ? index : undefined;
}

/** There is nothing to start from. */
function nothingAt(edit: Edit): EngineError {
  const pointer =
    'from' in edit
      ? edit.from
      : edit.op === 'unwrap'
        ? edit.pointer + formatPointer([edit.key])
        : edit.pointer;
  const what = edit.op === 'rename' ? 'no key' : 'nothing at';
  return new EngineError('invalid', `There is ${what} ${pointer || 'of the whole content'} to ${edit.op}.`, {
    pointer,
  });
}

export function noPlace(edit: Edit): EngineError {
  const purpose = 'from' in edit ? `put ${edit.from}` : 'edit';
  return new EngineError('invalid', `There is no place ${edit.pointer} to ${purpose}.`, {
    pointer: edit.pointer,
  });
}
