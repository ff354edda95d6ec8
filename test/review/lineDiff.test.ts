import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { diffLines, hunksOf, type DiffLine } from '../../src/webview/model/lineDiff.ts';

/** One letter a line: "+a" is added, "-a" removed, " a" the same. */
function told(lines: readonly DiffLine[]): string {
  const marks = { same: ' ', added: '+', removed: '-' } as const;
  return lines.map(({ kind, text }) => `${marks[kind]}${text}`).join('');
}

function textOf(lines: readonly DiffLine[], without: DiffLine['kind']): string {
  return lines
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');
}

/** By the table that every textbook has. */
function longestCommonLines(from: readonly string[], to: readonly string[]): number {
  let row = to.map(() => 0);
  for (const line of from) {
    const next: number[] = [];
    for (const [index, other] of to.entries()) {
      const diagonal = row[index - 1] ?? 0;
      next.push(line === other ? diagonal + 1 : Math.max(row[index] ?? 0, next[index - 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const someLines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n'), { maxLength: 25 });

describe('diffLines', () => {
  test('tells lines that went and came between those that stay', () => {
    assert.equal(told(diffLines('a\nb\nc\n', 'a\nx\nc\n')), ' a\n-b\n+x\n c\n');
    assert.equal(told(diffLines('a\nb\nc\n', 'b\nc\nd\n')), '-a\n b\n c\n+d\n');
  });

  test('tells a text that came or went line by line, and of two equal ones only what stays', () => {
    assert.equal(told(diffLines('', 'a\nb')), '+a\n+b');
    assert.equal(told(diffLines('a\n', '')), '-a\n');
    assert.equal(told(diffLines('a\n', 'a\n')), ' a\n');
    assert.deepEqual(diffLines('', ''), []);
  });

  test('counts another line end, or none at the end of the text, as another line', () => {
    assert.equal(told(diffLines('a\nb', 'a\nb\n')), ' a\n-b+b\n');
    assert.equal(told(diffLines('a\n', 'a\r\n')), '-a\n+a\r\n');
  });

  test('has both texts in it, whatever they are, with as many lines the same as there can be', () => {
    fc.assert(
      fc.property(someLines, someLines, (from, to) => {
        const lines = diffLines(from.join(''), to.join(''));
        assert.equal(textOf(lines, 'added'), from.join(''));
        assert.equal(textOf(lines, 'removed'), to.join(''));
        assert.equal(lines.filter(({ kind }) => kind === 'same').length, longestCommonLines(from, to));
      }),
    );
  });

  test('has both texts in it where they are too different to be compared to the end', () => {
    const numbered = (word: string) =>
      Array.from({ length: 3_000 }, (_, line) => `${word} ${line}\n`).join('');
    const [from, to] = [`start\n${numbered('old')}middle\n`, `start\n${numbered('new')}end\n`];
    const lines = diffLines(from, to);
    assert.equal(textOf(lines, 'added'), from);
    assert.equal(textOf(lines, 'removed'), to);
    assert.equal(lines[0]?.kind, 'same');
  });
});

describe('hunksOf', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, line) => `${line}\n`);

  test('shows three lines around what differs, and says how many are left out before it', () => {
    const to = lines(30).with(10, 'x\n').with(12, 'y\n').with(25, 'z\n');
    const hunks = hunksOf(diffLines(lines(30).join(''), to.join('')), 100);
    assert.deepEqual(
      hunks.map(({ skipped, start, lines: { length } }) => ({ skipped, start, length })),
      [
        { skipped: 7, start: 8, length: 11 },
        { skipped: 6, start: 23, length: 8 },
      ],
    );
  });

  test('parts what is long, and loses no line by it', () => {
    const all = diffLines('', lines(95).join(''));
    const hunks = hunksOf(all, 40);
    assert.deepEqual(
      hunks.map(({ start, skipped, lines: { length } }) => [start, skipped, length]),
      [
        [1, 0, 40],
        [41, 0, 40],
        [81, 0, 15],
      ],
    );
    assert.deepEqual(
      hunks.flatMap((hunk) => hunk.lines),
      all,
    );
  });

  test('has nothing to show of equal texts', () => {
    assert.deepEqual(hunksOf(diffLines('a\n', 'a\n'), 40), []);
  });
});
