// The text formats: the seam between `document` and JSON or YAML.
import { parseJson } from './json/json.ts';
import { jsonComments, jsonSplices } from './json/jsonEdit.ts';
import { asJson, renderJson } from './json/jsonRender.ts';
import type { Value } from '../values/value.ts';
import { withinPaths } from './pathLengths.ts';
import { parseYaml } from './yaml/yaml.ts';
import { yamlSplices } from './yaml/yamlEdit.ts';
import { yamlComments } from './yaml/yamlLines.ts';
import type { Format } from './formatOf.ts';
import { opaque } from './opaque.ts';
import type { TextFormat, TextStyle } from './textFormat.ts';
import { formOf, isCollection, renderBlock } from './yaml/yamlRender.ts';

const jsonc: TextFormat = {
  parse: (text) => withinPaths(text, parseJson(text, 'jsonc')),
  splices: jsonSplices,
  comments: jsonComments,
  adapt: asJson,
  render: (value, style) => renderJson(value, { ...style, colon: ': ' }, '') + style.eol,
};

const yaml: TextFormat = {
  parse: (text) => withinPaths(text, parseYaml(text)),
  splices: yamlSplices,
  comments: yamlComments,
  adapt: (value) => value,
  render: (value, style) => renderYaml(value, { ...style, unit: style.unit.replaceAll('\t', '  ') }),
};

function renderYaml(value: Value, { unit, eol }: TextStyle): string {
  const style = { eol, unit, listOffset: unit, quote: '"', text: 'block' } as const;
  if (isCollection(value)) return renderBlock(value, style, '') + eol;
  const { head, body } = formOf(value, style, undefined);
  return head + body + eol;
}

export const formats: Readonly<Record<Format, TextFormat>> = {
  json: { ...jsonc, parse: (text) => withinPaths(text, parseJson(text, 'json')) },
  jsonc,
  yaml,
  opaque,
};
