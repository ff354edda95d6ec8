// Where the secrets of one file stand, by the same rules by which they are hidden.
import { redactionOf } from './redact.ts';
import { withoutSecrets } from './secretText.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { equalValues, isList, isMap, type Value } from '../values/value.ts';

/** Keeps a file of ever new keys from being told in full. */
const maxPlaces = 1_000;

/**
 * Returns the places of secrets in a value; items of lists as `*`, since they move. A key that is one itself is told by
 * the place of its map.
 * @param sensitive as in `redactionOf`.
 */
export function secretPlaces(value: Value, sensitive: readonly string[]): readonly Pointer[] {
  const found = new Set<Pointer>();
  findHidden(value, redactionOf([value], sensitive).value(value, ''), { keys: [], found });
  return [...found];
}

/** Whether a text that is no document holds secrets. */
export function holdsSecret(text: string): boolean {
  return text.split(/\r?\n/).some((line) => withoutSecrets(line) !== line);
}

interface Walk {
  readonly keys: readonly string[];
  readonly found: Set<Pointer>;
}

function findHidden(is: Value, shown: Value, { keys, found }: Walk): void {
  if (found.size >= maxPlaces || is === shown) return;
  if (isList(is) && isList(shown)) {
    for (const [at, item] of is.entries())
      findHidden(item, shown[at] ?? null, { keys: [...keys, '*'], found });
  } else if (isMap(is) && isMap(shown)) {
    for (const [key, part] of Object.entries(is)) {
      const other = Object.hasOwn(shown, key) ? shown[key] : undefined;
      if (other === undefined) found.add(formatPointer(keys));
      else findHidden(part, other, { keys: [...keys, key], found });
    }
  } else if (!equalValues(is, shown)) found.add(formatPointer(keys));
}
