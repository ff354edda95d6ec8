// Explicit tags. The core ones (`!!str`, `!!int`, …) say what a value is; every other one makes its node a
// literal, kept as written and compared as text.
import type { SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { Literal, type Value } from '../../values/value.ts';
import { coreValue } from './yamlScalar.ts';

/** The indentation that the header of a literal's block scalar says; what writes it says its own. */
export const writtenIndent = 2;

/** A node as its tag says. */
export function withTag(text: string, node: SyntaxNode, tag: TextRange): SyntaxNode {
  const name = coreName(text.slice(tag.start, tag.end));
  const value = name === undefined ? undefined : taggedValue(text, node, name);
  if (value !== undefined) return { ...node, value, tag };
  const [mark, rest] = [text.slice(tag.start, tag.end), text.slice(Math.max(node.slot, tag.end), node.end)];
  const isBlock = node.kind === 'scalar' && node.layout === 'block' && typeof node.value === 'string';
  // Beside the tag of a block stands a comment that is no part of it.
  const own = node.layout === 'block' ? rest.replace(/^([^\n]*?)[ \t]+#[^\n\r]*/, '$1') : rest;
  const source = isBlock ? blockSource(mark, own, node.value) : literalSource(mark, own);
  const { layout, start, end, slot, kind } = node;
  const inside = kind === 'map' || kind === 'list' ? node.value : undefined;
  return {
    kind: 'scalar',
    layout,
    start,
    end,
    slot,
    entries: [],
    tag,
    value: new Literal('tagged', source, inside),
  };
}

/** `!!int` and `!<tag:yaml.org,2002:int>` are `int`; `!`, which only forbids guessing, is `str`. */
function coreName(tag: string): string | undefined {
  if (tag === '!') return 'any';
  return /^(?:!!|!<tag:yaml\.org,2002:)(str|int|float|bool|null|map|seq)>?$/.exec(tag)?.[1];
}

function taggedValue(text: string, node: SyntaxNode, name: string): Value | undefined {
  const { kind, value } = node;
  if (kind === 'map' || kind === 'list')
    return name === 'any' || name === (kind === 'map' ? 'map' : 'seq') ? value : undefined;
  const written = text.slice(node.start, node.end);
  // A plain scalar was read by its looks; quoted and folded ones are strings already.
  const source =
    (node.layout === 'block' || /^["']|\n/.test(written)) && typeof value === 'string' ? value : written;
  if (name === 'str' || name === 'any') return source;
  const meaning = coreValue(source);
  return isNamed(meaning, name) ? meaning : undefined;
}

function isNamed(value: Value, name: string): boolean {
  if (name === 'null') return value === null;
  if (name === 'bool') return typeof value === 'boolean';
  return (
    (name === 'int' || name === 'float') &&
    (typeof value === 'number' || (value instanceof Literal && value.kind === 'number'))
  );
}

/** One spelling for a node wherever it stands: its further lines begin at the margin. */
function literalSource(tag: string, rest: string): string {
  const [first = '', ...lines] = rest.split(/\r?\n/);
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const body = lines.map((line) => (line.trim() === '' ? '' : line.slice(margin)));
  // Empty lines at the end are those that a block scalar keeps.
  return [`${tag} ${first.trim()}`.trimEnd(), ...body].join('\n').replace(/[ \t]+$/, '');
}

/**
 * The same for a block scalar. Blanks in front of its text are text, and so are empty lines at its end if it says so.
 * @param value the text that it stands for.
 */
function blockSource(tag: string, rest: string, value: string): string {
  const [first = '', ...lines] = rest.split(/\r?\n/);
  // A tab is text: only spaces indent.
  const filled = lines.find((line) => /[^ ]/.test(line)) ?? '';
  const margin = filled.search(/[^ ]/) - (/^\n*( *)/.exec(value)?.[1]?.length ?? 0);
  const body = lines.map((line) => line.slice(Math.max(0, margin))).join('\n');
  const end = first.includes('+') ? '\n'.repeat(Math.max(0, (/\n*$/.exec(value)?.[0].length ?? 0) - 1)) : '';
  const header = first.trim().replace(/^([|>][-+]?)\d/, `$1${writtenIndent}`);
  if (/^\n*$/.test(value)) return `${tag} ${header}${value}`;
  return `${tag} ${header}\n${body.replace(/\n*$/, end)}`;
}
