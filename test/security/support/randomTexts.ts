// Texts of strangers: what acts on a screen, in Markdown, in the editor's messages, in a shell or in a parser, between
// letters of many scripts; and documents that are almost what we read.
import { oddTexts } from './oddValues.ts';
import { acting, markup } from '../../support/texts/nastyTexts.ts';
import type { Random } from './random.ts';

const ordinary = [
  'dev (eu)',
  'before-release [2]',
  'überprüft',
  'Привет',
  '配置文件',
  'データ',
  '한국어',
  'שלום',
  'مرحبا',
  'می\u200cخواهم',
  'ภาษาไทย',
  'e\u0301',
  '👩\u200d👩\u200d👧',
  '🇪🇺',
  'a → b',
  'ß',
  'İ',
  'ﬀ',
];

const syntax = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  ',',
  '"',
  "'",
  '\n',
  '\n  ',
  '\n- ',
  '- ',
  '? ',
  '| \n',
  '>-\n',
  '&a ',
  '*a',
  '<<: *a',
  '!!js/function ',
  '!<tag:x> ',
  '!!binary ',
  '--- ',
  '...\n',
  '%YAML 1.2\n',
  '# ',
  '//',
  '/*',
  '*/',
  '0x1f',
  '0o17',
  '1e999',
  '-0',
  '.nan',
  '~',
  'null',
  'true',
  '"\\u0000"',
  '"\\ud800"',
  '__proto__',
  '$profile: ',
  'extends: ',
  'format: 1',
  '"format":1',
  '"id":',
  '"hash":',
  'from: 1\nto: 2\nup: []',
  'version: 1.0.0',
  'targets: { a: b }',
  'sensitive: ["/**/x"]',
  '/a/b',
  '/~0~1',
  'a.b[0]',
  '$ref',
  '1.0.0-rc.1+5',
  '20261120T111616051Z-fa7c22',
];

const kinds = [acting, markup, ordinary, syntax, syntax, oddTexts.filter((text) => text.length < 1_000)];

export function randomText(random: Random): string {
  const length = random.below(20) === 0 ? random.below(400) : random.below(14);
  const kind = random.below(3) === 0 ? [random.oneOf(kinds)] : kinds;
  return Array.from({ length }, () => part(kind, random)).join('');
}

function part(kind: readonly (readonly string[])[], random: Random): string {
  if (random.below(8) === 0)
    return String.fromCodePoint(random.below(random.below(2) === 0 ? 0x300 : 0x11_0000));
  const text = random.oneOf(random.oneOf(kind));
  return random.below(200) === 0 ? text.repeat(2_000) : text;
}
