// Splices that give one place of YAML what has text from elsewhere in it, or what stood there itself, one level deeper or
// less deep. All that stands behind the colon or the dash goes: what of it stays is in the new text.
import {
  columnOf,
  endsLine,
  lineEnd,
  lineStart,
  skipBlanks,
  skipBreakBack,
  startsLine,
  wholeLines,
  type Splice,
} from '../syntax/lines.ts';
import { isDraft, type Body, type Home } from '../edits/slots.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import { endWithComments, spanOf, yamlComments } from './yamlLines.ts';
import type { Writing } from './yamlReplace.ts';
import { flowText, formOfBody, withBeside, type BodyForm } from './yamlText.ts';

export interface ReplacedNode {
  readonly origin: SyntaxNode;
  readonly home?: Home;
  /** The comment that comes beside it. */
  readonly comment: string | undefined;
  /** The comments that stand in what comes. */
  readonly inside: readonly string[];
}

export function replaceWhole(body: Body, spot: ReplacedNode, place: Writing): readonly Splice[] {
  const { origin, home, comment } = spot;
  const { text, at, indent } = place;
  const { start, end: whole } = spanOf(text, home ? { origin, home } : { origin });
  const own = ownEnd(body, { text, origin, end: whole });
  // Blanks behind the old value would be text of a block scalar.
  const end = endsLine(text, own) && at !== 'flow' ? skipBlanks(text, own) : own;
  if (at === 'flow') {
    if (comment !== undefined) place.loose.push(comment.trim());
    const lead = home?.parent.kind === 'list' ? '' : origin.bare ? ': ' : ' ';
    return [{ start, end, text: lead + flowText(body, place) }];
  }
  // A block cannot begin on the line of `---`.
  const isApart = at === 'root' && !startsLine(text, start);
  const column = indent?.length ?? (isApart ? 0 : columnOf(text, start));
  const form = formOfBody(body, place, { at, column });
  if (at === 'root') {
    const lead = isApart && form.isBlock ? place.style.eol : '';
    return [{ start, end, text: lead + form.head + form.body }];
  }
  const colon = origin.bare ? `${place.style.eol}${indent}:` : '';
  // A comment that stays beside the old value is beside the head of a block, or behind the end of the rest.
  const isBesides = !endsLine(text, end);
  const below = comeBelow(spot, { text, end, column });
  if (isBesides && leavesEnd(form, text.slice(end, lineEnd(text, end)).trim(), { body, spot, place })) {
    const entry = colon + withBeside(form, comment, place);
    return [{ start, end: lineEnd(text, end), text: entry }, ...below];
  }
  if (isBesides && form.isBlock && form.head === '') {
    const line = lineEnd(text, end);
    if (comment !== undefined) place.loose.push(comment.trim());
    return [{ start, end, text: colon }, { start: line, end: line, text: form.body }, ...below];
  }
  if (isBesides && comment !== undefined) place.loose.push(comment.trim());
  return [{ start, end, text: colon + withBeside(form, isBesides ? undefined : comment, place) }, ...below];
}

/** Comments at the end of a map or list that stand below what comes in its own text stay. */
function ownEnd(
  body: Body,
  { text, origin, end }: { readonly text: string; readonly origin: SyntaxNode; readonly end: number },
): number {
  if (!isDraft(body) || body.text === undefined || !body.home) return end;
  const source = yamlComments(body.text);
  const last = lineEnd(body.text, spanOf(body.text, body).end);
  const below = {
    start: last,
    end: endWithComments(body.text, last, columnOf(body.text, body.home.entry.start)),
  };
  const stay = new Set(
    source.commentsIn(below).map((range) => source.text.slice(range.start, range.end).trimEnd()),
  );
  const first = yamlComments(text)
    .commentsIn({ start: lineEnd(text, origin.end), end })
    .find((range) => stay.has(text.slice(range.start, range.end).trimEnd()));
  return first ? skipBreakBack(text, lineStart(text, first.start)) : end;
}

/** The lines of comments below the old value that have come with the new one. */
function comeBelow(
  { inside }: ReplacedNode,
  { text, end, column }: { readonly text: string; readonly end: number; readonly column: number },
): readonly Splice[] {
  if (inside.length === 0) return [];
  const from = lineEnd(text, end);
  const to = endWithComments(text, end, column);
  return yamlComments(text)
    .commentsIn({ start: from, end: to })
    .filter((range) => inside.includes(text.slice(range.start, range.end).trimEnd()))
    .map((range) => wholeLines(text, range.start, range.end));
}

/** Whether the comment beside the old value has no place behind the new one: it has come with that, or goes above. */
function leavesEnd(
  form: BodyForm,
  comment: string,
  { body, spot, place }: { readonly body: Body; readonly spot: ReplacedNode; readonly place: Writing },
): boolean {
  if (spot.inside.includes(comment)) return true;
  const comes = !isDraft(body) || body.text !== undefined;
  const isLater = comes && form.isBlock && form.head !== '' && (form.head + form.body).includes('\n');
  if (isLater) place.loose.push(comment);
  return isLater;
}
