// A migration that can't be read is named, and nothing is migrated around it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { testFolder } from '../support/disk/configFolder.ts';

const up = (from: string, to: string, op = 'add') =>
  `from: ${from}\nto: ${to}\nup: [{ op: ${op}, path: /x${to.replaceAll('.', '')}, value: 1 }]\n`;

suite('a broken migration', () => {
  for (const [where, others] of [
    ['alone', {}],
    [
      'in the middle of the way',
      { 'migrations/a.yaml': up('1.0.0', '1.1.0'), 'migrations/c.yaml': up('1.2.0', '2.0.0') },
    ],
  ] as const)
    test(`${where} stops the way, with its place`, async () => {
      const folder = await testFolder('broken', {
        'current.yaml': 'version: 1.0.0\n',
        'migrations/b.yaml': up('1.1.0', '1.2.0', 'nope'),
        ...others,
      });
      const engine = await folder.open();
      await assert.rejects(engine.plan({ kind: 'migrate' }), {
        code: 'invalid',
        message: /^migrations\/b\.yaml:3:/,
      });
    });
});
