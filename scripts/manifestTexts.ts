// The texts of package.json that a person reads. They stand in package.nls.json, one file for each language, and
// package.json names them as `%key%`. The name of the product is the same in all of them.
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import type { Texts } from './translationFaults.ts';

const english: Texts = texts;
const productName = 'Safekeep';

/** What package.json's fields are called that are read by a person. What a model reads is not translated. */
const readByPeople = new Set([
  'aliases',
  'altText',
  'category',
  'contents',
  'contextualTitle',
  'description',
  'displayName',
  'enumDescriptions',
  'label',
  'markdownDescription',
  'name',
  'patternErrorMessage',
  'title',
  'userDescription',
]);

/** The English of a text of package.json. @throws when it names one that there is not. */
export function manifestText(text: string): string {
  const key = keyOf(text);
  if (key === undefined) return text;
  const found = english[key];
  if (found === undefined) throw new Error(`package.nls.json has no "${key}".`);
  return found;
}

/** What keeps package.json from being read in other languages. */
export function manifestFaults(): readonly string[] {
  const { displayName, description, capabilities, contributes } = manifest;
  const shown = textsIn({ displayName, description, capabilities, contributes });
  const keys = new Set(shown.map(keyOf));
  return [
    ...shown
      .filter((text) => text !== productName && keyOf(text) === undefined)
      .map((text) => `"${text}" stands in package.json itself`),
    ...[...keys]
      .filter((key) => key !== undefined && !Object.hasOwn(english, key))
      .map((key) => `%${key ?? ''}% has no text`),
    ...Object.keys(english)
      .filter((key) => !keys.has(key))
      .map((key) => `%${key}% is not used`),
  ];
}

function keyOf(text: string): string | undefined {
  return /^%([\w.-]+)%$/.exec(text)?.[1];
}

function textsIn(value: unknown, name = ''): readonly string[] {
  if (typeof value === 'string') return readByPeople.has(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  // The name of a tool is what models call it by.
  const isOfModels = (key: string) =>
    key === 'inputSchema' || (key === 'name' && 'modelDescription' in value);
  return Object.entries(value).flatMap(([key, item]) => (isOfModels(key) ? [] : textsIn(item, key)));
}
