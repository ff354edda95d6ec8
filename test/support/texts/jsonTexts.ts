// JSON and JSONC texts as people and tools write them, and as nobody would: blanks, line breaks and comments between
// any two tokens, trailing commas, odd strings and numbers, any line ends. All of them parse.
import fc from 'fast-check';

const rarely = <T>(common: T, rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(common) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const blanks = ['', ' ', '\t', '\n', '\n\n  ', '\n\t', '  ', '\n    '];
const comments = [
  ' // note\n',
  '/* a */',
  '\n  // "b": [\n  ',
  ' /* c\n d */ ',
  '// e, f\n',
  '\n/* g */\n',
  '//\n',
];

const scalar = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1e5', '-0.5E+10', '12345678901234567890', 'true', 'false', 'null'),
  fc.constantFrom('""', '"x"', '"// no"', '"/* no */"', '"a\\nb"', '"\\u0041\\""', '"é 🔧"', '","', '"]"'),
);
const key = fc.constantFrom('"a"', '"b"', '"c d"', '""', '"__proto__"', '"e/f"', '"\\u0067"', '"// h"');

/** A text of JSON, or of JSON with comments and trailing commas. */
export function jsonText(dialect: 'json' | 'jsonc'): fc.Arbitrary<string> {
  const gap = rarely('', dialect === 'json' ? blanks : [...blanks, ...comments]);
  const comma = dialect === 'json' ? fc.constant('') : rarely('', [',']);
  const { value } = fc.letrec<{ value: string; list: string; map: string }>((tie) => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, tie('list'), tie('map')),
    list: fc
      .tuple(fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 4 }), comma, gap)
      .map(([items, last, end]) =>
        enclosed('[]', { entries: items.map((item) => item.join('')), last, end }),
      ),
    map: fc
      .tuple(
        fc.uniqueArray(fc.tuple(gap, key, fc.tuple(gap, fc.constant(':'), gap, tie('value')), gap), {
          maxLength: 4,
          selector: ([, name]) => name,
        }),
        comma,
        gap,
      )
      .map(([entries, last, end]) =>
        enclosed('{}', { entries: entries.map((entry) => entry.flat().join('')), last, end }),
      ),
  }));
  return fc
    .tuple(rarely('', ['\uFEFF']), gap, value, gap, rarely('\n', ['\r\n']))
    .map(([start, before, content, after, eol]) => start + (before + content + after).replaceAll('\n', eol));
}

interface Interior {
  readonly entries: readonly string[];
  /** Behind the last entry, where there is one. */
  readonly last: string;
  readonly end: string;
}

function enclosed([open = '', close = '']: string, { entries, last, end }: Interior): string {
  return open + entries.join(',') + (entries.length > 0 ? last : '') + end + close;
}
