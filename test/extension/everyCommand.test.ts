import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { commandsRun } from './support/safekeep.ts';

// The entry of the tests runs this suite last.
suite('Every command', () => {
  test('was run by some suite before', () => {
    const untested = Object.values(commandIds).filter((id) => !commandsRun.has(id));
    assert.deepEqual(untested, []);
  });
});
