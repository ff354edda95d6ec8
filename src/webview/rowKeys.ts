// The keyboard inside the change trees, after the ARIA tree pattern: one row is reached by Tab, the arrow
// keys move from row to row and, at the end of one target, on to the next. Escape and Ctrl+Enter belong to
// the page.

const rowSelector = '[role=treeitem]';

/** What a key press on a row asks for; moves of the focus have then already been made. */
export type RowWish = 'toggleChildren' | 'toggleValues' | 'moved' | undefined;

export function pressOnRow(row: HTMLElement, key: string): RowWish {
  switch (key) {
    case 'ArrowDown':
      return focus(neighbour(row, 1));
    case 'ArrowUp':
      return focus(neighbour(row, -1));
    case 'Home':
      return focus(rows().at(0));
    case 'End':
      return focus(rows().at(-1));
    case 'ArrowRight':
      return row.ariaExpanded === 'false' ? 'toggleChildren' : focus(firstChild(row));
    case 'ArrowLeft':
      return row.ariaExpanded === 'true' ? 'toggleChildren' : focus(parentRow(row));
    case 'Enter':
    case ' ':
      return row.querySelector('.fold') === null ? 'toggleChildren' : 'toggleValues';
    default:
      return undefined;
  }
}

function focus(row: HTMLElement | undefined): RowWish {
  row?.focus();
  return 'moved';
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(rowSelector)];
}

function neighbour(row: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = rows();
  return all[all.indexOf(row) + step];
}

function firstChild(row: HTMLElement): HTMLElement | undefined {
  const next = neighbour(row, 1);
  return next !== undefined && levelOf(next) > levelOf(row) ? next : undefined;
}

function parentRow(row: HTMLElement): HTMLElement | undefined {
  const all = rows();
  return all.slice(0, all.indexOf(row)).findLast((other) => levelOf(other) < levelOf(row));
}

function levelOf(row: HTMLElement): number {
  return Number(row.ariaLevel);
}
