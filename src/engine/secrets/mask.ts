// Changes, values and sentences without what references in profiles resolve to, for what a person is shown without having
// asked for it. What agents and logs are shown hides more; see `redact.ts`.
import type { Change } from '../model/model.ts';
import { parsePointer, type Pointer } from '../values/pointer.ts';
import { pointerGlobs, type GlobState } from '../values/pointerGlobs.ts';
import { isList, isMap, mapOf, type Value } from '../values/value.ts';
import { knownSecrets } from './knownSecrets.ts';
import { hiddenMark } from './secretText.ts';

export interface Mask {
  readonly value: (value: Value, pointer: Pointer) => Value;
  readonly change: (change: Change) => Change;
  readonly text: (text: string) => string;
}

/** Hides nothing. */
export const noMask: Mask = { value: (value) => value, change: (change) => change, text: (text) => text };

/** @param places patterns of pointers @param secrets what is hidden wherever it stands, unless it is short. */
export function maskOf(places: readonly Pointer[], secrets: Iterable<string>): Mask {
  const root = pointerGlobs(places);
  const known = knownSecrets(new Set(secrets));
  const value: Mask['value'] = (shown, pointer) =>
    known.outOfValue(hideAt(shown, stateAt(root, parsePointer(pointer))));
  return {
    value,
    text: (text) => known.outOfText(text),
    change: (change) => {
      const { pointer, oldPointer, from, to } = change;
      const hidden = (shown: Value) => value(value(shown, oldPointer ?? pointer), pointer);
      return {
        ...change,
        ...(from === undefined ? {} : { from: hidden(from) }),
        ...(to === undefined ? {} : { to: hidden(to) }),
      };
    },
  };
}

/** `null`: everything below is hidden. */
type HidingState = GlobState | null;

function stateAt(root: GlobState, keys: readonly string[]): HidingState {
  let state: HidingState = root.isMatch ? null : root;
  for (const key of keys) state = next(state, key);
  return state;
}

function next(state: HidingState, key: string): HidingState {
  const found = state?.next(key);
  return found === undefined || found.isMatch ? null : found;
}

function hideAt(value: Value, state: HidingState): Value {
  if (isList(value)) return value.map((item, index) => hideAt(item, next(state, String(index))));
  if (isMap(value))
    return mapOf(Object.entries(value).map(([key, item]) => [key, hideAt(item, next(state, key))]));
  // What a profile says there is no secret.
  const isReference = typeof value === 'string' && /\$\{(secret|env):/.test(value);
  return state === null && !isReference ? hiddenMark : value;
}
