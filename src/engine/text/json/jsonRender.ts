// Values → JSON text, in a given style. What JSON cannot say (a YAML tag) becomes its source as a string.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import {
  isList,
  isMap,
  jsonLiteral,
  jsonNumberOf,
  Literal,
  mapOf,
  numberOf,
  type Scalar,
  type Value,
} from '../../values/value.ts';

export interface JsonStyle {
  readonly eol: '\n' | '\r\n';
  /** One level of indentation. */
  readonly unit: string;
  readonly colon: ': ' | ':';
}

/** The text of a value on a line that is indented by `indent`; without one everything is put on one line. */
export function renderJson(value: Value, style: JsonStyle, indent: string | undefined): string {
  if (!isList(value) && !isMap(value)) return renderScalar(value);
  const [open, close] = isList(value) ? '[]' : '{}';
  const inner = indent === undefined ? undefined : indent + style.unit;
  const entries = isList(value)
    ? value.map((item) => renderJson(item, style, inner))
    : Object.entries(value).map(([key, item]) => renderProperty(key, item, { style, indent: inner }));
  if (entries.length === 0) return `${open}${close}`;
  if (inner === undefined) return `${open}${entries.join(style.colon === ':' ? ',' : ', ')}${close}`;
  const lines = entries.map((entry) => `${style.eol}${inner}${entry}`).join(',');
  return `${open}${lines}${style.eol}${indent ?? ''}${close}`;
}

export function renderProperty(
  key: string,
  value: Value,
  { style, indent }: { readonly style: JsonStyle; readonly indent: string | undefined },
): string {
  return JSON.stringify(key) + style.colon + renderJson(value, style, indent);
}

function renderScalar(value: Scalar): string {
  if (value instanceof Literal) return jsonLiteral(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new EngineError('invalid', t("JSON can't represent {0}.", value));
  }
  return JSON.stringify(value);
}

/** The value that JSON text for `value` has. */
export function asJson(value: Value): Value {
  if (value instanceof Literal) {
    const number = value.kind === 'number' ? jsonNumberOf(value.source) : undefined;
    return number === undefined ? value.source : numberOf(number);
  }
  if (isList(value)) return value.map(asJson);
  return isMap(value) ? mapOf(Object.entries(value).map(([key, item]) => [key, asJson(item)])) : value;
}
