import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, schemes } from '../../src/ids.ts';
import { backupUri } from '../../src/workspace/base/backupUri.ts';
import { everyFile, inConfig, layOutSwitched, newestBackup, read, write } from './support/configFolder.ts';
import { diffs } from './support/editors.ts';
import { acceptFirst } from './support/person.ts';
import { run } from './support/safekeep.ts';

suite('Backups as documents', () => {
  setup(layOutSwitched);

  test('open with the text and the language of the file they keep', async () => {
    await write('current.yaml', '# näher\nversion: 1.0.0\n');
    const { document } = await vscode.window.showTextDocument(await uriOfNewBackup());
    await write('current.yaml', 'version: 2.0.0\n');
    assert.equal(document.getText(), '# näher\nversion: 1.0.0\n');
    assert.equal(document.languageId, 'yaml');
  });

  test('cannot be written, renamed or removed', async () => {
    const uri = await uriOfNewBackup();
    const before = await everyFile();
    assert.equal(vscode.workspace.fs.isWritableFileSystem(schemes.backup), false);
    const { fs } = vscode.workspace;
    await assert.rejects(async () => fs.writeFile(uri, new Uint8Array([1])));
    await assert.rejects(async () => fs.delete(uri));
    await assert.rejects(async () => fs.rename(uri, uri.with({ path: '/elsewhere' })));
    assert.deepEqual(await everyFile(), before);
  });

  test('cannot be typed into', async () => {
    const editor = await vscode.window.showTextDocument(await uriOfNewBackup());
    const text = editor.document.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(editor.document.getText(), text);
    assert.equal(editor.document.isDirty, false);
  });

  test('that are gone, damaged, or outside of any backup do not open', async () => {
    const uri = await uriOfNewBackup();
    const { id, files } = await newestBackup();
    const wrong = [
      backupUri({ folder: inConfig().replace(/\/$/, ''), id, path: '../../current.yaml' }),
      backupUri({ folder: '/etc', id, path: 'passwd' }),
      vscode.Uri.from({ scheme: schemes.backup, path: '/typed/by-hand.yaml' }),
    ];
    for (const address of wrong) await assert.rejects(async () => vscode.workspace.fs.readFile(address));
    await write(`backups/${id}/${files[0]?.stored ?? ''}`, 'damaged');
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri), /damaged/);
  });

  test('compare with the live file in the editor itself', async () => {
    await run(commandIds.createBackup, { name: 'good' });
    const { id } = await newestBackup();
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    const before = await everyFile();
    await run(commandIds.compareBackup, { backup: id });
    const [diff] = diffs();
    assert.equal(diff?.original.scheme, schemes.backup);
    assert.equal(diff.modified.fsPath, inConfig('current.yaml'));
    const original = await vscode.workspace.openTextDocument(diff.original);
    assert.match(original.getText(), /name: quotes_dev/);
    assert.deepEqual(await everyFile(), before);
  });

  test('compare as the one that is chosen', async () => {
    await acceptFirst(run(commandIds.compareBackup));
    const paths = diffs().map(({ original }) => original.path);
    assert.deepEqual(paths, [`/${(await newestBackup()).id}/current.yaml`]);
  });
});

async function uriOfNewBackup(): Promise<vscode.Uri> {
  await run(commandIds.createBackup, { name: `of ${(await read('current.yaml')).length} bytes` });
  const { id } = await newestBackup();
  return backupUri({ folder: inConfig().replace(/\/$/, ''), id, path: 'current.yaml' });
}
