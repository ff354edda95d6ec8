import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPlace, formatProblem } from '../../../src/engine/base/formatProblem.ts';

test('a problem is printed with its place, as compilers do, and without one where it is about the whole file', () => {
  const problem = { file: 'a.json', line: 3, column: 5, message: 'No.' };
  assert.equal(formatProblem(problem), 'a.json:3:5: No.');
  assert.equal(formatProblem({ ...problem, line: 0, column: 0 }), 'a.json: No.');
  assert.equal(formatPlace(problem), 'a.json:3:5');
});
