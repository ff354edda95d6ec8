// What reaches a person: colors by the kind of a line, and one passing line while something takes long. A pipe, a file and
// `--json` get neither.
import process from 'node:process';
import { visibleLines, visibleText } from '../engine/index.ts';
import type { Outcome } from './verb.ts';

const colors = {
  added: 32,
  removed: 31,
  modified: 33,
  moved: 36,
  header: 2,
  problem: 33,
  error: 31,
} as const;
const marks = { '+': 'added', '-': 'removed', '~': 'modified', '>': 'moved' } as const;

interface Stream {
  readonly isTTY?: boolean;
}

/** Made visible first, then colored: the only control characters are our own, but for content that goes into a pipe. */
export function shownOutcome({ text, isContent, isListing }: Outcome, stream: Stream): string {
  if (isContent === true && stream.isTTY !== true) return text;
  if (isContent === true) return visibleLines(text);
  return isListing === true ? coloredListing(printable(text), stream) : printable(text);
}

/** Lines of ours end in a line feed alone: a carriage return in them came along. */
export function printable(text: string): string {
  return visibleLines(text).replaceAll('\r', '\\u000d');
}

/** By https://no-color.org and https://force-color.org: what is forced wins, and empty says nothing. */
export function hasColors({ isTTY }: Stream, { FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return isTTY === true && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
}

/** A listing of changes and problems with the color that each line's kind has. */
function coloredListing(text: string, stream: Stream): string {
  if (!hasColors(stream, process.env)) return text;
  return text
    .split('\n')
    .map((line) => {
      const kind = lineKind(line);
      return kind === null ? line : colored(line, kind);
    })
    .join('\n');
}

/** The first words of an error, so that it stands out. */
export function coloredError(text: string, stream: Stream): string {
  return hasColors(stream, process.env) ? colored(text, 'error') : text;
}

/** A change has a mark and a pointer, a problem a file with line and column. */
function lineKind(line: string): keyof typeof colors | null {
  const [, mark] = /^ *([-+~>]) \//.exec(line) ?? [];
  if (mark !== undefined) return marks[mark as keyof typeof marks]; // The pattern lets no other mark through.
  if (/^(# )?[^\s:][^:]*:\d+:\d+: /.test(line)) return 'problem';
  return line.startsWith('# ') ? 'header' : null;
}

function colored(text: string, kind: keyof typeof colors): string {
  return `\u001b[${colors[kind]}m${text}\u001b[0m`;
}

export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Nobody wants to read what is over before it is read. */
const patienceMs = 500;

/** A line on the error stream, if that is a terminal; each text takes the place of the one before. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const since = performance.now();
  let [shown, timer]: [boolean, NodeJS.Timeout | undefined] = [false, undefined];
  const draw = (text: string) => {
    shown = true;
    stream.write(`\r\u001b[K${visibleText(text).slice(0, stream.columns - 1)}`);
  };
  return {
    show: (text) => {
      if (!stream.isTTY) return;
      clearTimeout(timer);
      const wait = patienceMs - (performance.now() - since);
      if (wait <= 0) draw(text);
      else timer = setTimeout(draw, wait, text);
    },
    end: () => {
      clearTimeout(timer);
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
