// What the entries of a YAML map or list make together: its value, merge keys resolved.
import { t } from '@vscode/l10n';
import type { Fault, SyntaxEntry, SyntaxNode } from './syntax.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from './value.ts';

type Shape = Omit<SyntaxNode, 'value' | 'kind'> & { readonly kind: 'map' | 'list' };

/** Completes a collection; duplicate keys are added to the faults. */
export function collectionOf(shape: Shape, faults: Fault[]): SyntaxNode {
  if (shape.kind === 'list') return { ...shape, value: shape.entries.map((entry) => entry.node.value) };
  const own = shape.entries.flatMap(({ key, node }): [string, Value][] =>
    key === undefined ? [] : [[key, node.value]],
  );
  reportDuplicates(shape.entries, faults);
  const inherited = inheritedBy(shape.entries);
  if (!inherited) return { ...shape, value: mapOf(own) };
  return { ...shape, value: mapOf([...Object.entries(inherited), ...own]), inherited };
}

function reportDuplicates(entries: readonly SyntaxEntry[], faults: Fault[]): void {
  const seen = new Set<string>();
  for (const { key, keyRange } of entries) {
    if (key === undefined) continue;
    if (seen.has(key))
      faults.push({
        offset: keyRange.start,
        message: t('The key {0} stands twice.', JSON.stringify(key)),
      });
    seen.add(key);
  }
}

/** What merge keys bring; the first source of a key wins. */
function inheritedBy(entries: readonly SyntaxEntry[]): ValueMap | undefined {
  const sources = entries
    .filter((entry) => entry.key === undefined)
    .flatMap((entry) => mergeSources(entry.node) ?? []);
  if (sources.length === 0) return undefined;
  return mapOf(sources.toReversed().flatMap((source) => Object.entries(source)));
}

/** The maps a merge key names; `undefined` where its value is something else and the key a plain `<<`. */
export function mergeSources(node: SyntaxNode): readonly ValueMap[] | undefined {
  if (isMap(node.value)) return [node.value];
  if (!isList(node.value) || node.value.length === 0) return undefined;
  const maps = node.value.filter(isMap);
  return maps.length === node.value.length ? maps : undefined;
}
