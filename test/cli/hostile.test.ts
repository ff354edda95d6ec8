// What a stranger wrote into a config folder, as it reaches the terminal of who looks at it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { jsonLine, jsonText } from '../../src/cli/jsonText.ts';
import { shownOutcome } from '../../src/cli/terminal.ts';
import { linesOf, table } from '../../src/cli/verb.ts';
import { fromPlain } from '../../src/engine/values/value.ts';
import { formatChangeListing, type Change } from '../../src/engine/index.ts';
import { cliWords } from '../support/terminal/cli.ts';
import { opened } from '../support/terminal/cliFolder.ts';
import { nastyText } from '../support/texts/nastyTexts.ts';
import { unlessThereIs } from '../support/terminal/shells.ts';
import { randomRuns } from '../support/sizes.ts';

const runs = { numRuns: randomRuns(5_000) };
/** What a terminal obeys, but for the ends of our own lines. */
const acting =
  // eslint-disable-next-line no-control-regex -- Control characters are just what is looked for.
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

suite('random texts of strangers, on their way to a terminal', () => {
  test('a row of a table and a sentence are one line each, and nothing in them acts', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nastyText, { minLength: 1, maxLength: 3 }), { maxLength: 4 }), (rows) => {
        for (const [text, lines] of [
          [table(rows), rows.length],
          [linesOf(rows.flat()), rows.flat().length],
        ] as const) {
          assert.equal(text.split('\n').length, lines + 1);
          assert.doesNotMatch(text, acting);
        }
      }),
      runs,
    );
  });

  test('a listing has a line for each change, and none that the data forged', () => {
    const change = fc.record({ pointer: nastyText.map((key) => `/${key}`), from: nastyText, to: nastyText });
    fc.assert(
      fc.property(nastyText, fc.array(change, { maxLength: 4 }), (path, found) => {
        const changes = found.map((one): Change => ({ type: 'modified', ...one }));
        const text = formatChangeListing({
          headers: [path],
          files: [{ path: `a${path}`, changes, note: path }],
        });
        assert.doesNotMatch(text, acting);
        const lines = text.split('\n');
        assert.equal(lines.length, 5 + changes.length);
        assert.equal(lines.filter((line) => line.startsWith('~ ')).length, changes.length);
      }),
      runs,
    );
  });

  test('JSON is the same data, and nothing in it acts', () => {
    fc.assert(
      fc.property(nastyText, nastyText, (key, value) => {
        const data = Object.fromEntries([[key, [value, 1]]]);
        for (const text of [jsonText(data), jsonLine(data), jsonText(fromPlain(data))]) {
          assert.doesNotMatch(text, acting);
          assert.deepEqual(JSON.parse(text), data);
        }
      }),
      runs,
    );
  });

  test('whatever a verb answers, a terminal gets nothing of it that acts but our colors', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        for (const outcome of [
          { text, json: null },
          { text, json: null, isListing: true },
          { text, json: null, isContent: true },
        ] as const) {
          const shown = shownOutcome(outcome, { isTTY: true });
          // eslint-disable-next-line no-control-regex -- The colors are our own.
          assert.doesNotMatch(shown.replace(/\u001b\[\d+m|\t|\r\n/g, ''), acting);
        }
      }),
      runs,
    );
  });

  test('content goes into a pipe as it is', () => {
    fc.assert(
      fc.property(nastyText, (text) =>
        assert.equal(shownOutcome({ text, json: null, isContent: true }, {}), text),
      ),
      runs,
    );
  });
});

const title = '\u001b]0;OWNED\u0007';
const quoted = JSON.stringify(title).slice(1, -1);
const hostile = {
  'safekeep.yaml': `format: 1\ntargets:\n  current: current.yaml\n"x${quoted}": 1\n`,
  'current.yaml': `a: 1\nevil: "v${quoted}\\r\\u202e\\nline"\n`,
  [`profiles/p.yaml`]: [
    `$profile: { description: "d${quoted}" }`,
    'a: 2',
    `"k\\r~ /server/port 1 → 1": 1`,
    `"n\\nerror: all is well": 2`,
    `"b\\u202e": 3`,
    '',
  ].join('\n'),
  ...(process.platform === 'win32' ? {} : { [`profiles/f${title}\u202e.yaml`]: 'a: 3\n' }),
};

suite('a config folder of a stranger', () => {
  test('shows its texts, and forges no line of the terminal', async () => {
    const { run } = await opened(hostile);
    const looks = [
      ['profile', 'list'],
      ['diff', 'current', 'profile:p'],
      ['switch', 'p', '--dry-run'],
      ['profile', 'show', 'p', '--origin'],
      ['validate'],
      ['status'],
      ['get', 'evil', '--json'],
      ['switch', `no${title}`],
      ['completion', 'values', '--', 'switch', ''],
    ];
    const answers = await Promise.all(looks.map(async (words) => ({ words, ...(await run(...words)) })));
    for (const { words, stdout, stderr } of answers) {
      for (const text of [stdout.replaceAll('\t', ' '), stderr])
        assert.doesNotMatch(text, acting, words.join(' '));
      assert.doesNotMatch(stdout, /^(~ \/server\/port|error: all is well)/m, words.join(' '));
    }
    assert.match((await run('profile', 'list')).stdout, /p {2,}d\\u001b\]0;OWNED\\u0007\n/);
  });

  test('gives a value into a pipe byte by byte', async () => {
    const { run } = await opened(hostile);
    assert.equal((await run('get', 'evil')).stdout, `v${title}\r\u202e\nline\n`);
  });

  // Elsewhere `script` takes other options.
  const skip = process.platform === 'linux' ? unlessThereIs('script') : 'it is tried on Linux';
  test('gives a value to a terminal with nothing in it that acts', { skip }, async () => {
    const { workspace } = await opened(hostile);
    const command = [process.execPath, ...cliWords, 'get', 'evil'].map((word) => `'${word}'`).join(' ');
    const env = { ...process.env, TERM: 'xterm', LC_ALL: 'C', NO_COLOR: '', FORCE_COLOR: '' };
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      cwd: workspace,
      env,
    });
    assert.equal(stdout, 'v\\u001b]0;OWNED\\u0007\\u000d\\u202e\r\nline\r\n');
  });

  test('gets no name of a profile, a backup or an author that is not drawn as it is', async () => {
    const { run, text } = await opened(hostile);
    const refused = [
      ['profile', 'copy', 'p', 'bidi\u202e'],
      ['profile', 'create', 'x$(gear)'],
      ['profile', 'rename', 'p', 'a](b'],
      ['backup', 'create', '--name', `n${title}`],
      ['backup', 'create', '--note', 'one\ntwo'],
      ['switch', 'p', '--author', `me${title}`],
    ];
    for (const words of refused) {
      const { code, stderr } = await run(...words);
      assert.equal(code, 1, words.join(' '));
      assert.match(
        stderr,
        /^error invalid: "[^\n]*" can't be used: it contains [^\n]*\.\n[^\n]*\n$/,
        words.join(' '),
      );
      assert.doesNotMatch(stderr, acting);
    }
    assert.match((await text('current.yaml')) ?? '', /^a: 1\n/);
    assert.equal((await run('profile', 'copy', 'p', 'dev (eu)')).code, 0);
  });
});
