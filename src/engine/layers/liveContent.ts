// What a profile makes of a live file: what its layers say, with what their references resolve to on this machine. What
// profiles are written from, on the other hand, keeps the references.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { formatPlace } from '../base/formatProblem.ts';
import { sha256 } from '../base/sha256.ts';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import type { Problem, Profile, ReferenceUse, Snapshot, Target } from '../model/model.ts';
import { isEnvironment, nameOf } from '../model/references.ts';
import { editDocument, parseDocument } from '../text/document.ts';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { equalValues, isList, isMap, mapOf, type Value } from '../values/value.ts';
import { layerValue, type Layer, type LayerSources } from './layers.ts';
import { layerStack } from './origin.ts';
import {
  escapeReferences,
  hasReferences,
  referencesIn,
  referringTexts,
  resolveReferences,
  unresolvedIn,
  type ReferringText,
} from './references.ts';
import { resolveTarget, type Resolution } from './resolve.ts';

type Content = NonNullable<Resolution['content']>;
export type LiveSources = LayerSources & Pick<Snapshot, 'references'>;

export interface LiveResolution extends Resolution {
  /** The content with its references, as the layers say it. */
  readonly said: Resolution['content'];
}

/** Characters that the references of one file may come to: a few short texts can name a long value many times. */
const maxResolvedLength = 5_000_000;
/** Texts with references in one file; aliases count wherever they are read. */
const maxTexts = 2_000;
/** More than anyone reads. */
const maxProblems = 100;

/**
 * What a profile makes of a target. Where a reference can't be resolved, what the live file has in its place counts as it,
 * so that the two can be compared; see `referenceProblems`.
 */
export function resolveLive(sources: LiveSources, profile: Profile, target: Target): LiveResolution {
  const { content: said, ...rest } = resolveTarget(sources, profile, target);
  return { ...rest, said, content: said && liveContent(sources, target, said) };
}

/** A content with what its references resolve to. `instead` has what can't be resolved, as the live file does. */
export function liveContent(
  { references }: Pick<Snapshot, 'references'>,
  target: Target & { readonly instead?: Value | undefined },
  said: Content,
): Content {
  const texts = referringTexts(said.value);
  if (texts.length === 0 || isTooMuch(texts, references)) return said;
  const live = target.instead ?? (target.file ? documentOf(target.file).value : undefined);
  const value = resolveReferences(said.value, references.values, live);
  const edits = texts.flatMap(({ pointer }) => {
    const resolved = valueAt(value, pointer);
    return resolved === undefined ? [] : [{ op: 'set', pointer, value: resolved } as const];
  });
  const document = parseDocument(target.path, said.text, target.format);
  return { text: editDocument(document, edits, { aliases: 'follow' }), value };
}

function isTooMuch(texts: readonly ReferringText[], { values }: Snapshot['references']): boolean {
  if (texts.length > maxTexts) return true;
  const keys = texts.flatMap(({ text }) => referencesIn(text).map(({ key }) => key));
  return keys.reduce((sum, key) => sum + (values.get(key)?.length ?? 0), 0) > maxResolvedLength;
}

/** What a live file gets from a profile. @throws EngineError `invalid` {problems} where something can't be resolved. */
export function assertReferences(
  sources: Pick<Snapshot, 'references'>,
  { name, target }: { readonly name: string; readonly target: Target },
  { layers, said }: Pick<LiveResolution, 'layers' | 'said'>,
): void {
  const problems = said ? referenceProblems(sources, { layers, value: said.value }) : [];
  const [first] = problems;
  if (!first) return;
  const message = t(
    '{0} can\'t be made from profile "{1}": {2}: {3}',
    target.path,
    name,
    formatPlace(first),
    first.message,
  );
  throw new EngineError('invalid', message, { problems });
}

/** What keeps references from being resolved, in the files that they stand in. */
export function referenceProblems(
  { references }: Pick<Snapshot, 'references'>,
  { layers, value }: { readonly layers: readonly Layer[]; readonly value: Value },
): readonly Problem[] {
  const texts = referringTexts(value);
  const first = texts[0];
  if (first && isTooMuch(texts, references))
    return [problemOf(layers, first, t('The file has too many references, or their values are too long.'))];
  const found = texts.flatMap((place) => {
    const { missing, malformed } = unresolvedIn(place.text, references.values);
    const all = [
      ...[...new Set(malformed)].map(malformedSentence),
      ...[...new Set(missing)].map((key) => missingSentence(key, references)),
    ];
    return all.map((message) => ({ place, message }));
  });
  return found.slice(0, maxProblems).map(({ place, message }) => problemOf(layers, place, message));
}

