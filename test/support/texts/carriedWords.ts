// What holds for a text that others came to: words are those of the text that was there or of one that they came from, and
// comments stand where they stood.
import { parentOf, parsePointer, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isList, isMap, type Value } from '../../../src/engine/values/value.ts';
import type { Document } from '../../../src/engine/text/document.ts';
import { commentRanges, isFlow, isScalar, isShared, placesIn } from './textFidelity.ts';

export interface Words {
  /** Scalars that were looked at. */
  readonly scalars: number;
  /** What is not as it was, in words. */
  readonly faults: readonly string[];
}

/** Looks at each scalar: of what stayed every byte, of what came the words, is as it was spelled. */
export function wordsIn(
  document: Document,
  before: Document | undefined,
  sources: readonly Document[],
): Words {
  const value = document.value ?? null;
  const places = placesIn(value).filter(
    (place) => isScalar(valueAt(value, place)) && !isShared(document, place),
  );
  const known = sources.map((source) => scalarsOf(source));
  const hasAliases = sources.some(({ format, text }) => format === 'yaml' && /\*[mw]/.test(text));
  const faults = places.flatMap((place) => {
    const here = valueAt(value, place) ?? null;
    if (before && stayed(before, document, place)) {
      const [was, is] = [textAt(before, place), textAt(document, place)];
      return was === is || isFlow(before, place) !== isFlow(document, place)
        ? []
        : [`${place} stayed, and is ${is} instead of ${was}`];
    }
    const same = known.flatMap((scalars) =>
      (scalars.get(anyItem(place)) ?? []).filter((one) => equalValues(one.value, here)),
    );
    // Null may be spelled anew, and text of lines, or of blocks, otherwise where it comes to a line.
    if (same.length === 0 || here === null) return [];
    // So may strings, where aliases and merge keys had to be written out.
    const isOnLine = isFlow(document, place) && !same.some(({ inFlow }) => inFlow);
    const words = wordsOf(textAt(document, place));
    return same.some((one) => one.words === words) || ((isOnLine || hasAliases) && typeof here === 'string')
      ? []
      : [`${place} came as ${words} instead of ${same.map((one) => one.words).join(' or ')}`];
  });
  return { scalars: places.length, faults };
}

interface Spelled {
  readonly value: Value;
  readonly words: string;
  readonly inFlow: boolean;
}

/** By their places, whatever the numbers of items. */
function scalarsOf(document: Document): ReadonlyMap<string, readonly Spelled[]> {
  const value = document.value ?? null;
  const places = placesIn(value).filter(
    (place) => isScalar(valueAt(value, place)) && !isShared(document, place),
  );
  return Map.groupBy(
    places.map((place) => ({
      place,
      value: valueAt(value, place) ?? null,
      words: wordsOf(textAt(document, place)),
      inFlow: isFlow(document, place),
    })),
    ({ place }) => anyItem(place),
  );
}

function anyItem(place: Pointer): string {
  return place.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

function textAt(document: Document, place: Pointer): string {
  const { start, end } = document.locate(place, 'value') ?? { start: 0, end: 0 };
  return document.text.slice(start, end);
}

/** Blanks, and how deep a block says that it stands, are those of the place. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/^((?:!\S* )?[|>][-+]?)\d([-+]?)/, '$1$2')
    .trim();
}

/** Whether a place has the value that it had, and no list around it changed. */
export function stayed(before: Document, after: Document, place: Pointer): boolean {
  const [was, is] = [before.value ?? null, after.value ?? null];
  if (isShared(before, place)) return false;
  const [old, now] = [valueAt(was, place), valueAt(is, place)];
  if (old === undefined || now === undefined || !equalValues(old, now)) return false;
  return parsePointer(place).every((_, length, keys) => {
    const around = `/${keys.slice(0, length).join('/')}`;
    const [one, other] = length === 0 ? [was, is] : [valueAt(was, around), valueAt(is, around)];
    if (isMap(one) && isMap(other)) return true;
    return isList(one) && isList(other) && equalValues(one, other);
  });
}

/** Comments of a text at entries that stayed, which another text has not there. */
export function strayComments(before: Document, after: Document): readonly string[] {
  const there = placedComments(after).map(({ named }) => named);
  return placedComments(before)
    .filter(({ places }) => places.every((place) => stayed(before, after, place)))
    .map(({ named }) => named)
    .filter((one) => {
      const at = there.indexOf(one);
      if (at >= 0) there.splice(at, 1);
      return at < 0;
    });
}

interface PlacedComment {
  readonly named: string;
  readonly places: readonly Pointer[];
}

/** Those beside an entry, and those in front of one, between two. */
function placedComments(document: Document): readonly PlacedComment[] {
  const { text } = document;
  const all = placesIn(document.value ?? null).filter((place) => place !== '');
  const places = all.map((place) => ({
    place,
    start: (document.locate(place, 'key') ?? document.locate(place, 'value'))?.start ?? 0,
  }));
  places.sort((one, other) => one.start - other.start);
  return commentRanges(document).flatMap((range) => {
    const comment = plain(document, range);
    const last = places.findLast(({ start }) => start < range.start);
    const next = places.find(({ start }) => start >= range.end);
    const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
    const isBeside = text.slice(lineStart, range.start).trim() !== '';
    const end = last ? (document.locate(last.place, 'value')?.end ?? 0) : 0;
    // Behind a bracket it stands beside what that closes.
    if (isBeside && /[\]}]/.test(text.slice(end, range.start))) return [];
    if (last && (isBeside || range.start < end))
      return { named: `${comment} beside ${last.place}`, places: [last.place] };
    if (isBeside || !next) return [];
    const around = last ? [last.place, next.place] : [next.place];
    return { named: `${comment} before ${next.place}`, places: around };
  });
}

/** Of entries that come as a whole the comments inside, which the text that they came to has not. */
export function leftBehind(source: Document, after: Document, place: Pointer): readonly string[] {
  const { start, end } = source.locate(place, 'value') ?? { start: 0, end: 0 };
  // What has aliases may be written out, entry by entry.
  if (source.format === 'yaml' && /\*[mw]/.test(source.text.slice(start, end))) return [];
  const there = commentRanges(after).map((range) => plain(after, range));
  return commentRanges(source)
    .filter((range) => range.start >= start && range.end <= end)
    .map((range) => plain(source, range))
    .filter((comment) => {
      const at = there.indexOf(comment);
      if (at >= 0) there.splice(at, 1);
      return at < 0;
    });
}

function plain({ text }: Document, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
}

/** The outermost places of a text that another one lacks. */
export function whatCame(before: Document, after: Document): readonly Pointer[] {
  const [was, is] = [before.value ?? null, after.value ?? null];
  return placesIn(is).filter(
    (place) =>
      place !== '' &&
      valueAt(was, place) === undefined &&
      isMap(valueAt(was, parentOf(place))) &&
      isMap(valueAt(is, parentOf(place))),
  );
}
