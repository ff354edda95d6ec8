// Splices that give one place of YAML what has text from elsewhere in it, or what stood there itself, one level deeper or
// less deep. All that stands behind the colon or the dash goes: what of it stays is in the new text.
import { columnOf, endsLine, lineEnd, startsLine, type Splice } from '../syntax/lines.ts';
import { type Body, type Home } from '../edits/slots.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import { spanOf } from './yamlLines.ts';
import type { Place } from './yamlReplace.ts';
import { flowText, formOfBody, withBeside } from './yamlText.ts';

export interface Spot {
  readonly origin: SyntaxNode;
  readonly home?: Home;
  /** The comment that comes beside it. */
  readonly comment: string | undefined;
}

export function replaceWhole(body: Body, { origin, home, comment }: Spot, place: Place): readonly Splice[] {
  const { text, at, indent } = place;
  const { start, end } = spanOf(text, home ? { origin, home } : { origin });
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
  if (isBesides && form.isBlock && form.head === '') {
    const line = lineEnd(text, end);
    if (comment !== undefined) place.loose.push(comment.trim());
    return [
      { start, end, text: colon },
      { start: line, end: line, text: form.body },
    ];
  }
  if (isBesides && comment !== undefined) place.loose.push(comment.trim());
  return [{ start, end, text: colon + withBeside(form, isBesides ? undefined : comment, place) }];
}
