// What a YAML scalar means (YAML 1.2 core schema) and how a string is written so that every reader, YAML 1.1
// ones included, takes it for that string.
import { Literal, numberOf, type Scalar } from '../../values/value.ts';

const number = /^([-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;

// What YAML 1.1 (yaml.org/type: bool, int, float, timestamp, value, merge) takes for something else than a string.
// The infinities and NaN are among them: JSON has no number for these.
const otherInOldYaml = new RegExp(
  [
    'y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|=|<<',
    String.raw`[-+]?(0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|[1-9][\d_]*(:[0-5]?\d)*)`,
    String.raw`[-+]?(\d[\d_]*)?\.[\d_]+([eE][-+]\d+)?|[-+]?\d[\d_]*(:[0-5]?\d)+\.[\d_]*`,
    String.raw`[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)`,
    String.raw`\d{4}-\d\d?-\d\d?(([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)?`,
  ]
    .map((form) => `^(${form})$`)
    .join('|'),
);

/** The value of a plain scalar; what says more than its value keeps its spelling. */
export function coreValue(source: string): Scalar {
  if (/^(|~|null|Null|NULL)$/.test(source)) return null;
  if (/^(true|True|TRUE)$/.test(source)) return true;
  if (/^(false|False|FALSE)$/.test(source)) return false;
  if (!/^[-+.\dyYnNoO=<]/.test(source)) return source;
  if (number.test(source)) return numberOf(source);
  return otherInOldYaml.test(source) ? new Literal('text', source) : source;
}

// Words and shapes that some reader takes for something else than a string: YAML 1.1 booleans, sexagesimals,
// underscores in numbers, binary and octal integers, dates, merge keys.
const otherMeaning =
  /^(|~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?=[.\d])(\d[\d_,]*)?(\.[\d_]*)?(e[-+]?\d*)?|[-+]?0[xob][\da-f_]*|[-+]?\d[\d_]*(:[\d_.]+)+|[-+]?\.(inf|nan)|\d{4}-\d\d?-\d\d?.*)$/i;

const plainStart = /^[^\s\-?:,[\]{}#&*!|>'"%@`]|^[-?:](?=[^\s,[\]{}])/;
// eslint-disable-next-line no-control-regex -- These are the characters that need an escape.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/u;

/** Whether a string may stand without quotes; in flow collections commas and brackets may not. */
export function isPlain(text: string, context: 'block' | 'flow'): boolean {
  if (otherMeaning.test(text) || !plainStart.test(text) || unprintable.test(text)) return false;
  if (context === 'flow' && /[,[\]{}]/.test(text)) return false;
  return !/: |:$| #|^---|^\.\.\.|\s$/.test(text);
}

export type Quote = '"' | "'";

/** A string on one line, in the quotes asked for where they can hold it. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "'" && !unprintable.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // Only characters that need an escape match, and JSON's own escapes are YAML's too.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a string reads best, and safely, as lines of a literal block scalar. */
export function isBlockText(text: string): boolean {
  const lines = text.split('\n');
  const safe = lines.every((line) => !unprintable.test(line.replaceAll('\t', ' ')));
  return (
    lines.length > 1 && safe && /^[^\s]/.test(text) && !/[ \t]\n|[ \t]$/.test(text) && /[^\n]\n?$/.test(text)
  );
}
