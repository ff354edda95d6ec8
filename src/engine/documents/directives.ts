// The directives at the head of a YAML text (`%YAML 1.1`, `%TAG ! tag:x,2000:`). They are no values, and yet other programs
// read the values by them.
import type { Document } from '../text/document.ts';

/** Whether two texts tell their readers to read them alike. */
export function sameDirectives(one: Document, other: Document): boolean {
  return directivesOf(one) === directivesOf(other);
}

function directivesOf({ format, text }: Document): string {
  if (format !== 'yaml') return '';
  const [head = ''] =
    /^(?:[ \t]*(?:#.*)?(?:\r\n?|\n)|%.*(?:\r\n?|\n))*/.exec(text.replace(/^\uFEFF/, '')) ?? [];
  const lines = head.split(/\r\n?|\n/).filter((line) => line.startsWith('%'));
  return lines
    .map((line) =>
      line
        .replace(/\s+#.*$/, '')
        .trim()
        .replace(/\s+/g, ' '),
    )
    .join('\n');
}
