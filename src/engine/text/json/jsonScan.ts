// The tokens of JSON and JSONC, each with its place. Nothing is repaired: what is no token is `bad`.
export interface Token {
  readonly kind: 'punctuation' | 'string' | 'number' | 'word' | 'comment' | 'end' | 'bad';
  readonly start: number;
  readonly end: number;
}

const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y; // eslint-disable-line no-control-regex -- JSON strings may not hold them.
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;
const comment = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;
const shapes = { string, number, word, comment };

/** The token at or behind an offset, blanks skipped. */
export function tokenAt(text: string, offset: number): Token {
  let start = offset;
  while (isBlank(text.charCodeAt(start))) start += 1;
  const first = text.charCodeAt(start);
  // Of what can follow, brackets, commas and strings are the most.
  if (isPunctuation(first)) return { kind: 'punctuation', start, end: start + 1 };
  if (first === quote) return tokenFrom(text, start, 'string');
  if (start >= text.length) return { kind: 'end', start, end: start };
  if (isDigit(first) || first === minus) return tokenFrom(text, start, 'number');
  return tokenFrom(text, start, first === slash ? 'comment' : 'word');
}

function tokenFrom(text: string, start: number, kind: keyof typeof shapes): Token {
  const end = matchEnd(shapes[kind], text, start);
  return end > start ? { kind, start, end } : { kind: 'bad', start, end: start + 1 };
}

const [quote, minus, slash] = ['"', '-', '/'].map((character) => character.charCodeAt(0));

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** One of `,:[]{}`. */
function isPunctuation(code: number): boolean {
  return code === 0x2c || code === 0x3a || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The end of the comment that begins exactly at an offset, or the offset itself. */
export function commentEnd(text: string, offset: number): number {
  return matchEnd(comment, text, offset);
}

function matchEnd(shape: RegExp, text: string, offset: number): number {
  shape.lastIndex = offset;
  return shape.test(text) ? shape.lastIndex : offset;
}
