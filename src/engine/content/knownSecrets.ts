// Secrets that are known from some documents, taken out of values and sentences wherever else they stand. Short ones are
// left where they stand alone: they stand everywhere, and who could see them go could guess them one by one.
import { hiddenMark } from './secretText.ts';
import { isList, isMap, Literal, mapOf, type Scalar, type Value } from './value.ts';

export interface KnownSecrets {
  /** The value where the same secret stands at a place that does not tell, as when a list has moved. */
  readonly outOfValue: (value: Value) => Value;
  readonly outOfKey: (key: string) => string;
  /** @param own what the reader said: it is no news to them, and to hide it would tell that it is a secret. */
  readonly outOfText: (sentence: string, own?: readonly string[]) => string;
}

/** The shortest that is looked for. */
const shortest = { inValues: 8, inSentences: 4 };

export function knownSecrets(secrets: ReadonlySet<string>): KnownSecrets {
  const known = [...secrets].toSorted((one, other) => other.length - one.length);
  const long = known.filter(({ length }) => length >= shortest.inValues);
  const cited = known.filter(({ length }) => length >= shortest.inSentences);
  const isKnown = (text: string) => long.some((secret) => text.includes(secret));
  const outOfKey = (key: string) => (isKnown(key) ? hiddenMark : key);
  const outOfValue = (value: Value): Value => {
    if (isList(value)) return value.map(outOfValue);
    if (isMap(value))
      return withUniqueKeys(Object.entries(value).map(([key, part]) => [outOfKey(key), outOfValue(part)]));
    return isKnown(textOf(value)) ? hiddenMark : value;
  };
  return {
    outOfValue,
    outOfKey,
    outOfText: (sentence, own = []) =>
      withoutCited(
        sentence,
        cited.filter((secret) => own.every((said) => !tells(said, secret))),
      ),
  };
}

/** Keys that are hidden are told apart by a number. */
export function withUniqueKeys(entries: readonly (readonly [string, Value])[]): Value {
  const used = new Map<string, number>();
  return mapOf(
    entries.map(([key, part]) => {
      if (!key.includes(hiddenMark)) return [key, part] as const;
      const count = (used.get(key) ?? 0) + 1;
      used.set(key, count);
      return [count === 1 ? key : `${key} ${count}`, part] as const;
    }),
  );
}

export function textOf(scalar: Scalar): string {
  if (scalar instanceof Literal) return scalar.source;
  return typeof scalar === 'string' || typeof scalar === 'number' ? String(scalar) : '';
}

/** Sentences cite values as they are, as JSON, which may be cut, or as a part of a JSON Pointer. */
function withoutCited(sentence: string, cited: readonly string[]): string {
  const whole = cited
    .flatMap((secret) => [secret, inJson(secret), secret.replaceAll('~', '~0').replaceAll('/', '~1')])
    .reduce((text, form) => text.replaceAll(form, hiddenMark), sentence);
  return cited.reduce((text, secret) => withoutCut(text, inJson(secret)), whole);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const shortestCut = 16;

function withoutCut(text: string, secret: string): string {
  const start = text.indexOf(secret.slice(0, shortestCut));
  const end = text.indexOf('…', start);
  if (secret.length <= shortestCut || start < 0) return text;
  return `${text.slice(0, start)}${hiddenMark}${end < 0 ? '' : text.slice(end)}`;
}

function tells(said: string, secret: string): boolean {
  if (said.includes(secret)) return true;
  return secret.length > shortestCut && said.includes(inJson(secret).slice(0, shortestCut));
}
