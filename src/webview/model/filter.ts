// What of the model is shown: by text, in key paths and values, and by kind. Pure; it knows nothing of what is ticked.
import {
  changeKinds,
  type ChangeKind,
  type ReviewChange,
  type ReviewModel,
  type ReviewTarget,
} from '../../review/protocol.ts';

/** `text` stands for what only a comparison of texts shows: layout, comments, files that do not parse. */
export const shownKinds = [...changeKinds, 'text'] as const;

export type ShownKind = ChangeKind | 'text';

export interface Filter {
  readonly text: string;
  /** Empty: every kind. */
  readonly kinds: ReadonlySet<ShownKind>;
}

export const noFilter: Filter = { text: '', kinds: new Set() };

export function isFiltering({ text, kinds }: Filter): boolean {
  return text.trim() !== '' || kinds.size > 0;
}

/** The model with what the filter lets through; a file of which nothing is left is gone. */
export function filteredTargets(model: ReviewModel, filter: Filter): readonly ReviewTarget[] {
  if (!isFiltering(filter)) return model.targets;
  return model.targets.map((target) => filtered(target, filter)).filter((target) => hasContent(target));
}

export function kindCounts(targets: readonly ReviewTarget[]): ReadonlyMap<ShownKind, number> {
  const counts = new Map<ShownKind, number>();
  const add = (kind: ShownKind) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const { changes, texts } of targets) {
    for (const { kind } of changes) add(kind);
    if (texts !== undefined) add('text');
  }
  return counts;
}

/** How many rows of their own there are: changes, and one for each comparison of texts. */
export function countShown(targets: readonly ReviewTarget[]): number {
  return targets.reduce((sum, { changes, texts }) => sum + changes.length + (texts === undefined ? 0 : 1), 0);
}

function filtered(target: ReviewTarget, { text, kinds }: Filter): ReviewTarget {
  const wanted = text.trim().toLowerCase();
  const isWholeFile = target.name.toLowerCase().includes(wanted);
  const hasKind = (kind: ShownKind) => kinds.size === 0 || kinds.has(kind);
  const changes = target.changes.filter(
    (change) => hasKind(change.kind) && (isWholeFile || searchText(change).includes(wanted)),
  );
  const { texts, ...rest } = target;
  const isTextShown =
    texts !== undefined &&
    hasKind('text') &&
    (isWholeFile || `${texts.from}\n${texts.to}`.toLowerCase().includes(wanted));
  return { ...rest, changes, omitted: 0, ...(isTextShown ? { texts } : {}) };
}

function hasContent({ changes, texts }: ReviewTarget): boolean {
  return changes.length > 0 || texts !== undefined;
}

const searchTexts = new WeakMap<ReviewChange, string>();

/** Key paths can be written with dots, as a pointer, or as the page shows them. */
function searchText(change: ReviewChange): string {
  const known = searchTexts.get(change);
  if (known !== undefined) return known;
  const { path, pointer, from = '', to = '' } = change;
  const text = [path.join('.'), path.join(' › '), pointer, from, to].join('\n').toLowerCase();
  searchTexts.set(change, text);
  return text;
}
