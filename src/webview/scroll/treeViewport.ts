// Which rows of the tree are drawn, and where: the page scrolls as a whole, and only the rows near the visible part
// stand in it. Heights are read once after each drawing, together, so that the browser lays the page out once.
import type { TreeRow } from '../model/changeTree.ts';
import { RowHeights } from './rowHeights.ts';

/** Places are those among the visible rows of the tree. */
export interface DrawnRows {
  readonly first: number;
  readonly end: number;
  /** Pixels of the whole tree. */
  readonly height: number;
  readonly top: (place: number) => number;
}

/** Pixels above and below the visible part; drawing starts anew when half of them are used up. */
const margin = 600;
const rowHeight = 26;
const lineHeight = 19;

export class TreeViewport {
  readonly #heights = new RowHeights();
  #rows: readonly TreeRow[] = [];
  #visible: readonly number[] = [];
  #first = 0;
  #end = 0;

  place(rows: readonly TreeRow[], visible: readonly number[]): void {
    if (rows === this.#rows && visible === this.#visible) return;
    this.#rows = rows;
    this.#visible = visible;
    this.#heights.place(visible.flatMap((index) => rowOfHeight(rows[index])));
  }

  /** The rows to be drawn for where the page is scrolled to. */
  drawn(): DrawnRows {
    const above = this.#scrolled();
    this.#first = this.#heights.indexAt(above - margin);
    this.#end = this.#heights.indexAt(above + window.innerHeight + margin) + 1;
    return {
      first: this.#first,
      end: this.#end,
      height: this.#heights.total,
      top: (place) => this.#heights.top(place),
    };
  }

  /** Whether the page has been scrolled so far that other rows should be drawn. */
  isLeft(): boolean {
    const above = this.#scrolled();
    const first = this.#heights.indexAt(above - margin / 2);
    const last = this.#heights.indexAt(above + window.innerHeight + margin / 2);
    return first < this.#first || last >= this.#end;
  }

  /** Reads the heights of what was drawn; answers whether it has to be drawn once more. */
  settle(): boolean {
    const above = this.#scrolled();
    const anchor = this.#heights.indexAt(above);
    const before = this.#heights.top(anchor);
    const hasMoved = this.#heights.measure(
      rowElements().map((row) => [Number(row.dataset['place']), row.offsetHeight]),
    );
    const shift = this.#heights.top(anchor) - before;
    // What stands above the visible part must not push it about.
    if (above > 0 && shift !== 0) window.scrollBy(0, shift);
    return hasMoved || this.isLeft();
  }

  /** After the width or the letters have changed. */
  forget(): void {
    this.#heights.forget();
  }

  /** Remembers the topmost row in view and answers how to bring it back to where it is now. */
  anchor(): () => void {
    const above = this.#scrolled();
    const place = this.#heights.indexAt(above);
    const key = this.#rows[this.#visible[place] ?? -1]?.key;
    const offset = above - this.#heights.top(place);
    if (above <= 0 || key === undefined) return () => undefined;
    return () => {
      const now = this.#visible.findIndex((index) => this.#rows[index]?.key === key);
      if (now >= 0) window.scrollBy(0, this.#heights.top(now) + offset - this.#scrolled());
    };
  }

  /** Scrolls as little as is needed to have a row in view, between the bars; answers whether it had to. */
  reveal(place: number): boolean {
    const top = this.#heights.top(place) - this.#scrolled();
    const bottom = this.#heights.top(place + 1) - this.#scrolled();
    const start = barHeight('.toolbar');
    const end = window.innerHeight - barHeight('.actions');
    const isAbove = top < start || bottom - top > end - start;
    const distance = isAbove ? top - start : Math.max(0, bottom - end);
    window.scrollBy(0, distance);
    return Math.abs(distance) >= 1;
  }

  /** A row that is drawn. */
  focus(place: number): void {
    const row = document.querySelector<HTMLElement>(`#changes > [data-place="${place}"]`);
    row?.focus({ preventScroll: true });
  }

  hasFocus(): boolean {
    return document.getElementById('changes')?.contains(document.activeElement) === true;
  }

  /** How many rows fit between the bars. */
  pageSize(): number {
    const height = window.innerHeight - barHeight('.toolbar') - barHeight('.actions');
    return Math.max(1, Math.floor(height / rowHeight) - 1);
  }

  /** Pixels of the tree that are above the top of the window; less than 0 when it begins below. */
  #scrolled(): number {
    const tree = document.getElementById('changes');
    return tree === null ? 0 : -tree.getBoundingClientRect().top;
  }
}

function rowElements(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#changes > .row')];
}

/** A bar covers the tree only where it sticks to the window. */
function barHeight(selector: string): number {
  const bar = document.querySelector<HTMLElement>(selector);
  return bar === null || getComputedStyle(bar).position !== 'sticky' ? 0 : bar.offsetHeight;
}

function rowOfHeight(row: TreeRow | undefined): readonly { key: string; estimate: number }[] {
  if (row === undefined) return [];
  const { key, content } = row;
  const lines = content.kind === 'hunk' ? content.hunk.lines.length : 0;
  return [{ key, estimate: rowHeight + lines * lineHeight }];
}
