// The model as the rows of one tree: files, below them groups of keys and changes, and what only texts show. Keys that
// lead to a single place are joined on one line, as editors do with folders.
import { layoutId, wholeId, type ReviewChange, type ReviewTarget } from '../../review/protocol.ts';
import { diffLines, hunksOf, type Hunk } from './lineDiff.ts';

/** One line of the tree. Its descendants follow it, up to `end`. */
export interface TreeRow {
  /** Unique within the panel and the same for the next model of the same plan. */
  readonly key: string;
  readonly content: RowContent;
  readonly depth: number;
  /** Index of the row above it in the tree; -1 for a file. */
  readonly parent: number;
  readonly end: number;
  /** Among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** The id by which it is left out, where it can be left out by itself. */
  readonly tick: string | undefined;
  readonly target: ReviewTarget;
}

export type RowContent =
  | { readonly kind: 'file' }
  | { readonly kind: 'group'; readonly label: readonly string[]; readonly path: readonly string[] }
  | { readonly kind: 'change'; readonly label: readonly string[]; readonly change: ReviewChange }
  | { readonly kind: 'layout' }
  | { readonly kind: 'hunk'; readonly hunk: Hunk }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'omitted'; readonly count: number };

interface RowNode {
  readonly key: string;
  readonly content: RowContent;
  readonly tick?: string | undefined;
  readonly children: readonly RowNode[];
}

/** What is at a key, in the order in which the host listed it. */
interface KeyNode {
  readonly changes: ReviewChange[];
  readonly children: Map<string, KeyNode>;
}

interface RowPath {
  readonly target: ReviewTarget;
  /** The keys from the parent row to this one. */
  readonly label: readonly string[];
  readonly path: readonly string[];
  /** The path as one text. */
  readonly key: string;
}

const linesInHunk = 40;

export function treeRows(targets: readonly ReviewTarget[]): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  for (const [index, target] of targets.entries()) {
    flatten(fileNode(target), { rows, target, parent: -1, position: index + 1, siblings: targets.length });
  }
  return rows;
}

/** The indexes of the rows that no collapsed row hides. */
export function visibleRows(rows: readonly TreeRow[], collapsed: ReadonlySet<string>): readonly number[] {
  const visible: number[] = [];
  let index = 0;
  for (let row = rows[index]; row !== undefined; row = rows[index]) {
    visible.push(index);
    index = collapsed.has(row.key) ? row.end : index + 1;
  }
  return visible;
}

export function hasChildren(rows: readonly TreeRow[], index: number): boolean {
  return (rows[index]?.end ?? 0) > index + 1;
}

interface Flattening {
  readonly rows: TreeRow[];
  readonly target: ReviewTarget;
  readonly parent: number;
  readonly position: number;
  readonly siblings: number;
}

function flatten(node: RowNode, { rows, target, parent, position, siblings }: Flattening): void {
  const { key, content, tick } = node;
  const index = rows.length;
  const depth = (rows[parent]?.depth ?? -1) + 1;
  const row = { key, content, depth, parent, end: 0, position, siblings, tick, target };
  rows.push(row);
  for (const [place, child] of node.children.entries()) {
    flatten(child, { rows, target, parent: index, position: place + 1, siblings: node.children.length });
  }
  row.end = rows.length;
}

function fileNode(target: ReviewTarget): RowNode {
  const { name, omitted } = target;
  const root = keyTree(target);
  const place = { target, label: [], path: [], key: `${name} key` };
  const more: RowNode = {
    key: `${name} omitted`,
    content: { kind: 'omitted', count: omitted },
    children: [],
  };
  return {
    key: `${name} file`,
    content: { kind: 'file' },
    tick: target.granularity === 'file' ? wholeId : undefined,
    children: [
      ...changeNodes(root, place),
      ...childNodes(root, place),
      ...textNodes(target),
      ...(omitted === 0 ? [] : [more]),
    ],
  };
}

function keyTree(target: ReviewTarget): KeyNode {
  const root = emptyNode();
  for (const change of target.changes) {
    let node = root;
    for (const key of change.path) {
      const child = node.children.get(key) ?? emptyNode();
      node.children.set(key, child);
      node = child;
    }
    node.changes.push(change);
  }
  return root;
}

function emptyNode(): KeyNode {
  return { changes: [], children: new Map() };
}

function childNodes(node: KeyNode, place: RowPath): readonly RowNode[] {
  return [...node.children].flatMap(([name, child]) => {
    const here = {
      target: place.target,
      label: [...place.label, name],
      path: [...place.path, name],
      key: `${place.key}/${JSON.stringify(name)}`,
    };
    const leadsOn = child.changes.length === 0 && child.children.size === 1;
    return leadsOn ? childNodes(child, here) : placeNodes(child, here);
  });
}

function placeNodes(node: KeyNode, place: RowPath): readonly RowNode[] {
  if (node.children.size === 0) return changeNodes(node, place);
  const { label, path, key } = place;
  // What happens to the place itself stands first below it, under its own name.
  const own = changeNodes(node, { ...place, label: label.slice(-1) });
  const children = [...own, ...childNodes(node, { ...place, label: [] })];
  return [{ key, content: { kind: 'group', label, path }, children }];
}

function changeNodes({ changes }: KeyNode, { target, label }: RowPath): readonly RowNode[] {
  return changes.map((change) => ({
    key: `${target.name} change ${change.id}`,
    content: { kind: 'change', label, change },
    tick: target.granularity === 'change' ? change.id : undefined,
    children: [],
  }));
}

/** Of a file with changes of values: a group of its own. Otherwise the whole file. */
function textNodes(target: ReviewTarget): readonly RowNode[] {
  if (target.texts === undefined) return [];
  const lines = lineNodes(target);
  if (target.kind !== 'changed') return lines;
  const tick = target.granularity === 'change' ? layoutId : undefined;
  return [{ key: `${target.name} layout`, content: { kind: 'layout' }, tick, children: lines }];
}

function lineNodes({ name, texts }: ReviewTarget): readonly RowNode[] {
  if (texts === undefined) return [];
  if (texts.isTooLong) return [{ key: `${name} tooLong`, content: { kind: 'tooLong' }, children: [] }];
  return hunksOfTexts(texts).map((hunk, index) => ({
    key: `${name} hunk ${index}`,
    content: { kind: 'hunk', hunk },
    children: [],
  }));
}

const knownHunks = new WeakMap<object, readonly Hunk[]>();

/** The tree is made anew with each letter of a filter; the texts stay the same. */
function hunksOfTexts(texts: { readonly from: string; readonly to: string }): readonly Hunk[] {
  const hunks = knownHunks.get(texts) ?? hunksOf(diffLines(texts.from, texts.to), linesInHunk);
  knownHunks.set(texts, hunks);
  return hunks;
}
