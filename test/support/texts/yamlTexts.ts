// YAML texts as people and tools write them, and as nobody would: comments and blank lines in odd places, block and
// flow in each other, every kind of scalar, anchors, aliases and merge keys, any line ends. Some of them are no YAML;
// whoever uses them leaves out what does not parse.
import fc from 'fast-check';

/** What stands behind a colon or a dash: the rest of its line, and the lines below, indented from that key or dash. */
interface Piece {
  readonly head: string;
  readonly lines: readonly string[];
}

const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === '' ? line : ' '.repeat(by) + line));

const usually = <T>(common: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(common) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const depth = fc.integer({ min: 1, max: 4 });

const oneLine = fc.oneof(
  fc.constantFrom(
    'a',
    'b c',
    'x:y',
    'a#b',
    '-x',
    '1',
    '1.0',
    '0x1F',
    '1e5',
    'true',
    'null',
    '~',
    '2020-01-01',
  ),
  fc.constantFrom('""', "''", '"a\\nb"', "'it''s'", '"# no"', "'a: b'", '"\\u00e9 \\\\"', '"a\\tb"'),
  fc.constantFrom('', '!t x', '!!str 12', '! y', '&w word', '*w', '*m'),
);

const severalLines: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.constantFrom<Piece>(
      { head: 'plain', lines: ['and more'] },
      { head: '', lines: ['below', '', 'and more'] },
      { head: '"double', lines: ['', 'quoted \\', '  text"'] },
      { head: "'single", lines: ["it''s'"] },
      { head: '!t', lines: ['tagged'] },
      { head: '&w # note', lines: ['anchored'] },
    ),
    depth,
  )
  .map(([{ head, lines }, by]) => ({ head, lines: indented(lines, by) }));

const blockScalar: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '|2-', '>1+', '| # note', '!t |', '&w |'),
    fc.array(
      fc.constantFrom('text', '', '  deeper', '# no comment', 'a: b', '- c', 'end ', '\ttab', ' ', '   '),
      {
        maxLength: 4,
      },
    ),
    depth,
  )
  .map(([head, lines, by]) => ({
    head,
    lines: lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line)),
  }));

const flowBlank = usually('', ' ', '  ', '\n', '\n\n  ', ' # note\n', '\n# note\n  ');
const flowColon = usually(': ', ':  ', ' : ', ':\n  ', ': # note\n  ');
const flowKey = fc.constantFrom('a', 'b', '"c"', "'d'", '? e', '1');

const flow = fc.letrec<{ value: string; pair: string; list: string; map: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 2, withCrossShrink: true }, oneLine, tie('list'), tie('map')),
  pair: fc.tuple(flowKey, flowColon, tie('value')).map((parts) => parts.join('')),
  list: fc
    .tuple(
      fc.array(
        fc.tuple(flowBlank, fc.oneof({ weight: 5, arbitrary: tie('value') }, tie('pair')), flowBlank),
        { maxLength: 3 },
      ),
      usually('', ',', ' ', '\n', ' # note\n'),
    )
    .map(
      ([items, end]) =>
        `[${items.map((item) => item.join('')).join(',')}${items.length > 0 || end !== ',' ? end : ''}]`,
    ),
  map: fc
    .tuple(
      fc.uniqueArray(
        fc.tuple(
          flowBlank,
          flowKey,
          fc.oneof({ weight: 5, arbitrary: fc.tuple(flowColon, tie('value')) }, fc.constant([])),
          flowBlank,
        ),
        {
          maxLength: 3,
          selector: ([, key]) => key,
        },
      ),
      usually('', ',', ' ', '\n', ' # note\n'),
    )
    .map(
      ([entries, end]) =>
        `{${entries.map((entry) => entry.flat().join('')).join(',')}${entries.length > 0 || end !== ',' ? end : ''}}`,
    ),
}));

const flowPiece = fc.tuple(fc.oneof(flow.list, flow.map), depth).map(([text, by]): Piece => {
  const [head = '', ...lines] = text.split('\n');
  return { head, lines: indented(lines, by) };
});

const key = fc.constantFrom(
  'a',
  'b',
  'key two',
  '"c"',
  "'d e'",
  '1',
  'true',
  '? f\n',
  '? g # note\n',
  '&k i',
  '<<',
);
const around = usually<readonly string[]>([], ['# note'], [''], ['  # deeper'], ['', '# a: b', ''], ['#']);
const lead = usually('', '&n', '!!map', '# note', '&n # note', '!t');

const block = fc.letrec<{ value: Piece; map: readonly string[]; list: readonly string[] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(oneLine, usually('', ' # note', '  #', ' '))
      .map(([head, beside]) => ({ head: head + beside, lines: [] })),
    severalLines,
    blockScalar,
    flowPiece,
    fc.tuple(lead, tie('map'), depth).map(below),
    fc.tuple(lead, tie('list'), fc.nat(2)).map(below),
  ),
  map: fc
    .uniqueArray(fc.tuple(key, tie('value'), around), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    })
    .map((entries) => entries.flatMap(([name, value, above]) => [...above, ...mapEntry(name, value)])),
  list: fc
    .array(fc.tuple(fc.oneof(tie('value'), compact(tie('map')), compact(tie('list'))), around), {
      minLength: 1,
      maxLength: 4,
    })
    .map((items) =>
      items.flatMap(([{ head, lines }, above]) => [...above, `- ${head}`, ...indented(lines, 2)]),
    ),
}));

/** What a tag makes a text of its own holds no anchors and aliases: to cut them loose there is refused. */
function below([head, lines, by]: readonly [string, readonly string[], number]): Piece {
  const own = head.startsWith('!')
    ? lines.map((line) => line.replaceAll(/&\w+ |\*[mw]/g, '').replace('<<', '"<<"'))
    : lines;
  return { head, lines: indented(own, by) };
}

function mapEntry(name: string, { head, lines }: Piece): readonly string[] {
  if (name === '<<') return [head.startsWith('*m') ? '<<: [*m]' : '<<: *m # note'];
  return [...(name + (head === '' ? ':' : `: ${head}`)).split('\n'), ...lines];
}

/** A collection that begins on the line of its dash. */
function compact(lines: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Piece> {
  return lines.map(([first = '', ...rest]) => ({ head: first, lines: rest.map((line) => line) }));
}

const anchors = ['base: &m', '  p: 1', '  q: [x, y]', 'word: &w w'];

export const yamlText: fc.Arbitrary<string> = fc
  .record({
    start: usually('', '\uFEFF', '---\n', '%YAML 1.2\n---\n', '--- # note\n', '# head\n\n'),
    root: fc.oneof(
      { weight: 4, arbitrary: block.map.map((lines) => [...anchors, ...lines]) },
      fc
        .oneof(
          block.map,
          block.list,
          block.value.map(({ head, lines }) => [head, ...lines]),
        )
        .map((lines) => lines.map((line) => line.replaceAll(/\*[mw]/g, 'x').replace('<<', '"<<"'))),
    ),
    end: usually('\n', '', '\n# tail\n', '\n\n\n', '\n...\n', '\n# tail'),
    eol: usually<'\n' | '\r\n'>('\n', '\r\n'),
  })
  .map(({ start, root, end, eol }) => (start + root.join('\n') + end).replaceAll('\n', eol));
