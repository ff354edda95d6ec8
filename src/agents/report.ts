// Lines for a model and for the person who confirms: short ones, not too many, and each of them one line, whatever stands
// in the files. Characters that could move or hide what is read are written as escapes.
import type { Change, PlannedWrite, Problem, Redaction } from '../engine/index.ts';
import { changeLine, formatProblem, pathFromPointer, shortened, visibleText } from '../engine/index.ts';
import type { ShownWrite } from './shownWrites.ts';

/** Characters of one answer. */
export const maxTextLength = 4_000;
const maxLineLength = 240;

/** Any text as one short line. */
export function oneLine(text: string): string {
  return shortened(visibleText(text), maxLineLength);
}

/** As many as fit, and how many more there are. */
export function report(lines: readonly string[]): string {
  const safe = lines.map(oneLine);
  let length = 0;
  const fitting = safe.findIndex((line) => (length += line.length + 1) > maxTextLength);
  if (fitting < 0) return safe.join('\n');
  return [...safe.slice(0, fitting), `… and ${safe.length - fitting} more lines.`].join('\n');
}

/** More lines never fit: each has a mark, a pointer and a value. */
const maxLines = maxTextLength / 8;

/** The changes of a file, without secrets, in the form of the terminal's listings; those that never fit are empty. */
export function changeLines(changes: readonly Change[], redaction: Redaction): readonly string[] {
  return changes.map((change, index) => (index < maxLines ? changeLine(redaction.change(change)) : ''));
}

/** The same of changes that hold no secrets any more. */
export function changeLinesShown(changes: readonly Change[]): readonly string[] {
  return changes.map((change, index) => (index < maxLines ? changeLine(change) : ''));
}

/** The problems without secrets; those that never fit are empty, too. */
export function problemLines(
  problems: readonly Problem[],
  redaction: Redaction,
  said: readonly string[] = [],
): readonly string[] {
  return problems.map((one, index) => (index < maxLines ? problemLine(redaction.problem(one, said)) : ''));
}

function problemLine(problem: Problem): string {
  const { file, line, pointer, message } = problem;
  if (line > 0 || pointer === '') return `problem: ${formatProblem(problem)}`;
  return `problem: ${file}, ${pathFromPointer(pointer)}: ${message}`;
}

const notes: Readonly<Partial<Record<PlannedWrite['kind'], string>>> = {
  created: '# a new file',
  deleted: '# goes to the trash',
  layout: '# only layout or comments differ',
  text: '# compared as text: one side does not parse, or YAML directives differ',
};

export function noteLines(kind: PlannedWrite['kind'] | undefined): readonly string[] {
  const note = kind === undefined ? undefined : notes[kind];
  return note === undefined ? [] : [note];
}

export function writeLines(writes: readonly ShownWrite[], redaction: Redaction): readonly string[] {
  return writes.flatMap(({ path, kind, changes }) => [
    path,
    ...noteLines(kind),
    ...changeLines(changes, redaction),
  ]);
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
