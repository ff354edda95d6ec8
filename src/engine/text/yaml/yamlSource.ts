// The text that a node has where it comes from, with its changes: its key, what stands behind that, the comments in it.
import { Lexer } from 'yaml';
import { lineEnd, skipBreak, splicedPart, type Splice } from '../syntax/lines.ts';
import { isDraft, slotsOfNode, type Body, type EditedNode, type Slot } from '../edits/slots.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import { spanOf, spansLines } from './yamlLines.ts';
import { renderKey } from './yamlRender.ts';
import type { Writing } from './yamlReplace.ts';

/** The place with the text that a node stands in. */
export function textPlace({ text }: EditedNode, place: Writing): Writing {
  return text === undefined ? place : { ...place, text };
}

/** A key as it was written where it comes from, if it is still the same. */
export function keyText(
  { key = '', body, keySource }: Slot,
  place: Writing,
  context: 'block' | 'flow',
): string {
  const draft = body && isDraft(body) ? body : undefined;
  const { text, style } = draft ? textPlace(draft, place) : place;
  const home = draft?.home;
  const source = keySource ?? (home && text.slice(home.entry.keyRange.start, home.entry.keyRange.end));
  const isSame =
    keySource !== undefined ||
    (home?.entry.key === key && home.entry.keyNode === undefined && !source?.includes('\n'));
  const isSafe = source !== undefined && (context === 'block' || isFlowKey(source));
  if (isSame && isSafe) return source;
  return renderKey(key, style, { context, source });
}

export function isFlowKey(source: string): boolean {
  return source !== '' && !/^\?|\n|^[^"'].*[,[\]{}]/.test(source);
}

/** The text behind the colon or the dash, with its changes. */
export function draftSource(draft: EditedNode, place: Writing): string {
  const { text, style } = place;
  const { start, end } = spanOf(text, draft);
  const isBlock = draft.origin.layout === 'block' && draft.origin.kind !== 'scalar';
  // What comes as the last entry comes behind the line break.
  // The comment beside a single line is told apart.
  const isLine = !draft.slots && !spansLines(text, start, end);
  const last = isBlock && !isLine ? skipBreak(text, lineEnd(text, end)) : end;
  const anchors = draft.copied ? anchorsIn(text, draft) : [];
  const splices = place.within(draft, place.loose);
  // The comments above the content stay there when it moves, and those of its first entry are among them.
  const gone = splices.filter((splice) => splice.start < start && splice.text === '');
  place.outside.push(...gone.map((splice) => ({ ...splice, end: Math.min(splice.end, start) })));
  const inside = splices.map((splice) => ({
    ...splice,
    start: Math.max(splice.start, start),
    end: Math.max(splice.end, start),
  }));
  const part = splicedPart(text, { start, end: last }, [...anchors, ...inside]);
  // Some readers take `b:` in front of a brace for a key with a colon in it.
  if (draft.origin.layout === 'pair' && !part.startsWith('{'))
    return part.endsWith(':') ? `{${part} }` : `{${part}}`;
  return last > end && part.endsWith(style.eol) ? part.slice(0, -style.eol.length) : part;
}

/** A copy has no anchors: those are names of what it was copied from. What comes into it says its own. */
function* anchorsIn(text: string, { origin, slots }: Pick<EditedNode, 'origin' | 'slots'>): Iterable<Splice> {
  yield* anchorOf(text, origin);
  for (const { home, body, removed } of slots?.all ?? slotsOfNode(origin)) {
    if (!home || removed) continue;
    if (home.entry.keyNode) yield* anchorOf(text, home.entry.keyNode);
    if (!body) yield* anchorsIn(text, { origin: home.entry.node });
    else if (isDraft(body) && body.origin === home.entry.node) yield* anchorsIn(text, body);
  }
}

function anchorOf(text: string, { anchor, kind, start }: SyntaxNode): readonly Splice[] {
  const at = anchor === undefined || kind === 'alias' ? -1 : text.lastIndexOf(`&${anchor}`, start);
  const end = at + 1 + (anchor?.length ?? 0);
  return at < 0 ? [] : [{ start: at, end: end + (text[end] === ' ' ? 1 : 0), text: '' }];
}

/** The comments in what comes as the text of another document. */
export function commentsInBody(body: Body, place: Writing): readonly string[] {
  return isDraft(body) && body.text !== undefined
    ? commentsOf(draftSource(body, textPlace(body, place)))
    : [];
}

/** The comments of a part of the text that stands behind a colon or a dash. */
export function commentsOf(part: string): readonly string[] {
  if (!part.includes('#')) return [];
  return [...new Lexer().lex(`k: ${part}\n`)].filter((token) => token.startsWith('#'));
}
