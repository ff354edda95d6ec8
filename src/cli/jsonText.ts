// What a verb answers, as JSON text. Configuration values are written as their files have them: a number keeps its
// digits, however many, which JSON.stringify would round. What a terminal would obey is an escape in it, as JSON has them.
import { jsonLiteral, Literal, visibleText } from '../engine/index.ts';

export function jsonText(data: unknown, indent = ''): string {
  const inner = `${indent}  `;
  const block = (open: string, lines: readonly string[], close: string) =>
    lines.length === 0
      ? open + close
      : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
  if (data instanceof Literal) return visibleText(jsonLiteral(data));
  if (Array.isArray(data)) {
    return block(
      '[',
      data.map((item) => jsonText(item, inner)),
      ']',
    );
  }
  if (typeof data !== 'object' || data === null) return quoted(data ?? null);
  const entries = Object.entries(data).filter(([, item]) => item !== undefined);
  return block(
    '{',
    entries.map(([key, item]) => `${quoted(key)}: ${jsonText(item, inner)}`),
    '}',
  );
}

function quoted(data: unknown): string {
  return visibleText(JSON.stringify(data));
}

/** The same on one line: inside JSON a line break is layout, since texts have it escaped. */
export function jsonLine(data: unknown): string {
  return jsonText(data).replaceAll(/\n */g, ' ');
}
