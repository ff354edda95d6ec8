import assert from 'node:assert/strict';
import { rename, stat } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import {
  reloadStaleEditors,
  dirtyDocuments,
  revertDocument,
} from '../../src/workspace/editors/openEditors.ts';
import { eventually } from '../support/eventually.ts';
import {
  backedUp,
  backups,
  everyFile,
  inConfig,
  layOutSwitched,
  read,
  replacedOnce,
  write,
} from './support/configFolder.ts';
import { openFile, typeInto, untilShows } from './support/editors.ts';
import { answering, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';
import { set } from './support/settings.ts';

const { setValue } = commandIds;
const written = [{ path: 'current.yaml' }];

suite('Open editors on a file that is written', () => {
  let [before, after] = ['', ''];

  setup(async () => {
    await layOutSwitched();
    before = await read('current.yaml');
    after = replacedOnce(before, 'port: 3000', 'port: 3001');
  });

  teardown(async () => {
    // As the windows of tests have it: in a browser the editor's own default is to save after a second.
    await set('files.autoSave', 'off');
    await set('files.autoSaveDelay', undefined);
  });

  test('one without changes shows the new text, though its size is the same', async () => {
    const { document } = await openFile(inConfig('current.yaml'));
    await run(setValue, { path: 'server.port', value: '3001' });
    assert.equal((await stat(inConfig('current.yaml'))).size, Buffer.byteLength(before));
    assert.equal(document.getText(), after);
    assert.equal(document.isDirty, false);
  });

  test('one without changes can be edited and saved afterwards, and only that edit is added', async () => {
    const editor = await openFile(inConfig('current.yaml'));
    await run(setValue, { path: 'server.port', value: '3001' });
    await typeInto(editor, 'ttl: 5 #', 'ttl: 7 #');
    await editor.document.save();
    assert.equal(await read('current.yaml'), replacedOnce(after, 'ttl: 5 #', 'ttl: 7 #'));
  });

  test('with unsaved changes: a question comes first, and without an answer all stays as it is', async () => {
    const editor = await unsaved();
    const files = await everyFile();
    const [asked, ...more] = await watching(() => run(setValue, { path: 'server.port', value: '3001' }));
    assert.equal(asked?.modal, true);
    assert.match(asked.text, /current\.yaml has unsaved changes/);
    assert.deepEqual(more, []);
    assert.deepEqual(await everyFile(), files);
    assert.equal(editor.document.isDirty, true);
  });

  test('with unsaved changes that are saved: the new text holds both', async () => {
    await unsaved();
    await answered('Save and Continue');
    assert.equal(await read('current.yaml'), replacedOnce(after, 'ttl: 5 #', 'ttl: 7 #'));
  });

  test('with unsaved changes that are dropped: they are kept as a backup', async () => {
    const { document } = await unsaved();
    await answered('Discard Editor Changes');
    assert.equal(await read('current.yaml'), after);
    assert.equal(document.getText(), after);
    assert.equal(document.isDirty, false);
    const kept = (await backups()).find(({ reason }) => reason === 'unsaved');
    assert.equal(
      kept && (await backedUp(kept, 'current.yaml')),
      replacedOnce(before, 'ttl: 5 #', 'ttl: 7 #'),
    );
  });

  test('with unsaved changes that make the text longer: saved or dropped, nothing is lost', async () => {
    const longer = (text: string) => replacedOnce(text, 'ttl: 5 #', 'ttl: 500000 #');
    await unsaved('ttl: 500000 #');
    await answered('Save and Continue');
    assert.equal(await read('current.yaml'), longer(after));
    const { document } = await unsaved('ttl: 7 #', 'ttl: 500000 #');
    await answered('Discard Editor Changes', '3000');
    assert.equal(await read('current.yaml'), longer(before));
    assert.deepEqual([document.getText(), document.isDirty], [longer(before), false]);
    const kept = (await backups()).find(({ reason }) => reason === 'unsaved');
    assert.equal(kept && (await backedUp(kept, 'current.yaml')), replacedOnce(after, 'ttl: 5 #', 'ttl: 7 #'));
  });

  for (const choice of ['Save and Continue', 'Discard Editor Changes'])
    test(`with unsaved changes that the editor saves by itself before "${choice}" is chosen: nothing is lost`, async () => {
      await set('files.autoSaveDelay', 100);
      await set('files.autoSave', 'afterDelay');
      const editor = await openFile(inConfig('current.yaml'));
      const edited = replacedOnce(before, 'ttl: 5 #', 'ttl: 7 #');
      await answering(
        ({ modal }) => (modal ? choice : undefined),
        async () => {
          await typeInto(editor, 'ttl: 5 #', 'ttl: 7 #');
          await run(setValue, { path: 'server.port', value: '3001' });
        },
      );
      await eventually(() => assert.equal(editor.document.isDirty, false));
      const texts = await Promise.all((await backups()).map((backup) => backedUp(backup, 'current.yaml')));
      const live = await read('current.yaml');
      assert.ok(
        [...texts, live].some((text) => text.includes('ttl: 7 #')),
        'the typed text is lost',
      );
      assert.ok([after, edited, replacedOnce(edited, 'port: 3000', 'port: 3001')].includes(live), live);
      await untilShows(editor.document, live);
    });

  test('with unsaved changes that are saved while the question is open: the answer goes for what is there then', async () => {
    const editor = await unsaved();
    const said = await answering(
      ({ modal }) => (modal ? 'Discard Editor Changes' : undefined),
      async () => {
        const original = vscode.window.showWarningMessage;
        // The person thinks, and the editor saves meanwhile.
        const slow = async (...question: Parameters<typeof original>) => {
          await editor.document.save();
          return original(...question);
        };
        Reflect.set(vscode.window, 'showWarningMessage', slow);
        await run(setValue, { path: 'server.port', value: '3001' });
      },
    );
    assert.deepEqual(
      said.filter(({ kind }) => kind === 'error'),
      [],
    );
    assert.equal(await read('current.yaml'), replacedOnce(after, 'ttl: 5 #', 'ttl: 7 #'));
  });

  test('with unsaved changes in a profile that is renamed: what is dropped is kept as a backup, too', async () => {
    const editor = await openFile(inConfig('profiles/staging.yaml'));
    await typeInto(editor, 'ttl: 60', 'ttl: 61');
    const text = editor.document.getText();
    await answering(
      ({ modal }) => (modal ? 'Discard Editor Changes' : undefined),
      () => run(commandIds.renameProfile, { profile: 'staging', name: 'candidate' }),
    );
    assert.match(await read('profiles/candidate.yaml'), /ttl: 60\n/);
    const kept = (await backups()).find(({ reason }) => reason === 'unsaved');
    assert.equal(kept && (await backedUp(kept, 'profiles/staging.yaml')), text);
  });

  test('a byte order mark and Windows line ends stay, and the editor is not disturbed', async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    await write('current.yaml', windows(before));
    const { document } = await openFile(inConfig('current.yaml'));
    await run(setValue, { path: 'server.port', value: '3001' });
    assert.equal(await read('current.yaml'), windows(after));
    await untilShows(document, after.replaceAll('\n', '\r\n'));
    assert.equal(document.isDirty, false);
  });

  test('those with unsaved changes on the files of a plan are found, and no others', async () => {
    const { document } = await unsaved();
    await typeInto(await openFile(inConfig('profiles/staging.yaml')), 'ttl: 60', 'ttl: 61');
    const found = dirtyDocuments(inConfig(), written);
    assert.deepEqual(found, [document]);
  });

  test('reverting brings one to what is on the disk and leaves the focus where it was', async () => {
    const { document } = await unsaved();
    const other = await openFile(inConfig('default.yaml'));
    await revertDocument(document);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
    assert.equal(vscode.window.activeTextEditor?.document, other.document);
  });

  test('one that lags behind the disk is brought up to it', async () => {
    const { document } = await openFile(inConfig('current.yaml'));
    await write('staged', after);
    await rename(inConfig('staged'), inConfig('current.yaml'));
    await reloadStaleEditors(inConfig(), written);
    assert.equal(document.getText(), after);
  });

  test('one whose file another program writes shows that, too', async () => {
    const { document } = await openFile(inConfig('current.yaml'));
    await write('current.yaml', after);
    await untilShows(document, after);
  });
});

async function unsaved(to = 'ttl: 7 #', from = 'ttl: 5 #'): Promise<vscode.TextEditor> {
  const editor = await openFile(inConfig('current.yaml'));
  await typeInto(editor, from, to);
  assert.equal(editor.document.isDirty, true);
  return editor;
}

async function answered(choice: string, port = '3001'): Promise<void> {
  await answering(
    ({ modal }) => (modal ? choice : undefined),
    () => run(setValue, { path: 'server.port', value: port }),
  );
}
