// Blank lines that have come below a YAML block scalar that keeps those at its end (`|+`), and are text of it now.
import { isBreak, skipBlanksBack, type Splice } from '../syntax/lines.ts';
import { locateIn, type SyntaxNode } from '../syntax/syntax.ts';
import { formatPointer, valueAt } from '../../values/pointer.ts';
import { Literal, type Value } from '../../values/value.ts';
import { unequalPaths } from './unequalPaths.ts';

/** What must go from a text so that its scalars end as expected. */
export function keptLines(text: string, root: SyntaxNode, expected: Value): readonly Splice[] {
  return unequalPaths(root.value, expected).flatMap((keys) => {
    const pointer = formatPointer(keys);
    const count = linesBehind(valueAt(root.value, pointer), valueAt(expected, pointer));
    const end = count > 0 ? locateIn(root, pointer, 'value')?.end : undefined;
    return end === undefined ? [] : blankLines(text, end, count);
  });
}

/** How many more lines a text ends with than another one. */
function linesBehind(one: Value | undefined, other: Value | undefined): number {
  const [long, short] = [writtenText(one), writtenText(other)];
  const rest = short !== undefined && long?.startsWith(short) ? long.slice(short.length) : '';
  return /^\n+$/.test(rest) ? rest.length : 0;
}

function writtenText(value: Value | undefined): string | undefined {
  return value instanceof Literal ? value.source : typeof value === 'string' ? value : undefined;
}

/** The last lines in front of an offset, if that many are blank; the break of the line of the offset stays. */
function blankLines(text: string, end: number, count: number): readonly Splice[] {
  let start = skipBlanksBack(text, end);
  for (let line = 0; line < count; line += 1) {
    if (!isBreak(text[start - 1])) return [];
    start = skipBlanksBack(text, start - (text.startsWith('\r\n', start - 2) ? 2 : 1));
  }
  return [{ start, end, text: '' }];
}
