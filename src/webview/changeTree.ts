// The changes of one target as the rows of a key tree: grouped by parent path, with keys that lead to a
// single place joined on one line, as editors do with folders.
import type { ReviewChange, ReviewTarget } from '../review/protocol.ts';

/** One line of the tree: a group of changes, a change, or both at once. */
export interface TreeRow {
  /** Unique within the panel and the same for the next model of the same plan. */
  readonly key: string;
  readonly depth: number;
  /** The keys from the parent row to this one; empty for the document itself. */
  readonly label: readonly string[];
  readonly change: ReviewChange | undefined;
  readonly parent: 'open' | 'closed' | undefined;
}

interface KeyNode {
  readonly changes: { readonly change: ReviewChange; readonly key: string }[];
  /** In the order in which the host listed them. */
  readonly children: Map<string, KeyNode>;
}

interface Place {
  readonly depth: number;
  readonly label: readonly string[];
  /** The keys from the root, as one text. */
  readonly key: string;
}

export function treeRows(target: ReviewTarget, collapsed: ReadonlySet<string>): readonly TreeRow[] {
  const root = keyTree(target);
  const own = root.changes.map(({ change, key }) => ({
    key,
    depth: 0,
    label: [],
    change,
    parent: undefined,
  }));
  return [...own, ...childRows(root, { depth: 0, label: [], key: target.name }, collapsed)];
}

function keyTree(target: ReviewTarget): KeyNode {
  const root = emptyNode();
  for (const [index, change] of target.changes.entries()) {
    let node = root;
    for (const key of change.path) {
      const child = node.children.get(key) ?? emptyNode();
      node.children.set(key, child);
      node = child;
    }
    node.changes.push({ change, key: `${target.name} ${index} ${change.kind} ${change.pointer}` });
  }
  return root;
}

function emptyNode(): KeyNode {
  return { changes: [], children: new Map() };
}

function childRows(node: KeyNode, place: Place, collapsed: ReadonlySet<string>): readonly TreeRow[] {
  return [...node.children].flatMap(([name, child]) => {
    const here = {
      depth: place.depth,
      label: [...place.label, name],
      key: `${place.key}/${JSON.stringify(name)}`,
    };
    const leadsOn = child.changes.length === 0 && child.children.size === 1;
    return leadsOn ? childRows(child, here, collapsed) : nodeRows(child, here, collapsed);
  });
}

function nodeRows(node: KeyNode, place: Place, collapsed: ReadonlySet<string>): readonly TreeRow[] {
  const { depth, label } = place;
  const lines: TreeRow[] = node.changes.map(({ change, key }) => ({
    key,
    depth,
    label,
    change,
    parent: undefined,
  }));
  if (node.children.size === 0) return lines;
  // The last change of this place, or a line of its own, is what the children hang on.
  const last = lines.pop() ?? { key: place.key, depth, label, change: undefined, parent: undefined };
  const isClosed = collapsed.has(last.key);
  const below = isClosed ? [] : childRows(node, { depth: depth + 1, label: [], key: place.key }, collapsed);
  return [...lines, { ...last, parent: isClosed ? 'closed' : 'open' }, ...below];
}
