// Undoing a change that is not the last one: it takes back what that change did and nothing else, unless it is told to.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

const live = '# mine\nport: 1\nhost: a\nlog: debug\n';

async function switchedAndEdited(edited: (text: string) => string) {
  const folder = await testFolder('undo-older', {
    'current.yaml': live,
    'profiles/a.yaml': live,
    'profiles/b.yaml': '# mine\nport: 2\nhost: b\nlog: debug\n',
  });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'b' });
  await engine.createBackup({}); // As of an edit from outside, which the editor makes by itself.
  await folder.write({ 'current.yaml': edited((await folder.text('current.yaml')) ?? '') });
  const [{ id: commit } = { id: '' }] = (await engine.snapshot()).history;
  const undo = { kind: 'undo', commit } as const;
  return { folder, engine, undo, review: await engine.review(undo, {}) };
}

const later = (...changes: string[]) => ({ 'current.yaml': { layout: true, changes } });

suite('the undo of an older change', () => {
  test('knows which keys came later, or were changed once more', async () => {
    const { review } = await switchedAndEdited((text) =>
      text.replace('debug', 'info').replace('port: 2', 'port: 3'),
    );
    assert.deepEqual(
      review.plan.writes[0]?.changes.map(({ pointer }) => pointer),
      ['/port', '/host', '/log'],
    );
    assert.deepEqual(review.later, later('modified /port', 'modified /log'));
  });

  test('without them is the undo of the whole change, and leaves them as edits', async () => {
    const { folder, engine, undo, review } = await switchedAndEdited((text) =>
      text.replace('debug', 'info # why'),
    );
    const { selected } = await engine.review(undo, review.later);
    assert.deepEqual([selected.guards, selected.summary], [[], review.plan.summary]);
    await engine.commit(selected);
    assert.equal(await folder.text('current.yaml'), live.replace('debug', 'info # why'));
    const { state, history } = await engine.snapshot();
    assert.deepEqual([state.activeProfile, history[0]?.undoes], ['a', undo.commit]);
  });

  test('is as much without them where the page has no layout to leave out', async () => {
    const { engine, undo, review } = await switchedAndEdited((text) => text.replace('debug', 'info'));
    const { changes = [] } = review.later['current.yaml'] ?? {};
    const { selected } = await engine.review(undo, { 'current.yaml': { layout: false, changes } });
    assert.deepEqual([selected.guards, selected.undoes], [[], undo.commit]);
  });

  test('that takes one of them along asks, and leaving out more is a part of it', async () => {
    const { engine, undo, review } = await switchedAndEdited((text) => text.replace('debug', 'info'));
    const [whole, part] = [review.plan, await engine.review(undo, later('modified /log', 'modified /host'))];
    assert.deepEqual(
      whole.guards.map(({ code }) => code),
      ['edited-since'],
    );
    assert.deepEqual([part.selected.guards, part.selected.undoes], [[], undefined]);
    assert.match(part.selected.summary, /\(in part\)$/);
  });

  test('knows of nothing later where nothing was edited', async () => {
    const { review } = await switchedAndEdited((text) => text);
    assert.deepEqual(review.later, {});
  });
});
