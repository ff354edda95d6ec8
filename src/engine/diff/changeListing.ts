// Changes as text, in the form that the `safekeep-changes` grammar colors: header lines start with `#`, a file's
// path stands flush left, and each change is a mark, a pointer and its values as one-line JSON. Whatever stands in the
// data, each of these is one line.
import { t } from '@vscode/l10n';
import type { Change } from '../model/model.ts';
import { visibleText } from '../base/visibleText.ts';
import { isList, isMap, Literal, type Value } from '../values/value.ts';

export interface ChangeListing {
  readonly headers: readonly string[];
  readonly files: readonly {
    readonly path: string;
    readonly changes: readonly Change[];
    readonly note?: string | undefined;
    /** Of a file that is kept as a whole: its lines instead. */
    readonly lines?: readonly string[];
  }[];
}

export function formatChangeListing({ headers, files }: ChangeListing): string {
  const lines = files.flatMap(({ path, changes, note, lines: text = [] }) => [
    '',
    visibleText(path),
    ...(note === undefined ? [] : [headerLine(note)]),
    ...changes.map(changeLine),
    ...text.map(visibleText),
  ]);
  return `${[...headers.map(headerLine), ...lines].join('\n')}\n`;
}

function headerLine(header: string): string {
  return `# ${visibleText(header)}`;
}

/** A mark, a pointer and the values, on one line. */
export function changeLine(change: Change): string {
  return visibleText(changeText(change));
}

function changeText(change: Change): string {
  const { type, from, to, oldPointer } = change;
  const pointer = change.pointer === '' ? '/' : change.pointer;
  switch (type) {
    case 'added':
      return `+ ${pointer}  ${displayValue(to)}`;
    case 'removed':
      return `- ${pointer}  ${displayValue(from)}`;
    case 'modified':
      return `~ ${pointer}  ${displayValue(from)} → ${displayValue(to)}`;
    case 'moved':
      return `> ${pointer}  ${t('from {0}', oldPointer ?? '')}`;
  }
}

/** One-line JSON, all of it visible; numbers, tagged values and bare words of YAML as they were written. */
export function displayValue(value: Value | undefined): string {
  if (value === undefined) return '';
  return visibleText(value instanceof Literal ? sourceOf(value) : oneLine(value));
}

/** Of a hash its beginning tells enough. */
function sourceOf({ kind, source }: Literal): string {
  return kind === 'opaque' ? source.replace(/(?<=[\da-f]{12})[\da-f]+$/, '…') : source;
}

function oneLine(value: Value): string {
  if (value instanceof Literal) return value.kind === 'tagged' ? JSON.stringify(value.source) : value.source;
  if (isList(value)) return `[${value.map(oneLine).join(',')}]`;
  if (!isMap(value)) return typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${oneLine(item)}`)
    .join(',')}}`;
}
