// Secrets that are known from some documents, where they stand elsewhere.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { knownSecrets } from '../../../src/engine/secrets/knownSecrets.ts';
import { hiddenMark } from '../../../src/engine/secrets/secretText.ts';

/** Of more characters than are compared. */
const long = Array.from({ length: 100 }, (_, index) => index.toString(36).padStart(3, '0')).join('');
const { outOfValue, outOfText } = knownSecrets(new Set([long, 'of-eight']));

suite('a known secret', () => {
  test('of any length is hidden to its last character', () => {
    assert.equal(outOfText(`is ${long}, not b`), `is ${hiddenMark}, not b`);
    assert.equal(outOfValue(long), hiddenMark);
    assert.equal(outOfValue(`x of-eight`), hiddenMark);
  });

  test('hides what begins with as many of its characters as are compared', () => {
    assert.equal(outOfValue(`${long.slice(0, 210)}other`), hiddenMark);
  });

  test('hides nothing that only begins like it', () => {
    for (const text of [`${long.slice(0, 190)}other`, 'of-eigh', 'other'])
      assert.equal(outOfValue(text), text);
  });

  test('that a sentence cuts off hides the rest of the sentence', () => {
    assert.equal(outOfText(`is ${long.slice(0, 40)}… and more`), `is ${hiddenMark}… and more`);
  });
});
