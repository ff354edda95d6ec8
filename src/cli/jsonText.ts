// What a verb answers, as JSON text. Configuration values are written as their files have them: a number keeps its
// digits, however many, which JSON.stringify would round.
import { Literal } from '../engine/index.ts';

export function jsonText(data: unknown, indent = ''): string {
  const inner = `${indent}  `;
  const block = (open: string, lines: readonly string[], close: string) =>
    lines.length === 0
      ? open + close
      : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
  if (data instanceof Literal) return data.kind === 'number' ? data.source : JSON.stringify(data.source);
  if (Array.isArray(data)) {
    return block(
      '[',
      data.map((item) => jsonText(item, inner)),
      ']',
    );
  }
  if (typeof data !== 'object' || data === null) return JSON.stringify(data ?? null);
  const entries = Object.entries(data).filter(([, item]) => item !== undefined);
  return block(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, inner)}`),
    '}',
  );
}

/** The same on one line: inside JSON a line break is layout, since texts have it escaped. */
export function jsonLine(data: unknown): string {
  return jsonText(data).replaceAll(/\n */g, ' ');
}
