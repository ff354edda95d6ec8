// The keyboard inside the change tree, after the ARIA tree pattern, as a function from a key to what it asks for.
// Escape, Ctrl+Enter and F7 belong to the page.
import { hasChildren, type TreeRow } from './changeTree.ts';

export interface TreePlace {
  readonly rows: readonly TreeRow[];
  /** Indexes of the rows that are not collapsed away. */
  readonly visible: readonly number[];
  readonly collapsed: ReadonlySet<string>;
  /** Index of the row that has the focus. */
  readonly current: number;
  /** How many rows fit on the screen. */
  readonly page: number;
}

export type TreeAction =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'toggleChildren' | 'toggleValues' | 'toggleTick' };

export function actionForKey(key: string, place: TreePlace): TreeAction | undefined {
  const { visible, current, page } = place;
  const here = visible.indexOf(current);
  switch (key) {
    case 'ArrowDown':
      return focus(visible[here + 1]);
    case 'ArrowUp':
      return focus(visible[here - 1]);
    case 'PageDown':
      return focus(visible[Math.min(here + page, visible.length - 1)]);
    case 'PageUp':
      return focus(visible[Math.max(here - page, 0)]);
    case 'Home':
      return focus(visible[0]);
    case 'End':
      return focus(visible.at(-1));
    case 'ArrowRight':
      return inwards(place);
    case 'ArrowLeft':
      return outwards(place);
    case ' ':
      return { kind: 'toggleTick' };
    case 'Enter':
      return { kind: hasChildren(place.rows, current) ? 'toggleChildren' : 'toggleValues' };
    default:
      return undefined;
  }
}

/** The nearest change or part of a text in a direction, whether it is collapsed away or not. */
export function nextChange(rows: readonly TreeRow[], from: number, step: 1 | -1): number | undefined {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    const kind = rows[index]?.content.kind;
    if (kind === 'change' || kind === 'hunk' || kind === 'tooLong') return index;
  }
  return undefined;
}

/** The keys of all rows above a row. */
export function ancestors(rows: readonly TreeRow[], index: number): readonly string[] {
  const keys: string[] = [];
  for (let row = rows[rows[index]?.parent ?? -1]; row !== undefined; row = rows[row.parent])
    keys.push(row.key);
  return keys;
}

function inwards({ rows, collapsed, current }: TreePlace): TreeAction | undefined {
  if (!hasChildren(rows, current)) return undefined;
  return isCollapsed(rows[current], collapsed) ? { kind: 'toggleChildren' } : focus(current + 1);
}

function outwards({ rows, collapsed, current }: TreePlace): TreeAction | undefined {
  const row = rows[current];
  if (hasChildren(rows, current) && !isCollapsed(row, collapsed)) return { kind: 'toggleChildren' };
  return row === undefined || row.parent < 0 ? undefined : focus(row.parent);
}

function isCollapsed(row: TreeRow | undefined, collapsed: ReadonlySet<string>): boolean {
  return row !== undefined && collapsed.has(row.key);
}

function focus(index: number | undefined): TreeAction | undefined {
  return index === undefined ? undefined : { kind: 'focus', index };
}
