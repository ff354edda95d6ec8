// The structure of a text: which value stands where. Both formats parse into it, and edits are computed on
// it. It knows offsets and values only; what lies between the nodes (comments, blanks) stays in the text.
import { t } from '@vscode/l10n';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../../values/pointer.ts';
import type { Value, ValueMap } from '../../values/value.ts';

/** UTF-16 offsets into a text, the end not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxNode extends TextRange {
  /** An `alias` (YAML `*x`) has the value of its anchor and no entries of its own. */
  readonly kind: 'scalar' | 'map' | 'list' | 'alias';
  /**
   * `block` is YAML by indentation, block scalars included; `pair` a YAML map of one pair without braces
   * (`[a: 1]`); `documents` the list of the documents of a YAML file that has several; `inline` everything else.
   */
  readonly layout: 'inline' | 'block' | 'pair' | 'documents';
  readonly value: Value;
  readonly entries: readonly SyntaxEntry[];
  /** Where a value begins: just behind the colon, the dash or the anchor that precedes it. */
  readonly slot: number;
  /** An explicit YAML tag, which describes the old value and must go with it. */
  readonly tag?: TextRange;
  /** The name of the YAML anchor in front of the node, or of the one an alias names. */
  readonly anchor?: string;
  /** What YAML merge keys bring into a map; its own entries come first. */
  readonly inherited?: ValueMap;
  /** A key without a colon (`{a}`, `? a`): a value needs one first. */
  readonly bare?: true;
}

/** From the key (or the dash) to the end of the value. */
export interface SyntaxEntry extends TextRange {
  /** `undefined` in lists, and for a merge key, which no pointer can name. */
  readonly key: string | undefined;
  readonly keyRange: TextRange;
  /** A YAML key that has an anchor or is an alias. */
  readonly keyNode?: SyntaxNode;
  /** The offset of the comma behind the entry. */
  readonly comma: number | undefined;
  readonly node: SyntaxNode;
}

/** What is wrong, at an offset. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** `root` is there exactly when there are no faults. */
export interface ParsedSyntax {
  readonly root: SyntaxNode | undefined;
  readonly faults: readonly Fault[];
}

/**
 * How many commas and opening brackets a text of JSON may have: a usual file of ten megabytes has as many. What has more
 * is kept, restored and switched to as a whole, and not looked into.
 */
export const maxTextSize = 600_000;

export function tooLarge(): string {
  return t('The file is too large to be read key by key.');
}

/** Whether a text is too large: no other layout of it is smaller by much. */
export function isTooLarge({ faults }: Pick<ParsedSyntax, 'faults'>): boolean {
  return faults[0]?.message === tooLarge();
}

/** How deep maps and lists may nest: far beyond any configuration, far below the end of the stack. */
export const maxDepth = 200;

/** Where a pointer leads. A place that only an alias or a merge key brings is where that alias stands. */
export function locateIn(root: SyntaxNode, pointer: Pointer, part: 'key' | 'value'): TextRange | undefined {
  if (valueAt(root.value, pointer) === undefined) return undefined;
  let node = root;
  let key: TextRange | undefined;
  for (const step of parsePointer(pointer)) {
    if (node.kind === 'alias') break;
    const entry = entryAt(node, step);
    if (!entry) {
      const merge = node.entries.findLast((candidate) => candidate.key === undefined);
      return rangeOf(part === 'key' ? merge?.keyRange : merge?.node);
    }
    node = entry.node;
    key = entry.key === undefined ? undefined : entry.keyRange;
  }
  return part === 'key' ? rangeOf(key) : { start: node.tag?.start ?? node.start, end: node.end };
}

/** The place that an offset lies in, of its key or its value; `undefined` where it lies in no entry. */
export function pointerIn(root: SyntaxNode, offset: number): Pointer | undefined {
  const keys = keysAt(root, offset);
  return keys.length === 0 ? undefined : formatPointer(keys);
}

function keysAt(node: SyntaxNode, offset: number): readonly (string | number)[] {
  const index = node.entries.findIndex(({ start, end }) => start <= offset && offset <= end);
  const entry = node.entries[index];
  const key = node.kind === 'list' ? index : entry?.key;
  if (!entry || key === undefined) return []; // What a merge key brings has no place of its own here.
  return [key, ...keysAt(entry.node, offset)];
}

/** Whether only an alias or a merge key brings what stands at a place. */
export function isBrought(root: SyntaxNode, keys: readonly string[]): boolean {
  let node = root;
  for (const key of keys) {
    if (node.kind === 'alias') return true;
    const entry = entryAt(node, key);
    if (!entry) return node.inherited !== undefined;
    node = entry.node;
  }
  return node.kind === 'alias';
}

/** The entries of maps by their keys, made when one is first asked for. */
const byKey = new WeakMap<SyntaxNode, ReadonlyMap<string | undefined, SyntaxEntry>>();

function entryAt(node: SyntaxNode, step: string): SyntaxEntry | undefined {
  if (node.kind === 'list') return node.entries[Number(step)];
  const known = byKey.get(node) ?? new Map(node.entries.map((entry) => [entry.key, entry]));
  byKey.set(node, known);
  return known.get(step);
}

function rangeOf(range: TextRange | undefined): TextRange | undefined {
  return range && { start: range.start, end: range.end };
}
