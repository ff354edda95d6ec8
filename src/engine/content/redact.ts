// Values, changes and messages without the secrets in them, for readers who should not see those: coding agents. What is
// secret is told by the names of keys, by the forms of texts, and by the manifest's `sensitive`. No character of a secret
// comes out of here, but for those that also stand elsewhere; which keys there are, and that one changed, is no secret.
import { t } from '@vscode/l10n';
import type { Change, Problem } from '../model.ts';
import { formatPointer, parsePointer, type Pointer } from './pointer.ts';
import { isSecretKey } from './secretKey.ts';
import { hiddenMark, isReference, isSecretOption, withoutSecrets } from './secretText.ts';
import { isList, isMap, Literal, mapOf, type Scalar, type Value } from './value.ts';

export interface Redaction {
  readonly value: (value: Value, pointer: Pointer) => Value;
  readonly change: (change: Change) => Change;
  readonly problem: (problem: Problem) => Problem;
  /** A sentence that may cite a value. */
  readonly text: (text: string) => string;
}

/**
 * @param documents all that is known of: a secret found in one is hidden in the others, and in sentences.
 * @param sensitive pointers, with `*` for a part of any name and `**` for any parts.
 */
export function redactionOf(documents: Iterable<Value>, sensitive: readonly string[] = []): Redaction {
  const patterns = sensitive.map(patternOf);
  const isNamed = (keys: readonly string[]) =>
    keys.some((key) => isSecretKey(key)) || patterns.some((pattern) => pattern.test(formatPointer(keys)));
  const secrets = new Set<string>();
  const note = (secret: string) => secrets.add(secret);
  for (const document of documents) hide(document, { keys: [], isNamed, note, isSecret: false });
  const known = [...secrets].toSorted((one, other) => other.length - one.length);
  const text = (sentence: string) => withoutKnown(sentence.replace(citation, '$1…'), known);
  const value = (found: Value, pointer: Pointer): Value => {
    const keys = parsePointer(pointer);
    const isSecret = keys.some((_, index) => isNamed(keys.slice(0, index + 1)));
    return withoutKnownValues(
      hide(found, { keys, isNamed, note: () => undefined, isSecret }),
      secrets,
      known,
    );
  };
  return {
    value,
    text,
    change: (change) => redactedChange(change, value),
    problem: problemBy(isNamed, text),
  };
}

interface Place {
  readonly keys: readonly string[];
  /** Whether the place at these keys is secret by its names, the last of them or any before. */
  readonly isNamed: (keys: readonly string[]) => boolean;
  /** Told of each secret. */
  readonly note: (secret: string) => void;
  readonly isSecret: boolean;
}

function hide(value: Value, place: Place): Value {
  const { keys, isNamed, isSecret } = place;
  const below = (key: string, part: Value, isToo: boolean) => {
    const inside = [...keys, key];
    return hide(part, { ...place, keys: inside, isSecret: isSecret || isToo || isNamed(inside) });
  };
  if (isList(value))
    return value.map((item, index) => {
      const before = value[index - 1];
      return below(String(index), item, typeof before === 'string' && isSecretOption(before));
    });
  if (!isMap(value)) return hideScalar(value, place);
  // As Kubernetes and others have variables: {name: DB_PASSWORD, value: x}.
  const named = [value['name'], value['key']].some((name) => typeof name === 'string' && isSecretKey(name));
  return mapOf(
    Object.entries(value).map(([key, part]) => [key, below(key, part, named && /^value/i.test(key))]),
  );
}

function hideScalar(scalar: Scalar, { isSecret, note }: Place): Value {
  const text = textOf(scalar);
  // Nobody learns a secret from what has but two values.
  if (text === '' || isReference(text)) return scalar;
  const rest = isSecret ? hiddenMark : withoutSecrets(text);
  if (rest === text) return scalar;
  note(text);
  return rest;
}

function textOf(scalar: Scalar): string {
  if (scalar instanceof Literal) return scalar.source;
  return typeof scalar === 'string' || typeof scalar === 'number' ? String(scalar) : '';
}

/** The shortest that is looked for inside of other texts: what is shorter stands everywhere. */
const shortest = { inValues: 8, inSentences: 4 };

/** The same secret at a place that does not tell, as when a list has moved. */
function withoutKnownValues(value: Value, secrets: ReadonlySet<string>, known: readonly string[]): Value {
  if (isList(value)) return value.map((item) => withoutKnownValues(item, secrets, known));
  if (isMap(value))
    return mapOf(
      Object.entries(value).map(([key, part]) => [key, withoutKnownValues(part, secrets, known)] as const),
    );
  const text = textOf(value);
  const holds = (secret: string) => secret.length >= shortest.inValues && text.includes(secret);
  return secrets.has(text) || known.some(holds) ? hiddenMark : value;
}

/** Of a file that does not parse no secret is known; these cite what the parser found there. */
const citation =
  /((?:extra characters|in YAML stream|Not a YAML token|Unresolved [^:]{0,60}): |escape sequence ).*$/s;

/** Sentences cite values as they are, or as JSON, which may be cut. */
function withoutKnown(sentence: string, known: readonly string[]): string {
  const cited = known.filter(({ length }) => length >= shortest.inSentences);
  const whole = cited
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((text, form) => text.replaceAll(form, hiddenMark), sentence);
  return cited.reduce((text, secret) => withoutCut(text, JSON.stringify(secret).slice(1, -1)), whole);
}

const shortestCut = 16;

function withoutCut(text: string, secret: string): string {
  const start = text.indexOf(secret.slice(0, shortestCut));
  const end = text.indexOf('…', start);
  if (secret.length <= shortestCut || start < 0) return text;
  return `${text.slice(0, start)}${hiddenMark}${end < 0 ? '' : text.slice(end)}`;
}

function redactedChange(change: Change, value: Redaction['value']): Change {
  const { pointer, oldPointer = pointer, from, to } = change;
  // What is secret at one of the two places is at the other.
  const at = (found: Value) => value(value(found, oldPointer), pointer);
  return {
    ...change,
    ...(from === undefined ? {} : { from: at(from) }),
    ...(to === undefined ? {} : { to: at(to) }),
  };
}

function problemBy(isNamed: Place['isNamed'], text: Redaction['text']): Redaction['problem'] {
  return (problem) => {
    const keys = parsePointer(problem.pointer);
    const isSecret = keys.some((_, index) => isNamed(keys.slice(0, index + 1)));
    if (isSecret) return { ...problem, message: t('What stands here does not fit; its text is not shown.') };
    return { ...problem, message: text(problem.message) };
  };
}

function patternOf(glob: string): RegExp {
  const parts = glob.split('/').map((part) => {
    if (part === '**') return '.*';
    return part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^/]*');
  });
  return new RegExp(`^${parts.join('/')}$`, 's');
}
