// Every text of the engine for a person goes through `t`: what does not would stay English in every language.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { projectRoot } from '../support/paths.ts';

/** What several words are but no text for a person, or one that is the same in every language. */
const untranslated = new Set([
  'false schema', // A keyword of ajv.
  'in maps',
  'in lists too',
  '… via …', // Who made a backup, as it is recorded.
  // A file that is handed on to others.
  '# A profile that Safekeep exported. "Import Profile…" or "safekeep profile import" takes it in.',
]);

/** Lists of words that keys are looked for in. */
const isWordList = (file: string) => file.endsWith('secretNames.ts');

const sources = globSync('src/engine/**/*.ts', { cwd: projectRoot }).filter((file) => !isWordList(file));
const files = sources.map((file) => {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
});

function* nodesIn(node: ts.Node): Iterable<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesIn(child);
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`;
}

const isTranslation = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === 't';

/** Two words or more, what is put into them left out. */
function wordsOf(node: ts.Node): string | undefined {
  const text = ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('…')
    : ts.isStringLiteralLike(node)
      ? node.text
      : '';
  return /\p{Letter}{2,} .*\p{Letter}{2,}|… \p{Letter}{2,}|\p{Letter}{2,}:? …/u.test(text) ? text : undefined;
}

/** In a type or as code, as a key, as what `t` looks for, or told to whoever works on the engine. */
function isNoText(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isLiteralTypeNode(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isTaggedTemplateExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (isTranslation(parent) && parent.arguments[0] === node) ||
    (ts.isNewExpression(parent) && parent.expression.getText() === 'TypeError')
  );
}

test('no text of the engine stands outside the translated ones', () => {
  const found = files
    .flatMap((file) => [...nodesIn(file)])
    .filter((node) => {
      const words = wordsOf(node);
      return words !== undefined && !untranslated.has(words) && !isNoText(node);
    });
  assert.deepEqual(found.map(placeOf), []);
});
