// Two texts compared line by line, as `diff -u` shows them: for files that are kept as a whole.
import { diffArrays } from 'diff';

/** Changed lines that are looked for before the work is cut short. */
const maxEdits = 2_000;
/** Characters of both texts: their lines take many times the memory. */
const maxLength = 1_000_000;
/** Lines that are shown around those that differ. */
const context = 2;

interface ListedLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Returns the lines that differ, with those around them; `null` if too much differs, or the texts are long. */
export function lineListing(from: string, to: string): readonly string[] | null {
  if (from.length + to.length > maxLength) return null;
  const parts = diffArrays(linesOf(from), linesOf(to), { maxEditLength: maxEdits });
  if (!parts) return null;
  const lines = parts.flatMap(({ value, added, removed }) =>
    value.map((text): ListedLine => ({ mark: added ? '+' : removed ? '-' : ' ', text })),
  );
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ mark }) => mark !== ' '),
  );
  let [old, now] = [0, 0];
  return lines.flatMap(({ mark, text }, index) => {
    if (mark !== '+') old += 1;
    if (mark !== '-') now += 1;
    if (!isNear[index]) return [];
    const head = isNear[index - 1] ? [] : [`@@ -${Math.max(old, 1)} +${Math.max(now, 1)} @@`];
    return [...head, mark + text];
  });
}

/** The last one too if no line break ends it. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
