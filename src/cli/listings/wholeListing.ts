// What differs in a file that is kept as a whole: its lines, or of what is no text how much it is.
import { t } from '@vscode/l10n';
import { decode, formatOf, lineListing, type Format } from '../../engine/index.ts';

interface Sides {
  readonly path: string;
  readonly format?: Format;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

interface WholeListing {
  readonly note?: string;
  readonly lines?: readonly string[];
}

/** `undefined` for a file that has keys. */
export function wholeListing({
  path,
  format = formatOf(path),
  before,
  after,
}: Sides): WholeListing | undefined {
  if (format !== 'opaque') return undefined;
  const [from, to] = [before, after].map((bytes) => (bytes ? decode(bytes) : ''));
  const isText = typeof from === 'string' && typeof to === 'string';
  const lines = isText ? lineListing(from, to) : null;
  return lines && (lines.length > 0 || from === to)
    ? { lines }
    : { note: t('{0} bytes → {1} bytes', before?.length ?? 0, after?.length ?? 0) };
}
