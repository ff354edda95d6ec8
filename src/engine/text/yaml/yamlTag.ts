// Explicit tags. The core ones (`!!str`, `!!int`, …) say what a value is; every other one makes its node a
// literal, kept as written and compared as text.
import type { SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { Literal, type Value } from '../../values/value.ts';
import { coreValue } from './yamlScalar.ts';

/** A node as its tag says. */
export function withTag(text: string, node: SyntaxNode, tag: TextRange): SyntaxNode {
  const name = coreName(text.slice(tag.start, tag.end));
  const value = name === undefined ? undefined : taggedValue(text, node, name);
  if (value !== undefined) return { ...node, value, tag };
  const source = literalSource(
    text.slice(tag.start, tag.end),
    text.slice(Math.max(node.slot, tag.end), node.end),
  );
  const { layout, start, end, slot } = node;
  return { kind: 'scalar', layout, start, end, slot, entries: [], tag, value: new Literal('tagged', source) };
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
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...depths);
  const body = lines.map((line) => (line.trim() === '' ? '' : line.slice(margin)));
  return [`${tag} ${first.trim()}`.trimEnd(), ...body].join('\n').trimEnd();
}
