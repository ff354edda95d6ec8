// Values → YAML text, in a given style. Strings are quoted wherever some YAML reader might take them for
// something else; text of several lines becomes a literal block scalar; a tagged literal stands as written.
import {
  childrenOf,
  isList,
  isMap,
  Literal,
  type Scalar,
  type Value,
  type ValueMap,
} from '../../values/value.ts';
import { isBlockText, isPlain, quoted, type Quote } from './yamlScalar.ts';

export interface YamlStyle {
  readonly eol: '\n' | '\r\n';
  /** One level of indentation: spaces. */
  readonly unit: string;
  /** How much deeper than its key a list stands; often nothing. */
  readonly listOffset: string;
  readonly quote: Quote;
  /** How text of several lines is written. */
  readonly text: 'block' | 'quoted';
  /** Whether keys that are numbers stand without quotes, as those around do. */
  readonly hasNumericKeys?: true;
}

/** A value behind a colon or a dash: what goes on that line, and the lines below, their line break first. */
export interface Form {
  readonly head: string;
  readonly body: string;
}

/** @param indent of the key or the dash that the value belongs to; `undefined` for the whole content. */
export function formOf(value: Value, style: YamlStyle, indent: string | undefined): Form {
  const inner = indent === undefined ? '' : indent + style.unit;
  const lines = linesOf(value, style);
  if (lines) {
    const [head = '', ...rest] = lines;
    const margin = style.eol + (inner || style.unit);
    return { head, body: rest.map((line) => (line === '' ? style.eol : margin + line)).join('') };
  }
  if (!isCollection(value))
    return {
      head: isScalar(value) ? renderScalar(value, style, 'block') : renderFlow(value, style),
      body: '',
    };
  const margin = indent !== undefined && isList(value) ? indent + style.listOffset : inner;
  return { head: '', body: style.eol + margin + renderBlock(value, style, margin) };
}

/** The entries of a collection as lines, the first of which is indented already. */
export function renderBlock(value: readonly Value[] | ValueMap, style: YamlStyle, indent: string): string {
  const entries = isList(value)
    ? value.map((item) => renderItem(item, style, indent))
    : Object.entries(value).map(([key, item]) => renderPair(key, item, { style, indent }));
  return entries.join(style.eol + indent);
}

export function renderPair(
  key: string,
  value: Value,
  { style, indent }: { readonly style: YamlStyle; readonly indent: string },
): string {
  const { head, body } = formOf(value, style, indent);
  return `${renderScalar(key, style, 'block')}:${head === '' ? '' : ' '}${head}${body}`;
}

/** A key, in the quotes that its source has, if there is one. */
export function renderKey(
  key: string,
  style: YamlStyle,
  { context, source }: { readonly context: 'block' | 'flow'; readonly source: string | undefined },
): string {
  const mark = source?.[0];
  if (mark === '"' || mark === "'") return quoted(key, mark);
  return style.hasNumericKeys && /^(0|[1-9]\d*)$/.test(key) ? key : renderScalar(key, style, context);
}

export function renderItem(value: Value, style: YamlStyle, indent: string): string {
  if (isCollection(value)) return `- ${renderBlock(value, style, `${indent}  `)}`;
  const { head, body } = formOf(value, style, indent);
  return `- ${head}${body}`;
}

/** A value on one line. */
export function renderFlow(value: Value, style: YamlStyle): string {
  if (isList(value)) return `[${value.map((item) => renderFlow(item, style)).join(', ')}]`;
  if (!isMap(value)) return renderScalar(value, style, 'flow');
  const pairs = Object.entries(value).map(([key, item]) => renderFlowPair(key, item, style));
  return `{${pairs.join(', ')}}`;
}

export function renderFlowPair(key: string, value: Value, style: YamlStyle): string {
  return `${renderScalar(key, style, 'flow')}: ${renderFlow(value, style)}`;
}

function renderScalar(value: Scalar, { quote }: YamlStyle, context: 'block' | 'flow'): string {
  if (typeof value === 'string') return isPlain(value, context) ? value : quoted(value, quote);
  return value instanceof Literal ? value.source : String(value);
}

function isScalar(value: Value): value is Scalar {
  return !isList(value) && !isMap(value);
}

/** Maps and lists that take lines of their own. */
export function isCollection(value: Value): value is readonly Value[] | ValueMap {
  return isList(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

/** Whether no line of flow can hold it. */
export function hasLines(value: Value): boolean {
  if (value instanceof Literal) return /\n|^\S+ [|>][-+\d]*$/.test(value.source);
  return childrenOf(value).some(hasLines);
}

/** Text and tagged nodes that need several lines, the first one behind the indicator. */
function linesOf(value: Value, style: YamlStyle): readonly string[] | undefined {
  if (typeof value === 'string' && style.text === 'block' && isBlockText(value)) {
    return value.endsWith('\n') ? ['|', ...value.slice(0, -1).split('\n')] : ['|-', ...value.split('\n')];
  }
  if (!(value instanceof Literal)) return undefined;
  const [head = '', ...lines] = value.source.split('\n');
  const header = head.replace(/( [|>][-+]?)\d/, `$1${style.unit.length}`);
  return lines.length > 0 ? [header, ...lines] : undefined;
}
