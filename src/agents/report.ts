// Lines for a model and for the person who confirms: short ones, not too many, and each of them one line, whatever stands
// in the files. Characters that could move or hide what is read are written as escapes.
import type { Change, PlannedWrite, Redaction } from '../engine/index.ts';
import { changeLine } from '../engine/index.ts';

/** Characters of one answer. */
export const mostText = 4_000;
const mostLine = 240;

/** Control characters, line and paragraph separators, and those that turn the direction of reading. */
const unreadable = /[\p{Cc}\u2028\u2029\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Any text as one short line. */
export function oneLine(text: string): string {
  const plain = text.replace(
    unreadable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length <= mostLine ? plain : `${plain.slice(0, mostLine - 1)}…`;
}

/** As many as fit, and how many more there are. */
export function report(lines: readonly string[]): string {
  const safe = lines.map(oneLine);
  let length = 0;
  const fitting = safe.findIndex((line) => (length += line.length + 1) > mostText);
  if (fitting < 0) return safe.join('\n');
  return [...safe.slice(0, fitting), `… and ${safe.length - fitting} more lines.`].join('\n');
}

/** More lines never fit: each has a mark, a pointer and a value. */
const mostLines = mostText / 8;

/** The changes of a file, without secrets, in the form of the terminal's listings; those that never fit are empty. */
export function changeLines(changes: readonly Change[], redaction: Redaction): readonly string[] {
  return changes.map((change, index) => (index < mostLines ? changeLine(redaction.change(change)) : ''));
}

const notes: Readonly<Partial<Record<PlannedWrite['kind'], string>>> = {
  created: '# a new file',
  deleted: '# goes to the trash',
  layout: '# only layout or comments differ',
  text: '# compared as text: one side does not parse',
};

export function writeLines(writes: readonly PlannedWrite[], redaction: Redaction): readonly string[] {
  return writes.flatMap(({ path, kind, changes }) => [
    path,
    ...(notes[kind] === undefined ? [] : [notes[kind]]),
    ...changeLines(changes, redaction),
  ]);
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
