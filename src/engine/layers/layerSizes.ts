// How much the layers of one profile may have together. A single large file takes its time, and so do defaults with a full
// copy of them on top; sixty layers that are large as well are no configuration.
import { t } from '@vscode/l10n';
import type { Problem, Profile } from '../model/model.ts';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import { metadataPlace } from '../records/profileMetadata.ts';
import type { Document } from '../text/document.ts';
import { childrenOf, type Value } from '../values/value.ts';

/** Entries of maps and lists in all layers but the largest two. */
const maxValues = 10_000;

const counts = new WeakMap<Document, number>();

/** The problem of a profile whose layers have too many values together. */
export function layerSizeProblems(profile: Profile, documents: readonly Document[]): readonly Problem[] {
  if (documents.length < 3) return [];
  const smallestFirst = documents.map(countIn).toSorted((one, other) => one - other);
  const sum = smallestFirst.slice(0, -2).reduce((total, count) => total + count, 0);
  if (sum <= maxValues) return [];
  const message = t(
    'The files that profile "{0}" consists of contain more than {1} values, not counting the two largest. Extend fewer profiles, or make them smaller.',
    profile.name,
    maxValues,
  );
  const { file, pointer } = metadataPlace(profile);
  return file ? [problemAt(documentOf(file), `${pointer}/extends`, { message })] : [];
}

function countIn(document: Document): number {
  const count = counts.get(document) ?? countValues(document.value ?? null);
  counts.set(document, count);
  return count;
}

function countValues(value: Value): number {
  const children = childrenOf(value);
  return children.reduce<number>((total, child) => total + countValues(child), children.length);
}
