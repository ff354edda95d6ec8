// References in the texts of profiles to what is kept outside of them: `${secret:NAME}` and `${env:NAME}`, with a default
// as in `${env:NAME:-default}`. `$${secret:NAME}` stands for the text `${secret:NAME}`. A bare `${NAME}`, and `$${NAME}`,
// are the application's own. Nothing that is missing resolves to an empty text.
import { documentOf } from '../documents/fileDocument.ts';
import type { FileContent } from '../model/model.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { isList, isMap, mapOf, type Value } from '../values/value.ts';

export type ReferenceValues = ReadonlyMap<string, string>;

export interface Reference {
  /** `secret:NAME` or `env:NAME`. */
  readonly key: string;
  readonly fallback?: string;
}

/** A text in parts: as it is, a reference, or what begins like one and is none. */
type Part = string | Reference | { readonly malformed: string };

const form = /(\$?)\$\{(secret|env):([^}]*)(\}?)/g;
const inside = /^([A-Za-z_][A-Za-z0-9_.-]*)(?::-([^]*))?$/;

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(form)) {
    const [whole, escape, kind = '', inner = '', close] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    const [, name, fallback] = inside.exec(inner) ?? [];
    if (escape !== '') parts.push(whole.slice(1));
    else if (name === undefined || close === '' || fallback?.includes('${')) parts.push({ malformed: whole });
    else parts.push({ key: `${kind}:${name}`, ...(fallback === undefined ? {} : { fallback }) });
  }
  return [...parts, text.slice(end)];
}

/** The references of a text. */
export function referencesIn(text: string): readonly Reference[] {
  return mayRefer(text) ? partsOf(text).filter(isReference) : [];
}

function isReference(part: Part): part is Reference {
  return typeof part !== 'string' && 'key' in part;
}

/** What keeps a text from being resolved: keys that have no value, and what is no reference, as it is written. */
export function unresolvedIn(
  text: string,
  values: ReferenceValues,
): { readonly missing: readonly string[]; readonly malformed: readonly string[] } {
  const parts = mayRefer(text) ? partsOf(text) : [];
  const missing = parts.flatMap((part) =>
    isReference(part) && part.fallback === undefined && !values.has(part.key) ? [part.key] : [],
  );
  const malformed = parts.flatMap((part) =>
    typeof part !== 'string' && 'malformed' in part ? [part.malformed] : [],
  );
  return { missing, malformed };
}

/** `null` where something of it is missing. */
function partText(part: Part, values: ReferenceValues): string | null {
  if (typeof part === 'string') return part;
  return isReference(part) ? (values.get(part.key) ?? part.fallback ?? null) : null;
}

/** What is missing is as `live` has it, where that fits; else the text stays as it is. */
function resolvedText(text: string, values: ReferenceValues, live: Value | undefined): string {
  const parts = partsOf(text).map((part) => partText(part, values));
  if (parts.every((part) => part !== null)) return parts.join('');
  return typeof live === 'string' && fits(parts, live) ? live : text;
}

/** Whether a text is what the parts come to, with something in the place of each that is missing. */
function fits(parts: readonly (string | null)[], text: string): boolean {
  const known = [''];
  for (const part of parts) {
    if (part === null) known.push('');
    else known.push((known.pop() ?? '') + part);
  }
  const [first = '', last = ''] = [known[0], known.at(-1)];
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const between of known.slice(1, -1)) {
    const start = text.indexOf(between, end + 1);
    if (start < 0) return false;
    end = start + between.length;
  }
  return end < text.length - last.length && text.endsWith(last);
}

function mayRefer(text: string): boolean {
  return text.includes('${secret:') || text.includes('${env:');
}

const known = new WeakMap<object, boolean>();

/** Whether any text of it has a reference, or an escape of one. */
export function hasReferences(value: Value): boolean {
  if (typeof value === 'string') return mayRefer(value);
  if (!isList(value) && !isMap(value)) return false;
  const found = known.get(value) ?? (isList(value) ? value : Object.values(value)).some(hasReferences);
  known.set(value, found);
  return found;
}

/** The value as it is in a live file; what has no references is shared. @param live has what can't be resolved. */
export function resolveReferences(value: Value, values: ReferenceValues, live?: Value): Value {
  if (!hasReferences(value)) return value;
  if (isList(value))
    return value.map((item, index) =>
      resolveReferences(item, values, isList(live) ? live[index] : undefined),
    );
  if (isMap(value))
    return mapOf(
      Object.entries(value).map(([key, item]) => [
        key,
        resolveReferences(item, values, isMap(live) ? live[key] : undefined),
      ]),
    );
  return typeof value === 'string' ? resolvedText(value, values, live) : value;
}

/** The value as a profile has to say it for a live file to hold it: what looks like a reference is escaped. */
export function escapeReferences(value: Value): Value {
  if (!hasReferences(value)) return value;
  if (isList(value)) return value.map(escapeReferences);
  if (isMap(value)) return mapOf(Object.entries(value).map(([key, item]) => [key, escapeReferences(item)]));
  return typeof value === 'string' ? value.replaceAll(/\$\{(?=(?:secret|env):)/g, '$$${') : value;
}

export interface ReferringText {
  readonly pointer: Pointer;
  readonly text: string;
}

/** Every text with a reference, or an escape of one. */
export function referringTexts(value: Value, at: readonly string[] = []): readonly ReferringText[] {
  if (!hasReferences(value)) return [];
  if (typeof value === 'string') return [{ pointer: formatPointer(at), text: value }];
  const entries = isList(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, item]) => referringTexts(item, [...at, String(key)]));
}

const keysOfFiles = new WeakMap<FileContent, readonly string[]>();

/** The keys of all references in files, each once. */
export function referredKeys(files: readonly FileContent[]): readonly string[] {
  const keysOf = (file: FileContent) => {
    const found = keysOfFiles.get(file) ?? keysIn(documentOf(file).value ?? null);
    keysOfFiles.set(file, found);
    return found;
  };
  return [...new Set(files.flatMap(keysOf))];
}

function keysIn(value: Value): readonly string[] {
  return referringTexts(value).flatMap(({ text }) => referencesIn(text).map(({ key }) => key));
}
