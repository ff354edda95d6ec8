// What goes from one thread to another and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../src/engine/index.ts';
import { encodeForThread, decodeFromThread } from '../../src/workspace/engineWorker/threadCodec.ts';

/** As `postMessage` does it. */
function carry(data: unknown): unknown {
  return decodeFromThread(structuredClone(encodeForThread(data)));
}

test('configuration values are the same on the other side, whatever their keys and numbers are', () => {
  const text =
    'plain: [1, text, null, true]\nexact: 1.0\nhuge: 12345678901234567890\ntagged: !include x.yaml\n__proto__: { constructor: 1 }\n$values: [a]\n$literal: [number, "1"]\n';
  const { value, problems } = parseDocument('x.yaml', text);
  assert.deepEqual(problems, []);
  assert.deepEqual(carry(value), value);
});

test('records, maps, bytes and what is missing are the same on the other side', () => {
  const data = {
    files: new Map([['a', { bytes: new Uint8Array([1, 2]), note: undefined }]]),
    none: null,
    list: [{ changes: [parseDocument('x.json', '{ "a": 1.50 }').value] }],
  };
  assert.deepEqual(carry(data), data);
  assert.equal(carry(undefined), undefined);
});
