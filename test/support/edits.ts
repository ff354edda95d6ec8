// Edits in few words: values as plain data.
import type { Edit } from '../../src/engine/content/document.ts';
import { fromPlain } from '../../src/engine/content/value.ts';

export const set = (pointer: string, value: unknown): Edit => ({
  op: 'set',
  pointer,
  value: fromPlain(value),
});
export const insert = (pointer: string, value: unknown): Edit => ({
  op: 'insert',
  pointer,
  value: fromPlain(value),
});
export const remove = (pointer: string): Edit => ({ op: 'remove', pointer });
