// Data that is nearly right: documents with a few places replaced, removed or added to.
import fc from 'fast-check';

interface Change {
  readonly at: number;
  readonly key: string;
  readonly value: unknown;
  readonly kind: 'replace' | 'remove' | 'insert';
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  key: fc.constantFrom('x', 'path', 'op', 'to', 'extends', 'unset', '__proto__', 'constructor', '/a'),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('add', 'scale', '/a', 0, 1, '1.0.0', '10 s', 'append'),
  ),
  kind: fc.constantFrom('replace', 'remove', 'insert'),
});

/** As JSON. */
export function changedData(documents: readonly unknown[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([data, changes]) => JSON.stringify(changes.reduce(changedBy, data)));
}

function changedBy(data: unknown, change: Change): unknown {
  const places = placesIn(data);
  return changedAt(data, places[change.at % places.length] ?? [], change);
}

function changedAt(data: unknown, [key, ...rest]: readonly string[], change: Change): unknown {
  const entries = entriesOf(data);
  if (key === undefined) {
    if (change.kind !== 'insert' || typeof data !== 'object' || data === null) return change.value;
    return Array.isArray(data)
      ? [...(data as unknown[]), change.value]
      : { ...data, [change.key]: change.value };
  }
  const changed = entries.flatMap(([name, item]): [string, unknown][] => {
    if (name !== key) return [[name, item]];
    return rest.length === 0 && change.kind === 'remove' ? [] : [[name, changedAt(item, rest, change)]];
  });
  return Array.isArray(data) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

function placesIn(data: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  return [at, ...entriesOf(data).flatMap(([key, item]) => placesIn(item, [...at, key]))];
}

function entriesOf(data: unknown): readonly [string, unknown][] {
  return typeof data === 'object' && data !== null ? Object.entries(data) : [];
}
