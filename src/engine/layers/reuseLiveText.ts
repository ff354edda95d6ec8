// A live file's text as the text of the profile it was made of: where a profile is a single file, comments and layout
// can come back with the values. What the profile says of itself (`$profile`) keeps its bytes and its place.
import { editDocument, parseDocument, type Document } from '../text/document.ts';
import { metadataPointer } from '../records/profileMetadata.ts';

/** The profile's new text, which without its metadata is just `live`; `null` where there is no place for the metadata. */
export function reuseLiveText(profile: Document, live: string): string | null {
  const plain = withoutMetadata(profile);
  if (plain === profile.text) return live;
  const cut = cutOut(profile.text, plain);
  if (!cut) return null;
  const { start, text } = cut;
  const end = plain.length - start;
  const places = [
    ...(live.startsWith(plain.slice(0, start)) ? [start] : []),
    ...(live.endsWith(plain.slice(start)) ? [live.length - end] : []),
  ];
  const candidates = places.map((place) => live.slice(0, place) + text + live.slice(place));
  return candidates.find((candidate) => says(parseDocument(profile.path, candidate), live)) ?? null;
}

function says(document: Document, live: string): boolean {
  return document.value !== undefined && withoutMetadata(document) === live;
}

function withoutMetadata(document: Document): string {
  return editDocument(document, [{ op: 'remove', pointer: metadataPointer }]);
}

/** The one piece of a text that another lacks. */
function cutOut(whole: string, rest: string): { readonly start: number; readonly text: string } | null {
  let start = 0;
  while (start < rest.length && whole[start] === rest[start]) start += 1;
  const end = whole.length - (rest.length - start);
  return whole.slice(end) === rest.slice(start) ? { start, text: whole.slice(start, end) } : null;
}
