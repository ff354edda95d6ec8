// What the terminal says in another language. In the one in which each letter has an accent, a text without one was
// never given to a translator.
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { before, suite, test } from 'node:test';
import { config } from '@vscode/l10n';
import { testFolder, type Files } from '../support/disk/configFolder.ts';
import { saidBy } from '../support/terminal/cliInLanguage.ts';
import { pseudoLanguage, untranslated } from '../support/texts/pseudoLanguage.ts';

const files: Files = {
  'current.yaml': 'server:\n  port: 1\n',
  'profiles/blue.yaml': '$profile:\n  description: zzz\n  protected: true\nserver:\n  port: 2\n',
  'profiles/green.yaml': '$profile:\n  extends: blue\nserver:\n  host: yyy\n',
};

/** Words that are typed, names, values, codes (also of why a backup was made), and what the system writes of times and sizes. */
const data = [
  userInfo().username,
  /\bsafekeep\b.*$/gm,
  /^ {2}--?\S+.*$/gm,
  /--[\w-]+( [A-Z]+)?/g,
  /[\w./-]+\.(ya?ml|jsonc?)\b/g,
  /\/[\w./-]+/g,
  /\b(server|port|host|yyy|zzz|red|blue|green|profile:|current|dance|status|switch|undo|manual|Safekeep|JSON|YAML|NUL|NAME)\b/g,
  /\b\d{8}T\d{9}Z-[0-9a-f]+\b|\b[0-9a-f]{12,}\b/g,
  /\b[\d.,]+ (bytes?|kB|KB|B)\b|\b\d+:\d+(:\d+)?\s[AP]M\b/g,
  /^error [a-z-]+(?=:)/gm,
];

const asked: readonly (readonly string[])[] = [
  ['--help'],
  ['status'],
  ['profile', 'list'],
  ['profile', 'show', 'green', '--origin'],
  ['switch', 'green', '--dry-run'],
  ['switch', 'red'],
  ['diff', 'profile:blue'],
  ['validate'],
  ['history'],
  ['backup', 'list'],
  ['backup', 'create', '--name', 'zzz'],
  ['backup', 'prune', '--dry-run'],
  ['undo'],
  ['dance'],
  ['switch'],
  ['status', '--dance'],
];

suite('nothing is left in English of', { concurrency: true }, () => {
  let workspace: string;
  before(async () => {
    ({ workspace } = await testFolder('accents', files));
    await saidBy({ locale: 'accents', folder: workspace }, ['switch', 'green']);
  });

  for (const words of asked) {
    test(`safekeep ${words.join(' ')}`, async () => {
      const said = await saidBy({ locale: 'accents', folder: workspace }, words);
      assert.notEqual(said, '');
      assert.deepEqual(untranslated(said.split('\n'), data), []);
    });
  }
});

test('nothing is left in English of what --help says of each command', async () => {
  config({ contents: pseudoLanguage().texts.bundle });
  // Loaded after that: some texts are asked for while a module is loaded.
  const [{ helpText }, { verbs }] = await Promise.all([
    import('../../src/cli/help.ts'),
    import('../../src/cli/verbs.ts'),
  ]);
  const lines = Object.keys(verbs).flatMap((verb) => helpText(verb).split('\n'));
  assert.deepEqual(untranslated(lines, data), []);
});

test('the terminal speaks Chinese where that is its language', async () => {
  const { workspace } = await testFolder('chinese', files);
  const said = await saidBy({ locale: 'zh_CN.UTF-8', folder: workspace }, ['switch', 'red']);
  assert.match(said, /^error not-found: 没有配置方案“red”。\n/);
});
