import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { textsOf } from '../scripts/translatableTexts.ts';
import { faultsOf } from '../scripts/translationFaults.ts';

suite('the texts that are translated', () => {
  test('each way of asking for a translation is found', () => {
    const source = `
      t('One', 1);
      vscode.l10n.t("Two");
      l10n.t(\`Three\`);
      set.t('not ours');
      this.wait('nor this');
    `;
    assert.deepEqual(textsOf('a.ts', source).texts, ['One', 'Two', 'Three']);
  });

  test('a text that is put together at run time is refused with its place', () => {
    const source = "\nt('a' + name);\nt(`for ${name}`);\nt(words);\n";
    const fault = 'the text to be translated is not one string literal';
    assert.deepEqual(textsOf('src/a.ts', source), {
      texts: [],
      faults: [`src/a.ts:2: ${fault}`, `src/a.ts:3: ${fault}`, `src/a.ts:4: ${fault}`],
    });
  });

  test('a text is given as many values as it has places for', () => {
    assert.deepEqual(textsOf('a.ts', "t('{0} of {1}', 1, 2); t('{0}{0}', 1);").faults, []);
    assert.deepEqual(textsOf('a.ts', "t('{0} of {1}', 1);").faults, ['a.ts:1: "{0} of {1}" is given "{0}"']);
  });
});

suite('a translation', () => {
  const english = { a: 'Switch to {0}', b: 'Then [undo](command:safekeep.undo)' };

  test('that has all texts with their values and links is right', () => {
    assert.deepEqual(faultsOf({ a: '{0}!', b: '[x](command:safekeep.undo)' }, english), []);
  });

  for (const [what, translated] of [
    ['lacks a text', { a: '{0}!' }],
    ['has a text too many', { a: '{0}!', b: '[x](command:safekeep.undo)', c: 'more' }],
    ['has an empty text', { a: ' ', b: '[x](command:safekeep.undo)' }],
    ['lost a value', { a: 'Switch', b: '[x](command:safekeep.undo)' }],
    ['lost a link', { a: '{0}!', b: 'x' }],
    ['has another order', { b: '[x](command:safekeep.undo)', a: '{0}!' }],
  ] as const) {
    test(`that ${what} is refused`, () => {
      assert.equal(faultsOf(translated, english).length, 1);
    });
  }
});
