// One walk over a value that hides what is secret by its place or by its form, and tells of each secret that it meets.
import { scalarText, withUniqueKeys } from './knownSecrets.ts';
import { isSecretKey, type KeySecrecy } from './secretKey.ts';
import { namingKeys, valueKeys } from './secretNames.ts';
import { hiddenMark, isReference, isSecretCommand, isSecretOption, withoutSecrets } from './secretText.ts';
import { parseYaml } from '../text/yaml/yaml.ts';
import {
  equalValues,
  isList,
  isMap,
  Literal,
  type Scalar,
  type Value,
  type ValueMap,
} from '../values/value.ts';

/** A place in documents. */
export interface SecretScope {
  /** What its name says, or what is known of it. */
  readonly secrecy: KeySecrecy;
  readonly below: (key: string) => SecretScope;
}

/** The keys that lead somewhere, the last one first: what stands beside each other shares those above. */
export interface DocumentPath {
  readonly key: string;
  readonly above: DocumentPath | null;
  readonly length: number;
}

export const topPath: DocumentPath = { key: '', above: null, length: 0 };

/** Returns the keys of a path from the top. */
export function pathKeys(path: DocumentPath): readonly string[] {
  const keys: string[] = [];
  for (let here = path; here.above; here = here.above) keys.push(here.key);
  return keys.toReversed();
}

function isSamePath(one: DocumentPath | null, other: DocumentPath | null): boolean {
  let [left, right] = [one, other];
  for (; left && right && left !== right; [left, right] = [left.above, right.above])
    if (left.length !== right.length || left.key !== right.key) return false;
  return left === right;
}

export interface HidingContext {
  readonly path: DocumentPath;
  readonly place: SecretScope;
  readonly isSecret: boolean;
  /** How many custom tags stand around. */
  readonly tags: number;
  /** What became of maps and lists, and where they stood: layers share theirs with what they come to. */
  readonly known: WeakMap<
    object,
    { readonly at: string; readonly path: DocumentPath; readonly shown: Value }
  >;
  /** What may be walked beyond what files say; without it, all is. */
  readonly walk?: WalkBudget;
  /** Everything is a secret, wherever it stands. */
  readonly isAll?: true;
  /** Whether texts that look like secrets, wherever they stand, are hidden too. */
  readonly forms: 'hidden' | 'shown';
  /** Told of each secret, and with its path where the place says so. */
  readonly note: (secret: string, path: DocumentPath | null) => void;
}

/** Aliases, and profiles that extend each other, have small files stand for more than can be walked. */
export interface WalkBudget {
  /** Entries of maps and lists that are left to walk a second time, or of what comes from no file. */
  left: number;
  /** Whether what is walked comes from no file. */
  isMade: boolean;
}

/** Parsers stop long before; what is deeper came from elsewhere. */
const deepest = 1_000;
/** Custom tags within each other, each of which is parsed by itself; what is deeper is hidden. */
const maxTagDepth = 4;
/** Characters below one of them; what is longer is hidden. */
const maxTaggedLength = 50_000;

export function hideValue(value: Value, context: HidingContext): Value {
  if (context.path.length > deepest) return hiddenMark;
  if (!isList(value) && !isMap(value)) return hideScalar(value, context);
  const { path, forms, isSecret, tags, isAll } = context;
  const at = `${forms} ${isSecret} ${tags}`;
  const known = context.known.get(value);
  if (known?.at === at && (isAll || isSamePath(known.path, path))) return known.shown;
  if (!mayWalk(value, context, known !== undefined)) return hiddenMark;
  const shown = isList(value) ? hideList(value, context) : hideMap(value, context);
  context.known.set(value, { at, path, shown });
  return shown;
}

function mayWalk(value: readonly Value[] | ValueMap, { walk }: HidingContext, isAgain: boolean): boolean {
  if (walk && (isAgain || walk.isMade)) walk.left -= 1 + Object.keys(value).length;
  return walk === undefined || walk.left >= 0;
}

/** The place that keys lead to, for the value that stands there. */
export function contextAt(
  root: HidingContext,
  keys: readonly string[],
  value: Value | undefined,
): HidingContext {
  return keys.reduce(
    (context, key, index) => below(context, key, index === keys.length - 1 ? value : {}),
    root,
  );
}

