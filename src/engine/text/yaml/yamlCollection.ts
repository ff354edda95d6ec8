// What the entries of a YAML map or list make together: its value, merge keys resolved. What these bring is counted
// before it is made, and bounded.
import { t } from '@vscode/l10n';
import { tooLarge, type Fault, type SyntaxEntry, type SyntaxNode } from '../syntax/syntax.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from '../../values/value.ts';

type CollectionShape = Omit<SyntaxNode, 'value' | 'kind'> & { readonly kind: 'map' | 'list' };

/** How many nodes the aliases of a document may stand for, and how many keys its merge keys may bring. */
export const maxExpansion = 100_000;

/** Of one document. */
export interface DocumentReading {
  readonly faults: Fault[];
  /** How many keys its merge keys have brought so far. */
  merged: number;
}

/** Completes a collection; duplicate keys, and merge keys that bring too much, are added to the faults. */
export function collectionOf(shape: CollectionShape, reading: DocumentReading): SyntaxNode {
  if (shape.kind === 'list') return { ...shape, value: shape.entries.map((entry) => entry.node.value) };
  const own = shape.entries.flatMap(({ key, node }): [string, Value][] =>
    key === undefined ? [] : [[key, node.value]],
  );
  reportDuplicates(shape.entries, reading);
  const inherited = inheritedBy(shape.entries, reading);
  if (!inherited) return { ...shape, value: mapOf(own) };
  return { ...shape, value: mapOf([...Object.entries(inherited), ...own]), inherited };
}

function reportDuplicates(entries: readonly SyntaxEntry[], { faults }: DocumentReading): void {
  const seen = new Set<string>();
  for (const { key, keyRange } of entries) {
    if (key === undefined) continue;
    if (seen.has(key))
      faults.push({
        offset: keyRange.start,
        message: t('Duplicate key {0}.', JSON.stringify(key)),
      });
    seen.add(key);
  }
}

/** What merge keys bring; the first source of a key wins. Nothing where that would be too much. */
function inheritedBy(entries: readonly SyntaxEntry[], reading: DocumentReading): ValueMap | undefined {
  const merges = entries.filter((entry) => entry.key === undefined);
  const sources = merges.flatMap((entry) => mergeSources(entry.node) ?? []);
  if (sources.length === 0) return undefined;
  const before = reading.merged;
  for (const source of sources) reading.merged += Object.keys(source).length;
  if (reading.merged > maxExpansion) {
    if (before <= maxExpansion)
      reading.faults.push({ offset: merges[0]?.keyRange.start ?? 0, message: tooLarge() });
    return undefined;
  }
  return mapOf(sources.toReversed().flatMap((source) => Object.entries(source)));
}

/** The maps a merge key names; `undefined` where its value is something else and the key a plain `<<`. */
export function mergeSources(node: SyntaxNode): readonly ValueMap[] | undefined {
  if (isMap(node.value)) return [node.value];
  if (!isList(node.value) || node.value.length === 0) return undefined;
  const maps = node.value.filter(isMap);
  return maps.length === node.value.length ? maps : undefined;
}
