// The texts that people read keep to the voice of CONTRIBUTING.md.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { readTexts } from '../scripts/translationFaults.ts';
import { agentTools } from '../src/agents/toolTable.ts';
import { instructions } from '../src/agents/instructions.ts';
import { projectRoot } from './support/paths.ts';

/** "a, b or c", but not "to that version, up or down" or "remove it, move it or copy it". */
const seriesWithoutComma =
  /[\w*"`]+, (?!(?:then|up|name|as|dotted|directly|entirely|all|set|\d) )[\w*."$~-]+ (?:and|or) [\w*."$~-]+/;

/** What a text may not hold, and what to write instead. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b/i, "can't"],
  [/\b(?:is|are|was|were|does|do|did|has|have|would|could) not\b/, "isn't, doesn't, …"],
  [/\bis no (?!longer|longer\b)(?<!\bthere is no )/i, "isn't a …"],
  [/[‘’]/, "a straight apostrophe: '"],
  [/\b(?:mend|meanwhile|anew|somebody|nobody|everybody|whilst|thereof)\b/i, 'a plainer word'],
  [/\b(?:after|to|up|down)wards\b/i, 'afterward, toward, …'],
  [/\bby hand\b/i, 'manual, manually'],
  [/\bamong them\b/i, 'including'],
  [/\bstand(?:s|ing)? (?:in|there|alone|elsewhere|twice)\b/i, 'is'],
  [/\b(?:agents|that|which) \w+ (?:none|nothing but)\b/i, "don't …"],
  [/ also where\b|, where (?:there|that)\b/i, 'if'],
  [/\bwhat (?:is named|is said|stands|stood|(?:was|is) there|they hold|it holds)\b/i, 'name the thing'],
  [/\b(?:on the way|from outside)\b/i, 'before it is written, by other programs, …'],
  [/\bof (?:its|their) own\b/i, 'its own …, separate'],
  [/\bnever finish/i, 'is stuck'],
  [/\bonly look\b/i, 'only read'],
  [/\bif (?:it|they) ha(?:s|ve) none\b/i, "if it doesn't have one"],
  [/\d %/, '%, without a space'],
  [seriesWithoutComma, 'a comma before the last item'],
  [/\btak(?:e|es|en|ing) (?:it |them |this |that |the change |the commit )?back\b/i, 'undo or roll back'],
  [/\ba yes\b/i, 'confirmation'],
  [/\bin version\b/i, 'at version'],
  [/\blooks? after\b/i, 'manage'],
  [/\b(?:behaviour|colour|cancelled|grey)\b/i, 'American spelling'],
  [/\w …/, 'no space before …'],
  [/\.\.\./, '…'],
];

/** The same, in messages alone. */
const inMessages: typeof patterns = [[/\b(?:say|says|said)\b/i, 'specify, set or has']];

function faultsIn(name: string, texts: readonly string[], more = inMessages): readonly string[] {
  return texts.flatMap((text) =>
    [...patterns, ...more].flatMap(([pattern, instead]) => {
      const found = pattern.exec(text)?.[0];
      return found === undefined ? [] : [`${name}: "${found}" in "${text}" (write: ${instead})`];
    }),
  );
}

/** Prose of a paper: no code, no addresses, no quotes, and of the guide to the voice no wrong words. */
function proseOf(path: string): readonly string[] {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  return text
    .replace(/^(```|~~~)[^]*?^\1/gm, '')
    .replace(/^\| (?:Say|Use|Name|\*).* \| .* \|$/gm, '')
    .replace(/`[^`\n]*`|\]\([^)]*\)|<!--[^]*?-->|“[^”]*”/g, '')
    .split('\n');
}

suite('the voice', () => {
  test('is that of every message, command and setting', () => {
    assert.deepEqual(
      [
        ...faultsIn('l10n', Object.keys(readTexts('l10n/bundle.l10n.json'))),
        ...faultsIn('package.nls.json', Object.values(readTexts('package.nls.json'))),
      ],
      [],
    );
  });

  test('is that of what agents are told', () => {
    const texts = agentTools.flatMap(({ description, inputSchema }) => [
      description,
      ...Object.values(inputSchema.properties).map((property) => property.description),
    ]);
    assert.deepEqual(
      faultsIn('agents', [...texts, ...instructions.split('\n'), ...proseOf('skills/safekeep/SKILL.md')], []),
      [],
    );
  });

  test('is that of the papers', () => {
    const papers = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md'], { cwd: projectRoot }).sort();
    assert.ok(papers.length > 25);
    assert.deepEqual(
      papers.flatMap((path) => faultsIn(path, proseOf(path), [])),
      [],
    );
  });

  test('is that of the schemas and of the types for other extensions', () => {
    const schemas = globSync('schemas/*.json', { cwd: projectRoot });
    const texts = schemas.flatMap((path) =>
      [
        ...readFileSync(join(projectRoot, path), 'utf8').matchAll(/"(?:description|errorMessage)": "(.+)"/g),
      ].map(([, text = '']) => text),
    );
    assert.ok(texts.length > 100);
    assert.deepEqual([...faultsIn('schemas', texts), ...faultsIn('types', proseOf('safekeep.d.ts'))], []);
  });

  test('is held by patterns that find what they are for', () => {
    const wrong = 'This is no version, it cannot be taken back; nobody says what is not there …';
    assert.equal(faultsIn('x', [wrong]).length, 7);
    assert.deepEqual(faultsIn('x', ['There is no backup "x". It is no longer there.']), []);
  });
});
