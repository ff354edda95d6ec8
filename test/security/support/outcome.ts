// What must hold of every answer of the terminal, whatever it was asked and wherever.
import assert from 'node:assert/strict';
import type { Ran } from './terminal.ts';

/** It answered in time, without a mistake of its own. */
export function assertAnswered({ code, stderr, stdout, isHung }: Ran, what: string): void {
  assert.equal(isHung, false, `${what} hangs`);
  assert.notEqual(code, 2, `${what} is no command: ${stderr}`);
  assert.ok(code >= 0 && code <= 3, `${what} ended with ${code}: ${stderr}`);
  assert.doesNotMatch(`${stderr}\n${stdout}`, /error internal|"code": ?"internal"|mistake of its own/, what);
}
