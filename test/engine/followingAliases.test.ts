// What an anchor's value becomes, its aliases read, as in every reader of YAML, unless the person wants it only there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Edit } from '../../src/engine/index.ts';
import { testFolder } from '../support/disk/configFolder.ts';
import { remove, set } from '../support/texts/edits.ts';

const text = `base: &b # shared
  p: 1
  q: 2
use: *b
more:
  <<: *b
  r: 3
`;

async function edited(edit: Edit, more: { readonly onlyHere?: true } = {}) {
  const folder = await testFolder('aliases', { 'current.yaml': text });
  const engine = await folder.open();
  const plan = await engine.plan({ kind: 'edit', edits: [edit], ...more });
  await engine.commit(plan, { accepted: 'all' });
  const changes = plan.writes.flatMap((write) =>
    write.changes.map(({ type, pointer }) => `${type} ${pointer}`),
  );
  return { changes, text: await folder.text('current.yaml') };
}

suite('an edit of what has an anchor', () => {
  test('changes that value alone in the text, and the plan lists each key that reads it', async () => {
    assert.deepEqual(await edited(set('/base/p', 5)), {
      changes: ['modified /base/p', 'modified /use/p', 'modified /more/p'],
      text: text.replace('p: 1', 'p: 5'),
    });
    assert.deepEqual(await edited(remove('/base/q')), {
      changes: ['removed /base/q', 'removed /use/q', 'removed /more/q'],
      text: text.replace('  q: 2\n', ''),
    });
    assert.deepEqual((await edited(set('/base/new', 1))).changes, [
      'added /base/new',
      'added /use/new',
      'added /more/new',
    ]);
  });

  test('leaves the aliases what they read, where it is wanted only here', async () => {
    const { changes, text: after } = await edited(set('/base/p', 5), { onlyHere: true });
    assert.deepEqual(changes, ['modified /base/p']);
    assert.match(after ?? '', /^base: &b # shared\n {2}p: 5\n/);
  });

  test('takes a merge key out where what it merges is no map any more', async () => {
    const folder = await testFolder('aliases', { 'current.yaml': 'k: &x { p: 0 }\nm:\n  <<: *x\n  p: 1\n' });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'edit', edits: [set('/k', 77)] });
    await engine.commit(plan, { accepted: 'all' });
    assert.doesNotMatch((await folder.text('current.yaml')) ?? '', /<</);
  });

  test('leaves the anchor alone where the alias or the merged key is edited', async () => {
    assert.deepEqual((await edited(set('/use/p', 7))).changes, ['modified /use/p']);
    assert.deepEqual(await edited(set('/more/p', 7)), {
      changes: ['modified /more/p'],
      text: text.replace('  r: 3\n', '  r: 3\n  p: 7\n'),
    });
  });

  test('is the same where a key comes back from a backup', async () => {
    const folder = await testFolder('aliases', { 'current.yaml': text });
    const engine = await folder.open();
    const { id } = await engine.createBackup({});
    await folder.write({ 'current.yaml': text.replace('p: 1', 'p: 5') });
    const plan = await engine.plan({ kind: 'restore', backup: id, only: ['/base/p'] });
    await engine.commit(plan, { accepted: 'all' });
    assert.equal(await folder.text('current.yaml'), text);
  });
});
