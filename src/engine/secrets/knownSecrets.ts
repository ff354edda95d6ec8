// Secrets that are known from some documents, taken out of values and sentences wherever else they stand. Short ones are
// left where they stand alone: they stand everywhere, and who could see them go could guess them one by one.
import { groupBy } from '../values/groupBy.ts';
import { hiddenMark } from './secretText.ts';
import { isList, isMap, Literal, mapOf, type Scalar, type Value, type ValueMap } from '../values/value.ts';

export interface KnownSecrets {
  /** The value where the same secret stands at a place that does not tell, as when a list has moved. */
  readonly outOfValue: (value: Value) => Value;
  readonly outOfKey: (key: string) => string;
  /** @param own what the reader said: it is no news to them, and to hide it would tell that it is a secret. */
  readonly outOfText: (sentence: string, own?: readonly string[]) => string;
}

/** The shortest that is looked for. */
const shortest = 8;

export function knownSecrets(secrets: ReadonlySet<string>): KnownSecrets {
  const known = [...secrets];
  const inValues = beginnings(known.map((secret) => ({ text: secret, secret })));
  const inSentences = beginnings(known.flatMap(citationsOf));
  const isKnown = (text: string) => {
    for (let start = 0; start < text.length; start += 1)
      if (inValues(text, start).some((beginning) => holds(text, start, beginning))) return true;
    return false;
  };
  const outOfKey = (key: string) => (isKnown(key) ? hiddenMark : key);
  const seen = new WeakMap<object, Value>(); // Layers share their parts with what they come to.
  const outOfParts = (value: readonly Value[] | ValueMap): Value =>
    isList(value)
      ? value.map(outOfValue)
      : withUniqueKeys(Object.entries(value).map(([key, part]) => [outOfKey(key), outOfValue(part)]));
  const outOfValue = (value: Value): Value => {
    if (!isList(value) && !isMap(value)) return isKnown(scalarText(value)) ? hiddenMark : value;
    const shown = seen.get(value) ?? outOfParts(value);
    seen.set(value, shown);
    return shown;
  };
  return {
    outOfValue,
    outOfKey,
    outOfText: (sentence, own = []) => withoutCited(sentence, inSentences, own),
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

export function scalarText(scalar: Scalar): string {
  if (scalar instanceof Literal) return scalar.source;
  return typeof scalar === 'string' || typeof scalar === 'number' ? String(scalar) : '';
}

/** A way in which a secret may be cited. */
interface Citation {
  readonly text: string;
  readonly secret: string;
}

/** Sentences cite values as they are, as JSON, which may be cut, or as a part of a JSON Pointer. */
function citationsOf(secret: string): readonly Citation[] {
  if (secret.length < shortest) return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = new Set([secret, inJson, secret.replaceAll('~', '~0').replaceAll('/', '~1')]);
  return [...forms].map((text) => ({ text, secret }));
}

/** How some citations begin. */
interface Beginning {
  readonly text: string;
  /** The longest first. */
  readonly citations: readonly Citation[];
  /** There are more of them than are looked at: each text that begins so counts as one. */
  readonly isCrowded: boolean;
}

/** Which of them stand at a place of a text, the longest first. */
type Beginnings = (text: string, start: number) => readonly Beginning[];

/** What begins like a longer one counts as it: long texts that are nearly the same would take for ever to tell apart. */
const maxComparedLength = 200;
/** What is as long as this counts as a citation that was cut. */
const maxPrefixLength = 16;
const maxAlike = 16;

/** All are looked for at once: how long it takes does not grow with how many there are. */
function beginnings(citations: readonly Citation[]): Beginnings {
  const grouped = groupBy(
    citations
      .filter(({ text }) => text.length >= shortest)
      .toSorted((one, other) => other.text.length - one.text.length),
    ({ text }) => text.slice(0, maxPrefixLength),
  );
  const byText = new Map(
    [...grouped].map(([text, alike]): [string, Beginning] => [
      text,
      { text, citations: alike.slice(0, maxAlike), isCrowded: alike.length > maxAlike },
    ]),
  );
  const starts = new Set([...byText.keys()].map((text) => text.slice(0, shortest)));
  const lengths = [...new Set([...byText.keys()].map(({ length }) => length))].toSorted(
    (one, other) => other - one,
  );
  return (text, start) => {
    if (!starts.has(text.slice(start, start + shortest))) return [];
    return lengths.flatMap((length) => byText.get(text.slice(start, start + length)) ?? []);
  };
}

function holds(text: string, start: number, { citations, isCrowded }: Beginning): boolean {
  return (
    isCrowded ||
    citations.some((citation) => text.startsWith(citation.text.slice(0, maxComparedLength), start))
  );
}

function withoutCited(sentence: string, found: Beginnings, own: readonly string[]): string {
  let [shown, end] = ['', 0];
  for (let start = 0; start < sentence.length; start += 1) {
    const ends = found(sentence, start).map((beginning) => endOfCited(sentence, start, { beginning, own }));
    const to = Math.max(start, ...ends);
    if (to > start && start >= end) shown += hiddenMark;
    end = Math.max(end, to);
    if (start >= end) shown += sentence.charAt(start);
  }
  return shown;
}

/** What the reader said is no citation. Of one that was cut, nobody knows how much more is there. */
function endOfCited(
  sentence: string,
  start: number,
  { beginning, own }: { readonly beginning: Beginning; readonly own: readonly string[] },
): number {
  const { text, citations, isCrowded } = beginning;
  if (own.some((said) => said.includes(text))) return start;
  const news = citations.filter(({ secret }) => !own.some((said) => said.includes(secret)));
  const whole = news.find((citation) => sentence.startsWith(citation.text, start));
  if (whole) return start + whole.text.length;
  if (!isCrowded && !news.some((citation) => citation.text.length > maxPrefixLength)) return start;
  const cut = sentence.indexOf('…', start);
  return cut < 0 ? sentence.length : cut;
}
