// A part of a text for another depth.

/** The lines behind the first, with another indentation instead of the one they had. */
export function reindented(text: string, from: string, to: string): string {
  if (from === to || !text.includes('\n')) return text;
  const [first = '', ...lines] = text.split('\n');
  return [first, ...lines.map((line) => reindentedLine(line, from, to))].join('\n');
}

function reindentedLine(line: string, from: string, to: string): string {
  if (line === '' || line === '\r') return line;
  // Blanks beyond the indentation may be content.
  if (line.startsWith(from)) return to + line.slice(from.length);
  return line.trim() === '' ? line : to + line.trimStart();
}
