// What every text format offers to `document`: the seam between it and JSON or YAML.
import type { Draft } from './draft.ts';
import { parseJson } from './json.ts';
import { jsonSplices } from './jsonEdit.ts';
import { asJson, renderJson } from './jsonRender.ts';
import type { Splice } from './lines.ts';
import type { Parsed } from './syntax.ts';
import type { Value } from './value.ts';
import { parseYaml } from './yaml.ts';
import { yamlSplices } from './yamlEdit.ts';
import { formOf, isCollection, renderBlock } from './yamlRender.ts';

export interface TextFormat {
  parse(text: string): Parsed;
  /** `careful` avoids what the text around might swallow. */
  splices(text: string, draft: Draft, mode: 'usual' | 'careful'): readonly Splice[];
  /** The value that is left of a value in this format. */
  adapt(value: Value): Value;
  render(value: Value, style: TextStyle): string;
}

export interface TextStyle {
  /** One level. */
  readonly unit: string;
  readonly eol: '\n' | '\r\n';
}

const jsonc: TextFormat = {
  parse: (text) => parseJson(text, 'jsonc'),
  splices: jsonSplices,
  adapt: asJson,
  render: (value, style) => renderJson(value, { ...style, colon: ': ' }, '') + style.eol,
};

const yaml: TextFormat = {
  parse: parseYaml,
  splices: yamlSplices,
  adapt: (value) => value,
  render: (value, style) => renderYaml(value, { ...style, unit: style.unit.replaceAll('\t', '  ') }),
};

function renderYaml(value: Value, { unit, eol }: TextStyle): string {
  const style = { eol, unit, listOffset: unit, quote: '"', text: 'block' } as const;
  if (isCollection(value)) return renderBlock(value, style, '') + eol;
  const { head, body } = formOf(value, style, undefined);
  return head + body + eol;
}

export const formats: Readonly<Record<'json' | 'jsonc' | 'yaml', TextFormat>> = {
  json: { ...jsonc, parse: (text) => parseJson(text, 'json') },
  jsonc,
  yaml,
};
