// The tokens of JSON and JSONC, each with its place. Nothing is repaired: what is no token is `bad`.
export interface Token {
  readonly kind: 'punctuation' | 'string' | 'number' | 'word' | 'comment' | 'end' | 'bad';
  readonly start: number;
  readonly end: number;
}

const blanks = /[ \t\r\n]*/y;
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y; // eslint-disable-line no-control-regex -- JSON strings may not hold them.
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;
const comment = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;

const shapes = [
  ['string', string],
  ['number', number],
  ['word', word],
  ['comment', comment],
] as const;

/** The token at or behind an offset, blanks skipped. */
export function tokenAt(text: string, offset: number): Token {
  const start = endOf(blanks, text, offset);
  const character = text[start];
  if (character === undefined) return { kind: 'end', start, end: start };
  if ('{}[],:'.includes(character)) return { kind: 'punctuation', start, end: start + 1 };
  for (const [kind, shape] of shapes) {
    const end = endOf(shape, text, start);
    if (end > start) return { kind, start, end };
  }
  return { kind: 'bad', start, end: start + 1 };
}

/** The end of the comment that begins exactly at an offset, or the offset itself. */
export function commentEnd(text: string, offset: number): number {
  return endOf(comment, text, offset);
}

function endOf(shape: RegExp, text: string, offset: number): number {
  shape.lastIndex = offset;
  return shape.test(text) ? shape.lastIndex : offset;
}
