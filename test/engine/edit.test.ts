import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { doubleFiles, perform, testFolder } from '../support/disk/configFolder.ts';

suite('an edit', () => {
  test('changes the bytes of its keys and no others', async () => {
    const folder = await testFolder('edit', {
      'current.jsonc': '{\r\n\t// why\r\n\t"a": 1, "b": 1.50,\r\n}',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/a', value: 2 }] });
    assert.equal(await folder.text('current.jsonc'), '{\r\n\t// why\r\n\t"a": 2, "b": 1.50,\r\n}');
  });

  test('of another target is told by its name', async () => {
    const folder = await testFolder('edit', doubleFiles);
    const engine = await folder.open();
    const edits = [{ op: 'set', pointer: '/mode', value: 'z' }] as const;
    await perform(engine, { kind: 'edit', target: 'web', edits });
    assert.equal(await folder.text('web.json'), '{ "name": "web", "mode": "z" }\n');
    await assert.rejects(engine.plan({ kind: 'edit', target: 'other', edits }), { code: 'not-found' });
  });
});
