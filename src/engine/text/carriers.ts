// Which text of other documents can come to one: that of its own format as it stands, of others the values and comments.
import { aliasesKnownIn } from './edits/anchors.ts';
import { surroundingsIn, type CommentFormat } from './edits/commentAttachment.ts';
import {
  commentName,
  nodeAt,
  sourceAt,
  type Carrier,
  type Foreign,
  type Source,
} from './edits/carriedText.ts';
import { gapAround, type Gap } from './edits/gapAround.ts';
import { toldComment, toldComments } from './edits/foreignComments.ts';
import type { PlainEdit } from './edits/edit.ts';
import type { Format } from './formatOf.ts';
import { formats } from './formats.ts';
import { eolOf, lineEnd } from './syntax/lines.ts';
import { formatPointer, parentOf, type Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';
import type { SyntaxNode, TextRange } from './syntax/syntax.ts';

interface Text {
  readonly format: Format;
  readonly text: string;
}

interface WholeText extends Text {
  readonly root: SyntaxNode;
}

/** Its line breaks are those of the document that it comes to. @param root of the source. */
export function carrierFor(into: WholeText, source: Text, root: SyntaxNode | undefined): readonly Carrier[] {
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
      isKnownAlias: aliasesKnownIn(into.root),
      items: new Map(),
      missing: missingIn(comments, there, foreign?.translate),
      ...(foreign ? { foreign } : {}),
    },
  ];
}

/** Counted once for each gap between keys, or part: what has come is missing no more. */
function missingIn(
  from: CommentFormat,
  into: CommentFormat,
  translate?: (comment: string) => readonly string[],
): Carrier['missing'] {
  const known = new Map<SyntaxNode | Gap | undefined, Map<string, number>>();
  return (source) => {
    const gap = translate ? undefined : gapAround(source);
    const key = gap ?? (source.there ? source.here.node : undefined);
    const before = known.get(key);
    if (before) return before;
    const missing = new Map<string, number>();
    const count = (comments: readonly string[], step: 1 | -1) => {
      for (const name of comments.map(commentName)) missing.set(name, (missing.get(name) ?? 0) + step);
    };
    // The comments at its head come with an entry, those inside as its text.
    const ownHere = gap?.ownHere.map(({ node }) => node);
    const here = textsIn(from, gap?.here ?? (source.there ? source.here : undefined), ownHere);
    count(translate ? here.flatMap(translate) : here, 1);
    const others = gap?.ownThere.map(({ start, end }) => ({ start, end: lineEnd(into.text, end) }));
    count(textsIn(into, gap?.there ?? source.there, others), -1);
    known.set(key, missing);
    return missing;
  };
}

/** The comments of a part, or of all, less those in some entries. */
function textsIn(
  { text, commentsIn }: CommentFormat,
  part: TextRange | undefined,
  less: readonly TextRange[] = [],
): readonly string[] {
  const range = { start: part?.start ?? 0, end: Math.min(part?.end ?? Infinity, text.length) };
  let next = 0;
  return commentsIn(range)
    .filter((comment) => {
      while ((less[next]?.end ?? Infinity) <= comment.start) next += 1;
      return (less[next]?.start ?? Infinity) > comment.start;
    })
    .map(({ start, end }) => text.slice(start, end));
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

/** Above so many documents, those that have something at a place are looked up. */
const maxTriedCarriers = 4;

/** Finds what has the value of an edit as text in one of the documents: of two the first. */
export function sourceFinder(carriers: readonly Carrier[]): (edit: PlainEdit) => Source | undefined {
  const holders = carriers.length > maxTriedCarriers ? holdersAmong(carriers) : () => carriers;
  return (edit) => {
    if (edit.op === 'remove') return undefined;
    const { pointer, value } = edit;
    for (const carrier of holders(pointer)) {
      const source = sourceAt(carrier, pointer, value);
      if (source) return source;
    }
    return undefined;
  };
}

/** The documents that may have something at a place; which of them have a key of a map is found once for all keys. */
function holdersAmong(carriers: readonly Carrier[]): (pointer: Pointer) => readonly Carrier[] {
  type Inside = ReadonlyMap<string, readonly Carrier[]> | readonly Carrier[];
  const known = new Map<Pointer, Inside>();
  const holdersOf = (pointer: Pointer): readonly Carrier[] => {
    if (pointer === '') return carriers;
    const parent = parentOf(pointer);
    const inside = known.get(parent) ?? find(parent);
    known.set(parent, inside);
    return 'get' in inside ? (inside.get(pointer.slice(parent.length)) ?? []) : inside;
  };
  const find = (parent: Pointer): Inside => {
    const around = holdersOf(parent);
    const inside = new Map<string, Carrier[]>();
    for (const carrier of around) {
      const node = nodeAt(carrier, parent);
      if (node?.kind === 'list') return around; // An item may be any other one there.
      for (const key of new Set(node?.entries.map((entry) => entry.key))) {
        const place = formatPointer(key === undefined ? [] : [key]);
        const others = inside.get(place);
        if (others) others.push(carrier);
        else inside.set(place, [carrier]);
      }
    }
    return inside;
  };
  return holdersOf;
}
