import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import {
  everyFile,
  layOutSwitched,
  newestBackup,
  read,
  replacedOnce,
  write,
} from './support/configFolder.ts';
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
    assert.match(asked.detail ?? '', /would violate its schema/);
    assert.deepEqual(await everyFile(), files);
  });

  test('that YAML aliases read is reviewed first, key by key', async () => {
    const text = `base: &b { port: 1 }\nweb: *b\n${before}`;
    await write('current.yaml', text);
    await run(commandIds.refresh);
    await run(setValue, { path: 'base.port', value: '2' });
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await eventually(() => assert.match(labels().join(), /base\/port/));
    assert.equal(await read('current.yaml'), text);
    await run(setValue, { path: 'base.port', value: '2', review: false });
    assert.equal(await read('current.yaml'), replacedOnce(text, 'port: 1 }', 'port: 2 }'));
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

  test('of a profile changes its own file and not the live one', async () => {
    const profile = await read('profiles/staging.yaml');
    await run(setValue, { profile: 'staging', path: 'cache.ttl', value: '61' });
    assert.equal(await read('profiles/staging.yaml'), replacedOnce(profile, 'ttl: 60', 'ttl: 61'));
    await run(unsetValue, { profile: 'staging', path: 'cache.maxEntries' });
    assert.match(await read('profiles/staging.yaml'), /unset:\n {4}- \/debug\n {4}- \/cache\/maxEntries\n/);
    assert.equal(await read('current.yaml'), before);
  });

  test('of a profile offers what that one resolves to', async () => {
    const [asked] = await watching(() => run(setValue, { profile: 'production', path: 'cache.ttl' }));
    assert.match(asked?.text ?? '', /New value of cache\.ttl/);
  });

  test('asks which live file where there are several, and edits the one that is named', async () => {
    const manifest = 'format: 1\ntargets:\n  app: app.json\n  web: web.json\n';
    for (const name of ['app', 'web']) await write(`${name}.json`, '{ "port": 1 }\n');
    await write('safekeep.yaml', manifest);
    await run(commandIds.refresh);
    const [asked] = await answering(
      () => 'web.json',
      () => run(setValue, { path: 'port', value: '2' }),
    );
    assert.deepEqual(asked?.choices, ['app.json', 'web.json']);
    await run(setValue, { target: 'app', path: 'port', value: '3' });
    assert.equal(await read('web.json'), '{ "port": 2 }\n');
    assert.equal(await read('app.json'), '{ "port": 3 }\n');
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
