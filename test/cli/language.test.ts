import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { languagesOf } from '../../src/cli/language.ts';

suite('the language of the terminal', () => {
  for (const [environment, languages] of [
    [{ LANG: 'zh_CN.UTF-8' }, ['zh-cn', 'zh']],
    [{ LANG: 'de' }, ['de']],
    [{ LANG: 'ca_ES@valencia' }, ['ca-es', 'ca']],
    [{ LC_ALL: 'fr_FR', LC_MESSAGES: 'de_DE', LANG: 'zh_CN' }, ['fr-fr', 'fr']],
    [{ LC_ALL: '', LC_MESSAGES: 'de_DE', LANG: 'zh_CN' }, ['de-de', 'de']],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, []],
    [{ LANG: 'C.UTF-8' }, []],
    [{ LANG: 'POSIX' }, []],
    [{ LANG: '../../etc' }, []],
    [{}, []],
  ] as const) {
    test(`${JSON.stringify(environment)} asks for ${languages.join(', ') || 'none'}`, () => {
      assert.deepEqual(languagesOf(environment), languages);
    });
  }
});
