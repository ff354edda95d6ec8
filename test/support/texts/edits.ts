// Edits in few words: values as plain data.
import type { Edit } from '../../../src/engine/text/document.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';

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
export const rename = (pointer: string, key: string): Edit => ({ op: 'rename', pointer, key });
export const move = (from: string, pointer: string): Edit => ({ op: 'move', from, pointer });
export const copy = (from: string, pointer: string): Edit => ({ op: 'copy', from, pointer });
export const wrap = (pointer: string, key: string): Edit => ({ op: 'wrap', pointer, key });
export const unwrap = (pointer: string, key: string): Edit => ({ op: 'unwrap', pointer, key });
