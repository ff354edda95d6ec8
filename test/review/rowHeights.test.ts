import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowHeights } from '../../src/webview/scroll/rowHeights.ts';

const rows = ['a', 'b', 'c', 'd'].map((key) => ({ key, estimate: 10 }));

function placed(): RowHeights {
  const heights = new RowHeights();
  heights.place(rows);
  return heights;
}

test('rows stand below each other by what is known of their heights', () => {
  const heights = placed();
  assert.equal(heights.total, 40);
  assert.equal(heights.measure([[1, 30]]), true);
  assert.deepEqual([heights.top(1), heights.top(2), heights.total], [10, 40, 60]);
  assert.equal(heights.measure([[1, 30]]), false);
});

test('every distance from the top has the row that stands there', () => {
  const heights = placed();
  heights.measure([[1, 30]]);
  assert.deepEqual(
    [-5, 0, 9, 10, 39, 40, 59, 1_000].map((pixels) => heights.indexAt(pixels)),
    [0, 0, 0, 1, 1, 2, 3, 3],
  );
});

test('what was measured is kept by key when rows come and go', () => {
  const heights = placed();
  heights.measure([[1, 30]]);
  heights.place([{ key: 'new', estimate: 10 }, ...rows]);
  assert.deepEqual([heights.top(2), heights.top(3)], [20, 50]);
  heights.forget();
  assert.equal(heights.total, 50);
});

test('a row that is not drawn, and no rows at all, change nothing', () => {
  const heights = placed();
  assert.equal(heights.measure([[7, 30]]), false);
  heights.place([]);
  assert.deepEqual([heights.total, heights.indexAt(100)], [0, 0]);
});
