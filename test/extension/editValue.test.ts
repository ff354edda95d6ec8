import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { everyFile, layOutSwitched, newestBackup, read, replacedOnce } from './support/configFolder.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { setValue, unsetValue } = commandIds;

suite('Editing one value', () => {
  let before = '';

  setup(async () => {
    await layOutSwitched();
    before = await read('current.yaml');
  });

  test('changes the bytes of that value and no other', async () => {
    await run(setValue, { path: 'server.port', value: '3001' });
    assert.equal(await read('current.yaml'), replacedOnce(before, 'port: 3000', 'port: 3001'));
    assert.equal((await newestBackup()).reason, 'edit');
  });

  test('takes a JSON Pointer, too, and an item of a list', async () => {
    await run(setValue, { path: '/carriers/0/name', value: '"southpost"' });
    assert.equal(await read('current.yaml'), replacedOnce(before, 'name: northpost', 'name: southpost'));
  });

  test('takes what is no JSON as the text it is', async () => {
    await run(setValue, { path: 'log.level', value: 'error' });
    assert.equal(await read('current.yaml'), replacedOnce(before, 'level: debug #', 'level: error #'));
  });

  test('can be taken back byte for byte', async () => {
    await run(setValue, { path: 'server.port', value: '3001' });
    await run(commandIds.undo);
    assert.equal(await read('current.yaml'), before);
  });

  test('shows as an edit of the live file', async () => {
    await run(setValue, { path: 'server.port', value: '3001' });
    const { drift } = await untilFolder((folder) => folder.drift.length > 0);
    assert.deepEqual(drift, [{ target: 'current', kind: 'modified' }]);
  });

  test('that breaks the schema asks, and without a yes nothing is written', async () => {
    const files = await everyFile();
    const [asked] = await watching(() => run(setValue, { path: 'server.port', value: '"many"' }));
    assert.equal(asked?.modal, true);
    assert.match(asked.detail ?? '', /would break its schema/);
    assert.deepEqual(await everyFile(), files);
  });

  test('removes one key, with its line', async () => {
    await run(unsetValue, { path: 'cache.maxEntries' });
    assert.equal(await read('current.yaml'), replacedOnce(before, '  maxEntries: 5000\n', ''));
  });

  test('that is not there changes nothing and says so', async () => {
    const files = await everyFile();
    const shown = await watching(() => run(unsetValue, { path: 'cache.nothing' }));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^information: Nothing to do/);
    assert.deepEqual(await everyFile(), files);
  });

  test('asks for key and value, offers the value that is there, and is silent when nobody answers', async () => {
    const files = await everyFile();
    await dismiss(run(setValue));
    await dismiss(run(setValue, { path: 'server.port' }));
    await dismiss(run(unsetValue));
    assert.deepEqual(await everyFile(), files);
    const answer = ({ text }: { readonly text: string }) => (text.startsWith('Key') ? 'server.port' : '3002');
    await answering(answer, () => run(setValue));
    assert.equal(await read('current.yaml'), replacedOnce(before, 'port: 3000', 'port: 3002'));
  });
});
