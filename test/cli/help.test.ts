import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { habits, parseCommandLine } from '../../src/cli/commandLine.ts';
import { helpText } from '../../src/cli/help.ts';
import { argumentWords, optionWords, valueWordOf } from '../../src/cli/verbShape.ts';
import { verbGroups, verbs } from '../../src/cli/verbs.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';

suite('the help of a verb', () => {
  for (const [name, { usage, summary, options = {}, examples }] of Object.entries(verbs))
    test(`"${name}" tells its options and an example that is right`, () => {
      const text = helpText(name);
      assert.ok(text.startsWith(`safekeep ${usage}\n\n  ${summary}\n`));
      for (const [name, option] of Object.entries(options)) {
        assert.equal(option.kind === 'flag', valueWordOf(usage, name) === '', name);
        assert.ok(usage.includes(`[--${name}`));
        assert.ok(text.includes(`  ${optionWords(usage, name, option)}\n      ${option.about}\n`), name);
      }
      assert.ok(examples.length > 0);
      for (const [words, what] of examples) {
        assert.ok(text.includes(`  safekeep ${words}\n      ${what}\n`));
        assert.equal(parseCommandLine(wordsOf(words), verbs).verb, name, words);
      }
    });

  test('lists no option in its usage that it does not have', () => {
    for (const { usage, options = {} } of Object.values(verbs)) {
      const named = [...usage.matchAll(/\[--([\w-]+)/g)].map(([, name]) => name);
      assert.deepEqual(named.toSorted(), Object.keys(options).toSorted(), usage);
    }
  });

  test('comes for a family of verbs with all of them, and no other', () => {
    const text = helpText('audit');
    assert.match(text, /^ {2}safekeep audit verify\n/);
    assert.ok(!text.includes('switch'));
  });
});

/** As a shell splits the words of an example; what it would run in them is a word, too. */
function wordsOf(text: string): readonly string[] {
  return (text.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/, '$1'));
}

suite('the help of all', () => {
  test('has a heading for each group, and every verb once', () => {
    const text = helpText('');
    for (const { title } of verbGroups) assert.ok(text.includes(`\n${title}\n  safekeep `), title);
    for (const { usage } of Object.values(verbs))
      assert.equal(text.split(`  safekeep ${usage}\n`).length, 2, usage);
    assert.ok(text.includes('  -C, --folder DIR\n'));
  });
});

suite('a mistyped word', () => {
  for (const [words, message] of [
    [['statsu'], 'There is no command "statsu". Did you mean "status"?'],
    [['bakcup', 'list'], 'There is no command "bakcup". Did you mean "backup list"?'],
    [['profil'], 'There is no command "profil". Did you mean "profile"?'],
    [['wtch'], 'There is no command "wtch". Did you mean "watch"?'],
    [['dance'], 'There is no command "dance".'],
    [['log'], 'There is no command "log". Did you mean "history"?'],
    [['ls'], 'There is no command "ls". Did you mean "profile list"?'],
    [['restore', 'latest'], 'There is no command "restore". Did you mean "backup restore"?'],
    [['checkout', 'dev'], 'There is no command "checkout". Did you mean "switch"?'],
    [['switch', 'x', '--dry-rum'], 'There is no option --dry-rum. Did you mean --dry-run?'],
    [['switch', 'x', '--dance'], 'There is no option --dance.'],
    [['status', '--folder', '--json'], '--folder needs a value.'],
    [['status', '--json=yes'], "--json doesn't take a value."],
    [['set', 'a', '-b'], 'There is no option -b. Use -- before an argument that starts with a dash.'],
  ] as const)
    test(`in "${words.join(' ')}" is answered with what is near`, () => {
      assert.throws(() => parseCommandLine(words, verbs), { message });
    });

  test('of another program leads to a command that is there', () => {
    for (const [word, verb] of Object.entries(habits)) {
      assert.ok(Object.hasOwn(verbs, verb), word);
      assert.ok(!Object.keys(verbs).some((name) => name.split(' ')[0] === word), word);
    }
  });

  test('is wrong usage, with a way on', async () => {
    const { code, stderr } = await safekeep(await disposableFolder('help'), 'statsu');
    assert.deepEqual(
      [code, stderr],
      [
        2,
        'There is no command "statsu". Did you mean "status"?\nRun "safekeep --help" for a list of commands.\n',
      ],
    );
  });

  test('is none where as many words may stand as one likes', () => {
    assert.deepEqual(argumentWords('completion values [WORD]…', 'completion values'), ['[WORD]…']);
    assert.deepEqual(parseCommandLine(['completion', 'values', '--', 'a', '--b', ''], verbs).arguments, [
      'a',
      '--b',
      '',
    ]);
  });
});
