// Where each row of the tree stands. Only the rows near the visible part are drawn, so the others' heights are
// estimated until they have been measured once.

export interface RowOfHeight {
  readonly key: string;
  readonly estimate: number;
}

export class RowHeights {
  readonly #measured = new Map<string, number>();
  #rows: readonly RowOfHeight[] = [];
  #tops = new Float64Array(1);

  /** Pixels of all rows together. */
  get total(): number {
    return this.top(this.#rows.length);
  }

  place(rows: readonly RowOfHeight[]): void {
    this.#rows = rows;
    const tops = new Float64Array(rows.length + 1);
    let top = 0;
    for (const [index, { key, estimate }] of rows.entries()) {
      top += this.#measured.get(key) ?? estimate;
      tops[index + 1] = top;
    }
    this.#tops = tops;
  }

  top(index: number): number {
    return this.#tops[Math.min(index, this.#rows.length)] ?? 0;
  }

  /** The row at a distance from the top of the tree, and the last one for what lies below it. */
  indexAt(pixels: number): number {
    let low = 0;
    let high = Math.max(0, this.#rows.length - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle) <= pixels) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Answers whether anything moved by it. */
  measure(heights: readonly (readonly [index: number, height: number])[]): boolean {
    let hasMoved = false;
    for (const [index, height] of heights) {
      const row = this.#rows[index];
      if (row === undefined || height === 0) continue;
      hasMoved ||= Math.abs((this.#measured.get(row.key) ?? row.estimate) - height) > 0.5;
      this.#measured.set(row.key, height);
    }
    if (hasMoved) this.place(this.#rows);
    return hasMoved;
  }

  /** After the width or the letters have changed. */
  forget(): void {
    this.#measured.clear();
    this.place(this.#rows);
  }
}
