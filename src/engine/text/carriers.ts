// Which text of other documents can come to one: that of its own format as it stands, of others the values and comments.
import { surroundingsIn, type CommentFormat } from './edits/commentAttachment.ts';
import {
  commentName,
  sourceAt,
  type Carrier,
  type Foreign,
  type Part,
  type Source,
} from './edits/carriedText.ts';
import { toldComment, toldComments } from './edits/foreignComments.ts';
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

interface Whole extends Text {
  readonly root: SyntaxNode;
}

/** Its line breaks are those of the document that it comes to. @param root of the source. */
export function carrierFor(into: Whole, source: Text, root: SyntaxNode | undefined): readonly Carrier[] {
  const { format, text } = into;
  const isAlike = source.format === format || (source.format === 'json' && format === 'jsonc');
  const eol = eolOf(text);
  const own = !isAlike || eolOf(source.text) === eol ? source.text : source.text.replaceAll(/\r?\n/g, eol);
  const origin = own === source.text ? root : formats[format].parse(own).root;
  if (!origin) return [];
  const comments = formats[source.format].comments(own);
  const foreign = isAlike ? undefined : foreignIn(comments, origin, into);
  const there = formats[format].comments(text);
  return [
    {
      text: own,
      root: origin,
      into: into.root,
      around: surroundingsIn(comments),
      isBare: (part) => textsIn(there, part).length === 0,
      missing: missingIn(comments, there, foreign?.translate),
      ...(foreign ? { foreign } : {}),
    },
  ];
}

/** Counted once for each part: what has come is missing no more. */
function missingIn(
  from: CommentFormat,
  into: CommentFormat,
  translate: (comment: string) => readonly string[] = (comment) => [comment],
): Carrier['missing'] {
  const known = new Map<SyntaxNode | undefined, Map<string, number>>();
  return (here, there) => {
    const key = there ? here.node : undefined;
    const before = known.get(key);
    if (before) return before;
    const missing = new Map<string, number>();
    const count = (comments: readonly string[], step: 1 | -1) => {
      for (const name of comments.map(commentName)) missing.set(name, (missing.get(name) ?? 0) + step);
    };
    count(textsIn(from, there ? here : undefined).flatMap(translate), 1);
    count(textsIn(into, there), -1);
    known.set(key, missing);
    return missing;
  };
}

function textsIn({ text, commentsIn }: CommentFormat, part: Part | undefined): readonly string[] {
  const range = { start: part?.start ?? 0, end: Math.min(part?.end ?? Infinity, text.length) };
  return commentsIn(range).map(({ start, end }) => text.slice(start, end));
}

/** Returns how a format writes comments of another; strict JSON has none. */
function foreignIn(
  comments: CommentFormat,
  root: SyntaxNode,
  { format, text }: Text,
): Foreign & { readonly translate: (comment: string) => readonly string[] } {
  const style = { mark: format === 'yaml' ? '#' : '//', eol: eolOf(text) } as const;
  const adapt = (value: Value) => formats[format].adapt(value);
  if (format === 'json') return { adapt, own: () => none, all: () => none, translate: () => [] };
  const { all, own } = toldComments(comments, root, style);
  return {
    adapt,
    own,
    all: (entry) => all.get(entry) ?? none,
    translate: (comment) => toldComment(comment, style),
  };
}

const none = { above: [] };

export function sourceOf(edit: PlainEdit, carriers: readonly Carrier[]): Source | undefined {
  if (edit.op === 'remove') return undefined;
  const { pointer, value } = edit;
  for (const carrier of carriers) {
    const source = sourceAt(carrier, pointer, value);
    if (source) return source;
  }
  return undefined;
}
