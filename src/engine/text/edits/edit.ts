// Edits as data, and what they mean for a value. The text formats must agree with `applyEdits`: every text
// that `editDocument` hands out is parsed again and compared with what this file says.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import {
  endRun,
  isItems,
  ownCopy,
  ownList,
  writableMap,
  renameKey,
  startRun,
  type Container,
  type EditSession,
} from './editSession.ts';
import { formatPointer, isWithin, parentOf, parsePointer, type Pointer } from '../../values/pointer.ts';
import { isList, isMap, type Value } from '../../values/value.ts';

/**
 * `set` replaces a value or adds a key, and creates the maps that are missing on the way, and for `-` a list; in a list
 * its last part is an index or `-` (append). `insert` puts an item before an index of a list, and is `set` in a map.
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
  const run = startRun(value);
  for (const edit of edits) applyEdit(run, edit);
  return endRun(run);
}

function applyEdit(run: EditSession, edit: Edit): void {
  const keys = stepsTo(edit.pointer);
  switch (edit.op) {
    case 'set':
      put(ownParent(run, keys, edit), { edit, key: lastOf(keys), value: edit.value });
      break;
    case 'insert':
      insert(ownParent(run, keys, edit), { edit, key: lastOf(keys), value: edit.value });
      break;
    case 'remove':
      if (valueAtSteps(run, keys) !== undefined) takeOut(run, keys, edit);
      break;
    case 'rename':
      rename(run, keys, edit);
      break;
    case 'wrap': {
      const wrapped = writableMap(run, null);
      wrapped[edit.key] = demanded(run, keys, edit);
      put(ownParent(run, keys, edit), { edit, key: lastOf(keys), value: wrapped });
      break;
    }
    case 'unwrap': {
      const map = demanded(run, keys, edit);
      const value = isMap(map) ? map[edit.key] : undefined;
      if (value === undefined) throw nothingAt(edit);
      put(ownParent(run, keys, edit), { edit, key: lastOf(keys), value });
      break;
    }
    case 'copy': {
      const value = ownCopy(run, demanded(run, stepsTo(edit.from), edit));
      insert(ownParent(run, keys, edit), { edit, key: lastOf(keys), value });
      break;
    }
    case 'move':
      move(run, keys, edit);
  }
}

/** From the top of a run, which has the whole content under an empty key. */
function stepsTo(pointer: Pointer): readonly string[] {
  return ['', ...parsePointer(pointer)];
}

function lastOf(keys: readonly string[]): string {
  return keys.at(-1) ?? '';
}

/** The map or list that has a place in it, for changes; maps that are missing on the way are made. */
function ownParent(run: EditSession, keys: readonly string[], edit: Edit): Container {
  let here: Container = run.top;
  for (const [index, key] of keys.slice(0, -1).entries()) {
    const child: Value = childOf(here, key) ?? emptyFor(keys[index + 1]);
    const isKnown = isMap(child) || isList(child);
    if (!isKnown && child !== null) throw noPlace(edit);
    const own: Container = isList(child)
      ? ownList(run, child)
      : writableMap(run, isMap(child) ? child : null);
    if (own !== child) put(here, { edit, key, value: own });
    here = own;
  }
  return here;
}

/** What is made on the way to a key: the end of a list is in a list. */
export function emptyFor(key: string | undefined): readonly Value[] | null {
  return key === '-' ? [] : null;
}

interface Putting {
  readonly edit: Edit;
  readonly key: string;
  readonly value: Value;
}

function put(parent: Container, { edit, key, value }: Putting): void {
  if (!isItems(parent)) parent[key] = value;
  else parent[itemIndex(parent, key, edit)] = value;
}

function insert(parent: Container, { edit, key, value }: Putting): void {
  if (!isItems(parent)) parent[key] = value;
  else parent.splice(itemIndex(parent, key, edit), 0, value);
}

function itemIndex(list: readonly Value[], key: string, edit: Edit): number {
  const index = listIndex(list.length, key);
  if (index === undefined) throw noPlace(edit);
  return index;
}

/** Takes out what is there. */
function takeOut(run: EditSession, keys: readonly string[], edit: Edit): void {
  const key = lastOf(keys);
  const parent = ownParent(run, keys, edit);
  if (parent === run.top) parent[key] = null;
  else if (isItems(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

function rename(run: EditSession, keys: readonly string[], edit: Renaming): void {
  const key = lastOf(keys);
  const parent = keys.length === 1 ? undefined : valueAtSteps(run, keys.slice(0, -1));
  if (!isMap(parent) || parent[key] === undefined) throw nothingAt(edit);
  if (key === edit.key) return;
  if (parent[edit.key] !== undefined) {
    const taken = parentOf(edit.pointer) + formatPointer([edit.key]);
    const message = t("{0} can't be renamed: {1} already exists.", edit.pointer, taken);
    throw new EngineError('invalid', message, { pointer: edit.pointer });
  }
  const own = ownParent(run, keys, edit);
  if (!isItems(own)) renameKey(run, own, { from: key, to: edit.key });
}

function move(run: EditSession, keys: readonly string[], edit: Relocation): void {
  const { from, pointer } = edit;
  const start = stepsTo(from);
  const value = demanded(run, start, edit);
  if (from === '' || (pointer !== from && isWithin(pointer, from))) {
    const message = t("{0} can't be moved into itself.", from || t('The whole content'));
    throw new EngineError('invalid', message, { pointer: from });
  }
  const around = valueAtSteps(run, start.slice(0, -1));
  const isFree = isMap(around) && around[lastOf(keys)] === undefined;
  if (pointer === from) return;
  if (isFree && pointer !== '' && parentOf(pointer) === parentOf(from)) {
    rename(run, start, { op: 'rename', pointer: from, key: lastOf(keys) });
    return;
  }
  takeOut(run, start, edit);
  insert(ownParent(run, keys, edit), { edit, key: lastOf(keys), value });
}

function demanded(run: EditSession, keys: readonly string[], edit: Edit): Value {
  const found = valueAtSteps(run, keys);
  if (found === undefined) throw nothingAt(edit);
  return found;
}

function valueAtSteps({ top }: EditSession, keys: readonly string[]): Value | undefined {
  let here: Value | undefined = top;
  for (const key of keys) here = childOf(here, key);
  return here;
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
  const message =
    edit.op !== 'rename'
      ? t('There is nothing at {0} to {1}.', pointer || t('the root'), edit.op)
      : pointer === ''
        ? t("The root can't be renamed.")
        : t('There is no key {0} to rename.', pointer);
  return new EngineError('invalid', message, { pointer });
}

export function noPlace(edit: Edit): EngineError {
  const { pointer } = edit;
  const message =
    'from' in edit
      ? t("{1} can't be moved or copied to {0}, because nothing can be added there.", pointer, edit.from)
      : t('No value can be added at {0}. Check the path.', pointer);
  return new EngineError('invalid', message, { pointer });
}
