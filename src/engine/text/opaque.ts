// Content that is kept as a whole: nothing in it is looked at, so its value only stands for its bytes and shows none of them.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { sha256 } from '../base/sha256.ts';
import { Literal } from '../values/value.ts';
import type { TextFormat } from './textFormat.ts';

/** Two are equal exactly when their bytes are. */
export function opaqueValue(bytes: Uint8Array): Literal {
  return new Literal('opaque', `${bytes.length} B, SHA-256 ${sha256(bytes)}`);
}

/** Refuses an operation on keys. */
export function noKeys(path: string): EngineError {
  const message = t("{0} isn't JSON or YAML, so it has no keys. Safekeep keeps it as a whole.", path);
  return new EngineError('invalid', message, { path });
}

export const opaque: TextFormat = {
  parse: (text) => {
    const value = opaqueValue(new TextEncoder().encode(text));
    const root = { kind: 'scalar', layout: 'inline', value, entries: [], slot: 0 } as const;
    return { root: { ...root, start: 0, end: text.length }, faults: [] };
  },
  // Edits are refused before they come here.
  splices: () => [],
  comments: (text) => ({ text, commentsIn: () => [], spanOf: () => ({ start: 0, end: 0 }) }),
  adapt: (value) => value,
  render: () => '',
};