function malformedSentence(text: string): string {
  return t(
    "{0} isn't a reference. Write ${secret:NAME}, ${env:NAME}, or ${env:NAME:-default}; $${…} keeps the text as it is.",
    text,
  );
}

/** What a profile, such as the active one, lacks on this machine; others may be for other machines. */
export function profileReferenceProblems(
  sources: LiveSources & Pick<Snapshot, 'targets'>,
  name: string | null,
): readonly Problem[] {
  const profile = sources.profiles.find((candidate) => candidate.name === name);
  return sources.targets.flatMap((target) => {
    const layering = profile && layerStack(sources, profile, target);
    const value = layering?.stack.at(-1);
    return layering && value !== undefined ? referenceProblems(sources, { ...layering, value }) : [];
  });
}

function missingSentence(key: string, { fault }: Snapshot['references']): string {
  const name = nameOf(key);
  if (isEnvironment(key))
    return t("The environment variable {0} isn't set, and the reference has no default.", name);
  return fault ?? t('There is no secret {0}. Run "safekeep secret set {0}" to store it.', name);
}

/** In the last layer that says the text there. */
function problemOf(layers: readonly Layer[], { pointer, text }: ReferringText, message: string): Problem {
  const layer = layers.findLast((one) => valueAt(layerValue(one), pointer) === text) ?? layers.at(-1);
  const finding = { message, keyword: 'reference' };
  return layer
    ? problemAt(layer.document, pointer, finding)
    : { file: '.', line: 0, column: 0, pointer, ...finding };
}

/** What a content gets from outside of the folder. */
export function usesOf(
  { references }: Pick<Snapshot, 'references'>,
  { path }: Pick<Target, 'path'>,
  said: Value,
): readonly ReferenceUse[] {
  return referringTexts(said).flatMap(({ pointer, text }) => {
    const found = referencesIn(text).map(({ key }) => key);
    const keys = [...new Set(found.filter((key) => references.values.has(key)))];
    return keys.length === 0 ? [] : [{ id: referenceUseId({ path }, { pointer, text }), keys, pointer }];
  });
}

export function referenceUseId({ path }: Pick<Target, 'path'>, { pointer, text }: ReferringText): string {
  return sha256(Buffer.from(JSON.stringify([path, placeOfItems(pointer), text])));
}

/** What a secret is called that stood at a place: `/db/password` → `DB_PASSWORD`. */
export function secretNameFor(pointer: Pointer): string {
  const words = parsePointer(pointer).map((key) => key.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase());
  const name = words.join('_').replaceAll(/^_+|_+$/g, '');
  return /^[A-Z_]/.test(name) ? name : `SECRET_${name}`;
}

/** The pattern of a place: items move. */
export function placeOfItems(pointer: Pointer): Pointer {
  return formatPointer(parsePointer(pointer).map((key) => (/^\d+$/.test(key) ? '*' : key)));
}

/**
 * What a live file should hold, with the references that it comes of, where they resolve to that; other texts that look
 * like references are the application's own, and escaped.
 * @param said the content with its references @param resolved the same, resolved: it has the same shape.
 */
export function withReferences(said: Value, resolved: Value, wanted: Value): Value {
  if (!hasReferences(said)) return escapeReferences(wanted);
  if (equalValues(resolved, wanted)) return said;
  if (isList(said) && isList(resolved) && isList(wanted))
    return wanted.map((item, index) => {
      const same = resolved.findIndex((one) => equalValues(one, item));
      const place = same < 0 ? index : same;
      return withReferences(said[place] ?? null, resolved[place] ?? null, item);
    });
  if (!isMap(said) || !isMap(resolved) || !isMap(wanted)) return escapeReferences(wanted);
  return mapOf(
    Object.entries(wanted).map(([key, item]) => [
      key,
      withReferences(said[key] ?? null, resolved[key] ?? null, item),
    ]),
  );
}
