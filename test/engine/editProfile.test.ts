import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Edit } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': 'live: 1\n',
  'default.yaml': 'server:\n  host: any\n  port: 8080\nlist: [a, { x: 1 }]\n',
  'profiles/p.yaml': '# mine\n$profile: { description: d }\nextra: 1 # beside\n',
  'profiles/p.local.yaml': 'server:\n  port: 2\n',
};

async function edited(...edits: readonly Edit[]): Promise<string | null> {
  const folder = await testFolder('edit', files);
  await perform(await folder.open(), { kind: 'edit', profile: 'p', edits });
  assert.equal(await folder.text('current.yaml'), 'live: 1\n');
  assert.equal(await folder.text('profiles/p.local.yaml'), files['profiles/p.local.yaml']);
  return folder.text('profiles/p.yaml');
}

const head = '# mine\n$profile: { description: d }\nextra: 1 # beside\n';

suite('editing a profile', () => {
  test('sets a key with its parents, also one that the overlay or the defaults say', async () => {
    assert.equal(
      await edited({ op: 'set', pointer: '/server/port', value: 8080 }),
      `${head}server:\n  port: 8080\n`,
    );
  });

  test('sets an item of an inherited list by saying the whole list', async () => {
    assert.equal(
      await edited({ op: 'set', pointer: '/list/1/x', value: 2 }),
      `${head}list:\n  - a\n  - x: 2\n`,
    );
  });

  test('removes an own key, and leaves out an inherited one', async () => {
    assert.equal(
      await edited({ op: 'remove', pointer: '/extra' }),
      '# mine\n$profile: { description: d }\n# beside\n',
    );
    assert.equal(
      await edited({ op: 'remove', pointer: '/server/host' }),
      '# mine\n$profile: { description: d, unset: [/server/host] }\nextra: 1 # beside\n',
    );
  });

  test('of nobody is refused', async () => {
    const engine = await (await testFolder('edit', files)).open();
    const edits = [{ op: 'remove', pointer: '/a' }] as const;
    await assert.rejects(engine.plan({ kind: 'edit', profile: 'nobody', edits }), { code: 'not-found' });
  });
});
