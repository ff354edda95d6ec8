// What is wrong with the translations: `l10n/bundle.l10n.<language>.json` and `package.nls.<language>.json` must have
// the keys of the English file, in its order, each with a text that takes the same values.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../test/support/paths.ts';

/** Key → text. */
export type Texts = Readonly<Record<string, string>>;

export function translationFaults(): Promise<readonly string[]> {
  return Promise.resolve(
    ['l10n/bundle.l10n', 'package.nls'].flatMap((name) =>
      globSync(`${name}.*.json`, { cwd: projectRoot }).flatMap((path) =>
        faultsOf(readTexts(path), readTexts(`${name}.json`)).map((fault) => `${path}: ${fault}`),
      ),
    ),
  );
}

export function faultsOf(translated: Texts, english: Texts): readonly string[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(translated, key));
  const tooMany = Object.keys(translated).filter((key) => !Object.hasOwn(english, key));
  const different = Object.entries(english).filter(([key, text]) =>
    isDifferent(translated[key] ?? text, text),
  );
  const faults = [
    ...missing.map((key) => `"${key}" is missing`),
    ...tooMany.map((key) => `"${key}" is not there in English`),
    ...different.map(([key]) => `"${key}" is empty, or takes other values or links than in English`),
  ];
  const sameOrder = Object.keys(translated).join('\n') === Object.keys(english).join('\n');
  return faults.length > 0 || sameOrder ? faults : ['the order of the keys is another than in English'];
}

export function readTexts(path: string): Texts {
  // Ours, and only ever text by text.
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as Texts;
}

/** `{0}`, `{1}`, …, each once and in order. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].toSorted();
}

/** Links and names of settings are what a translator must leave alone. */
function isDifferent(translated: string, english: string): boolean {
  const fixed = (text: string) =>
    [...placeholdersOf(text), ...(text.match(/\(command:[^)]*\)|`#[^#]*#`|\$\([\w~-]+\)/g) ?? [])]
      .toSorted()
      .join(' ');
  return translated.trim() === '' || fixed(translated) !== fixed(english);
}