/** The key as it is shown at a place: one that is a secret itself is not. */
export function keyShown(key: string, { isSecret, forms, note }: HidingContext): string {
  if (forms === 'shown') return key;
  const shown = isSecret && looksRandom(key) ? hiddenMark : withoutSecrets(key);
  if (shown !== key) note(key, null);
  return shown;
}

/** `tokens: {3fa85f6457174562b3fc: ada}` */
function looksRandom(key: string): boolean {
  return /^[\w+/=.-]{20,}$/.test(key) && /\d/.test(key) && /[A-Za-z]/.test(key);
}

export function below(context: HidingContext, key: string, part: Value | undefined): HidingContext {
  const path = { key, above: context.path, length: context.path.length + 1 };
  if (context.isSecret) return { ...context, path };
  const place = context.place.below(key);
  const { secrecy } = place;
  return { ...context, path, place, isSecret: secrecy === 'all' || (secrecy === 'value' && isPlain(part)) };
}

/** A scalar, or a list of them. */
function isPlain(value: Value | undefined): boolean {
  return isList(value) ? value.every((item) => !isMap(item) && !isList(item)) : !isMap(value);
}

function hideList(list: readonly Value[], context: HidingContext): Value {
  const texts = list.map(wordsOf);
  const isCommand = isSecretCommand(texts.join(' '));
  return list.map((item, index) => {
    const inside = below(context, String(index), item);
    const isToo = isCommand && index > 0;
    return hideValue(item, isToo || isAfterOption(texts, index) ? { ...inside, isSecret: true } : inside);
  });
}

function isAfterOption(texts: readonly string[], index: number): boolean {
  return index > 0 && isSecretOption(texts[index - 1] ?? '');
}

function hideMap(map: ValueMap, context: HidingContext): Value {
  const entries = Object.entries(map);
  // As Kubernetes and others have variables: {name: DB_PASSWORD, value: x}.
  const isNamed = entries.some(
    ([key, name]) => namingKeys.has(key.toLowerCase()) && isSecretKey(wordsOf(name)),
  );
  return withUniqueKeys(
    entries.map(([key, part]) => {
      const inside = below(context, key, part);
      const isToo = isNamed && valueKeys.test(key);
      return [keyShown(key, context), hideValue(part, isToo ? { ...inside, isSecret: true } : inside)];
    }),
  );
}

function hideScalar(scalar: Scalar, context: HidingContext): Value {
  const { isSecret, forms, note, path } = context;
  const text = scalarText(scalar);
  // Nobody learns a secret from what has but two values.
  if (text === '' || isReference(text)) return scalar;
  const isHidden =
    isSecret || isOpaque(scalar) || (scalar instanceof Literal && holdsSecret(scalar, context));
  const rest = isHidden ? hiddenMark : forms === 'hidden' ? withoutSecrets(text) : text;
  if (rest === text) return scalar;
  note(text, isSecret ? path : null);
  return rest;
}

/** Nobody has looked for secrets in what is kept as a whole. */
function isOpaque(scalar: Scalar): boolean {
  return scalar instanceof Literal && scalar.kind === 'opaque';
}

/**
 * Whether something below a custom tag is a secret: `!If [IsProd, [{Name: DB_PASSWORD, Value: x}], []]` of CloudFormation.
 * So is what cannot be read without the tag.
 */
function holdsSecret(literal: Literal, context: HidingContext): boolean {
  const body = untagged(literal);
  if (body === undefined || !/[[{\n]/.test(body)) return false;
  if (context.tags >= maxTagDepth || body.length > maxTaggedLength) return true;
  const value = valueBelow(literal, body);
  if (value === undefined) return true;
  return !equalValues(hideValue(value, { ...context, tags: context.tags + 1 }), value);
}

/** What is written behind a custom tag. */
function untagged({ kind, source }: Literal): string | undefined {
  return kind === 'tagged' ? source.replace(/^\S+[ \t]*/, '') : undefined;
}

const parsed = new WeakMap<Literal, Value | undefined>();

function valueBelow(literal: Literal, body: string): Value | undefined {
  if (!parsed.has(literal)) parsed.set(literal, parseYaml(body).root?.value);
  return parsed.get(literal);
}

/** A text, also behind a custom tag: `!Sub "${Stage}_DB_PASSWORD"`. */
function wordsOf(value: Value): string {
  if (value instanceof Literal) return (untagged(value) ?? value.source).replace(/^(["'])(.*)\1$/s, '$2');
  return typeof value === 'string' ? value : '';
}
