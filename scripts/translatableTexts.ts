// The texts of the sources that a person can be shown in another language: the first argument of every call `t(…)`
// and `l10n.t(…)`. It must be one string literal, because what is put together at run time cannot be translated.
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../test/support/paths.ts';
import { placeholdersOf } from './translationFaults.ts';

export interface TranslatableTexts {
  /** In the order of their characters, each once. */
  readonly texts: readonly string[];
  /** `path:line: what is wrong` for each call that cannot be read. */
  readonly faults: readonly string[];
}

export function translatableTexts(): TranslatableTexts {
  const files = globSync('src/**/*.ts', { cwd: projectRoot }).map((path) => path.split(sep).join('/'));
  const found = files.map((path) => textsOf(path, readFileSync(join(projectRoot, path), 'utf8')));
  return {
    texts: [...new Set(found.flatMap(({ texts }) => texts))].toSorted(),
    faults: found.flatMap(({ faults }) => faults),
  };
}

/** What one source of this path says. */
export function textsOf(path: string, source: string): TranslatableTexts {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const faults: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [text, ...values] = node.arguments;
      const fault = faultOf(text, values);
      if (text && ts.isStringLiteralLike(text)) texts.push(text.text);
      if (fault !== undefined) faults.push(`${path}:${lineOf(node, file)}: ${fault}`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return { texts, faults };
}

function isTranslation(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === 't';
  if (!ts.isPropertyAccessExpression(called) || called.name.text !== 't') return false;
  const owner = called.expression;
  const named = ts.isPropertyAccessExpression(owner) ? owner.name : owner;
  return ts.isIdentifier(named) && named.text === 'l10n';
}

function faultOf(text: ts.Expression | undefined, values: readonly ts.Expression[]): string | undefined {
  if (!text || !ts.isStringLiteralLike(text)) return 'the text to be translated is not one string literal';
  if (text.text.trim() === '') return 'the text to be translated is empty';
  const wanted = values.map((_, place) => `{${place}}`).join(' ');
  const named = placeholdersOf(text.text).join(' ');
  const isSpread = values.some((value) => ts.isSpreadElement(value));
  return isSpread || wanted === named ? undefined : `"${text.text}" is given "${wanted}"`;
}

function lineOf(node: ts.Node, file: ts.SourceFile): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
