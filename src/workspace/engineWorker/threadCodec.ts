// Data as it can be carried from one thread to another and be the same there. Structured clone keeps records, lists,
// maps and bytes; what it would lose is what configuration values have: maps without a prototype, and literals.
import { Literal, mapOf, type Value } from '../../engine/index.ts';

const mapMark = '$values';
const literalMark = '$literal';

/** Ready to be posted. */
export function encodeForThread(data: unknown): unknown {
  if (data instanceof Literal) return { [literalMark]: [data.kind, data.source] };
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return data.map(encodeForThread);
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [key, encodeForThread(item)]));
  const entries = Object.entries(data).map(([key, item]) => [key, encodeForThread(item)] as const);
  // Only the maps of values have no prototype; their keys can be anything, so they are kept apart from our own.
  return Object.getPrototypeOf(data) === null ? { [mapMark]: entries } : Object.fromEntries(entries);
}

/** What was packed. */
export function decodeFromThread(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return data.map(decodeFromThread);
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [key, decodeFromThread(item)]));
  if (literalMark in data) return literalOf(data[literalMark]);
  const entries = mapMark in data ? data[mapMark] : Object.entries(data);
  const items = (entries as readonly (readonly [string, unknown])[]).map(
    // `packed` made them.
    ([key, item]) => [key, decodeFromThread(item)] as const,
  );
  return mapMark in data ? mapOf(items as readonly (readonly [string, Value])[]) : Object.fromEntries(items); // As above.
}

function literalOf(parts: unknown): Literal {
  const [kind, source] = parts as [Literal['kind'], string]; // `packed` made it.
  return new Literal(kind, source);
}
