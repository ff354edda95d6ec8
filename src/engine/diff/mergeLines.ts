// Texts merged line by line, more closely than Git does: changes of neighboring lines are apart.
import { diffArrays } from 'diff';
import { eolOf } from '../text/syntax/lines.ts';

/** Changed lines that are looked for before the work is cut short. */
const maxEdits = 1_000;

/** Returns the merged text; of lines that both changed, it has the favored ones. `null` if too much differs. */
export function mergeLines(base: string, favored: string, other: string): string | null {
  const lines = linesOf(base);
  const [one, two] = [lineChanges(lines, linesOf(favored)), lineChanges(lines, linesOf(other))];
  if (!one || !two) return null;
  const merged = [...lines, ''].flatMap((line, index) => [
    ...(one.added.get(index) ?? two.added.get(index) ?? []),
    ...(one.changed.get(index) ?? two.changed.get(index) ?? [line]),
  ]);
  return joined(merged, eolOf(base));
}

/** What was the last line of one text and had no line break gets one where others follow it now. */
function joined(lines: readonly string[], eol: string): string {
  const last = lines.findLastIndex((line) => line !== '');
  return lines
    .map((line, index) => (line === '' || index === last || line.endsWith('\n') ? line : line + eol))
    .join('');
}

/** By numbers of lines of the base, from 0. */
interface LineChanges {
  /** What stands in place of a line. */
  readonly changed: ReadonlyMap<number, readonly string[]>;
  /** What stands before a line. */
  readonly added: ReadonlyMap<number, readonly string[]>;
}

function lineChanges(from: string[], to: string[]): LineChanges | null {
  const parts = diffArrays(from, to, { maxEditLength: maxEdits });
  if (!parts) return null;
  const [changed, added] = [new Map<number, readonly string[]>(), new Map<number, readonly string[]>()];
  let [line, removed] = [0, 0];
  for (const { value, ...part } of parts) {
    if (part.added) {
      // Line by line, and what is left over with the last one.
      const first = line - removed;
      for (let index = first; index < line; index += 1)
        changed.set(index, value.slice(index - first, index === line - 1 ? undefined : index - first + 1));
      if (removed === 0) added.set(line, value);
    } else {
      if (part.removed) for (const offset of value.keys()) changed.set(line + offset, []);
      line += value.length;
    }
    removed = part.removed ? value.length : 0;
  }
  return { changed, added };
}

/** One text with both versions of the lines that differ, between Git's markers. `null` where too much differs. */
export function markConflicts(ours: string, theirs: string, size: number): string | null {
  const parts = diffArrays(linesOf(ours), linesOf(theirs), { maxEditLength: maxEdits });
  if (!parts) return null;
  const eol = eolOf(ours);
  const marker = (sign: string, label = '') => `${sign.repeat(size)}${label}${eol}`;
  const whole = (lines: readonly string[]) =>
    lines.map((line) => (line.endsWith('\n') ? line : line + eol)).join('');
  let text = '';
  let [removed, added]: [readonly string[], readonly string[]] = [[], []];
  const flush = () => {
    if (removed.length + added.length > 0)
      text += `${marker('<', ' ours')}${whole(removed)}${marker('=')}${whole(added)}${marker('>', ' theirs')}`;
    [removed, added] = [[], []];
  };
  for (const part of parts) {
    if (part.removed) removed = part.value;
    else if (part.added) added = part.value;
    else {
      flush();
      text += part.value.join('');
    }
  }
  flush();
  return text;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
