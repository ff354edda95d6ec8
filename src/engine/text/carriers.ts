// Which text of other documents can come to one: that of its own format as it stands, of others the values and comments.
import { surroundingsIn, type CommentFormat } from './edits/commentAttachment.ts';
import { sourceAt, type Carrier, type Foreign, type Source } from './edits/carriedText.ts';
import { allAbove } from './edits/slots.ts';
import { toldComments } from './edits/foreignComments.ts';
import type { PlainEdit } from './edits/edit.ts';
import type { Format } from './formatOf.ts';
import { formats } from './formats.ts';
import { eolOf } from './syntax/lines.ts';
import type { Value } from '../values/value.ts';
import type { SyntaxNode } from './syntax/syntax.ts';

interface Text {
  readonly format: Format;
  readonly text: string;
}

/** Its line breaks are those of the document that it comes to. @param root of the source. */
export function carrierFor(
  { format, text }: Text,
  source: Text,
  root: SyntaxNode | undefined,
): readonly Carrier[] {
  const isAlike = source.format === format || (source.format === 'json' && format === 'jsonc');
  const eol = eolOf(text);
  const own = !isAlike || eolOf(source.text) === eol ? source.text : source.text.replaceAll(/\r?\n/g, eol);
  const origin = own === source.text ? root : formats[format].parse(own).root;
  if (!origin) return [];
  const comments = formats[source.format].comments(own);
  const foreign = isAlike ? undefined : foreignIn(comments, origin, { format, text });
  const there = foreign ? countsOf(foreign.lines) : commentCounts(comments);
  const here = commentCounts(formats[format].comments(text));
  const countIn = (counts: ReadonlyMap<string, number>, comment: string) =>
    counts.get(firstLine(comment)) ?? 0;
  const brings = (comment: string) => countIn(there, comment) > countIn(here, comment);
  return [
    { text: own, root: origin, around: surroundingsIn(comments), brings, ...(foreign ? { foreign } : {}) },
  ];
}

/** How a format tells what another has: strict JSON has no comments. */
function foreignIn(
  comments: CommentFormat,
  root: SyntaxNode,
  { format, text }: Text,
): Foreign & { readonly lines: readonly string[] } {
  const style = { mark: format === 'yaml' ? '#' : '//', eol: eolOf(text) } as const;
  const adapt = (value: Value) => formats[format].adapt(value);
  if (format === 'json') return { adapt, own: () => none, all: () => none, lines: [] };
  const { all, own } = toldComments(comments, root, style);
  const lines = [...all.values()].flatMap((carried) => allAbove({ carried }));
  return { adapt, own, all: (entry) => all.get(entry) ?? none, lines };
}

const none = { above: [] };

/** How often each comment stands in a text, by its first line. */
function commentCounts({ text, commentsIn }: CommentFormat): ReadonlyMap<string, number> {
  const ranges = commentsIn({ start: 0, end: text.length });
  return countsOf(ranges.map(({ start, end }) => text.slice(start, end)));
}

function countsOf(comments: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of comments.map(firstLine)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** The others may be indented otherwise. */
function firstLine(comment: string): string {
  return (comment.trim().split('\n', 1)[0] ?? '').trim();
}

export function sourceOf(edit: PlainEdit, carriers: readonly Carrier[]): Source | undefined {
  if (edit.op === 'remove') return undefined;
  const { pointer, value } = edit;
  for (const carrier of carriers) {
    const source = sourceAt(carrier, pointer, value);
    if (source) return source;
  }
  return undefined;
}
