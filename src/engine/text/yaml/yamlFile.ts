// A YAML file of several documents (Kubernetes, Spring): the list of them, each as it stands between its markers.
import type { CST } from 'yaml';
import type { Gap } from '../edits/gaps.ts';
import { lineStart, type Splice } from '../syntax/lines.ts';
import type { ParsedSyntax, SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import type { Writing } from './yamlReplace.ts';
import { formOfBody } from './yamlText.ts';
import { buildTree } from './yamlTree.ts';

/** One document is the whole content; empty ones beside it (a mere `---` at the end) are none. */
export function buildFile(text: string, documents: readonly CST.Document[]): ParsedSyntax {
  const [only, ...others] = documents.filter(hasContent);
  if (documents.length < 2 || others.length === 0) return buildTree(text, only ?? documents[0]);
  const parts = documents
    .filter((document) => hasContent(document) || document.start.some(({ type }) => type === 'doc-start'))
    .map((document) => buildTree(text, document));
  const faults = parts.flatMap((part) => part.faults);
  const nodes = parts.flatMap(({ root }) => root ?? []);
  return { root: faults.length === 0 ? fileOf(nodes) : undefined, faults };
}

function hasContent({ value }: CST.Document): boolean {
  return value !== undefined && !(value.type === 'scalar' && value.source === '');
}

function fileOf(nodes: readonly SyntaxNode[]): SyntaxNode {
  const entries = nodes.map((node): SyntaxEntry => {
    const { start, end } = node;
    return { key: undefined, keyRange: { start, end: start }, start, end, comma: undefined, node };
  });
  const [start, end] = [entries[0]?.start ?? 0, entries.at(-1)?.end ?? 0];
  const value = nodes.map((node) => node.value);
  return { kind: 'list', layout: 'documents', value, start, end, slot: start, entries };
}

/** Whole documents that go or come, with their markers. */
export function editDocuments(
  { entries }: SyntaxNode,
  gaps: readonly Gap[],
  place: Writing,
): readonly Splice[] {
  const { text, style } = place;
  const starts = entries.map((entry, index) => markerOf(text, entries[index - 1], entry));
  return gaps.flatMap(({ before, removed, added }) => {
    const gone = removed.map(({ start }) => {
      const index = entries.findIndex((entry) => entry.start === start);
      return { start: starts[index] ?? start, end: starts[index + 1] ?? text.length, text: '' };
    });
    if (added.length === 0) return gone;
    const next = before ? entries.findIndex(({ start }) => start === before.start) + 1 : 0;
    const offset = starts[next] ?? text.length;
    const isMarked = text.startsWith('---', offset) || offset === text.length;
    const bodies = added.map(({ body = { value: null } }) => {
      const form = formOfBody(body, place, { at: 'root', column: 0 });
      return `${form.head}${form.body}${style.eol}`;
    });
    const marker = `---${style.eol}`;
    const lead = offset === text.length && !/(^|\n)$/.test(text) ? style.eol : '';
    const come = bodies.map((body) => (isMarked ? marker + body : body + marker)).join('');
    return [...gone, { start: offset, end: offset, text: lead + come }];
  });
}

/** Where a document begins: at its marker, where it has one. */
function markerOf(text: string, before: SyntaxEntry | undefined, { start, node }: SyntaxEntry): number {
  const from = before?.end ?? 0;
  const marker = [...text.slice(from, Math.max(start, node.slot)).matchAll(/^---(?=\s|$)/gm)].at(-1);
  return marker ? from + marker.index : lineStart(text, start);
}
