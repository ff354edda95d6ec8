import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { commandIds } from '../../src/ids.ts';
import { inConfig, layOutSwitched, newestBackup } from './support/configFolder.ts';
import { openFile } from './support/editors.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';
import { eventually } from '../support/eventually.ts';

const { copyKeyPath, revealInExplorer } = commandIds;

/** Puts the cursor where a text stands. */
async function cursorAt(path: string, text: string): Promise<void> {
  const editor = await openFile(inConfig(path));
  const at = editor.document.positionAt(editor.document.getText().indexOf(text));
  editor.selection = new vscode.Selection(at, at);
}

suite('The path of a key', () => {
  setup(async () => {
    await layOutSwitched();
    await vscode.env.clipboard.writeText('');
  });

  for (const form of ['server.port', '/server/port']) {
    test(`is copied as ${form}, of the key that the cursor is in`, async () => {
      await cursorAt('current.yaml', 'port:');
      const [asked] = await answering(
        () => form,
        () => run(copyKeyPath),
      );
      assert.deepEqual(asked?.choices, ['server.port', '/server/port']);
      assert.equal(await vscode.env.clipboard.readText(), form);
    });
  }

  test('is copied in the file of a profile, too', async () => {
    await cursorAt('profiles/staging.yaml', 'request:');
    await answering(
      ({ choices }) => choices[1],
      () => run(copyKeyPath),
    );
    assert.equal(await vscode.env.clipboard.readText(), '/server/timeouts/request');
  });

  test('is copied of a row, and without a question where only a pointer can say it', async () => {
    await answering(
      ({ choices }) => choices[0],
      () => run(copyKeyPath, { path: '/a/b' }),
    );
    assert.equal(await vscode.env.clipboard.readText(), 'a.b');
    const shown = await watching(() => run(copyKeyPath, { path: '/a.b/c~1d' }));
    assert.deepEqual(
      shown.map(({ kind, text }) => [kind, text]),
      [['status', 'Copied /a.b/c~1d']],
    );
    assert.equal(await vscode.env.clipboard.readText(), '/a.b/c~1d');
  });

  test('is not copied when nobody answers, nor where there is no key', async () => {
    await dismiss(run(copyKeyPath, { path: '/a/b' }));
    await openFile(inConfig('../package.json'));
    const [said] = await watching(() => run(copyKeyPath));
    assert.match(said?.text ?? '', /^Put the cursor on a key/);
    assert.equal(await vscode.env.clipboard.readText(), '');
  });
});

suite('Revealing in the explorer', () => {
  setup(layOutSwitched);

  for (const [what, given, path] of [
    ['a profile', { profile: 'staging' }, 'profiles/staging.yaml'],
    ['a live file', { profile: 'development', target: 'current' }, 'current.yaml'],
  ] as const) {
    test(`shows the file of ${what}`, async () => {
      await run(revealInExplorer, given);
      await eventually(async () => {
        await vscode.commands.executeCommand('copyFilePath');
        assert.equal(await vscode.env.clipboard.readText(), inConfig(path));
      });
    });
  }

  test('shows the folder of a backup', async () => {
    const { id } = await newestBackup();
    await run(revealInExplorer, { backup: id });
    await eventually(async () => {
      await vscode.commands.executeCommand('copyFilePath');
      assert.equal(await vscode.env.clipboard.readText(), inConfig(`backups/${id}`));
    });
  });

  test('says nothing of what is not there', async () => {
    assert.deepEqual(await watching(() => run(revealInExplorer, { profile: 'nobody' })), []);
  });
});

suite('The shortcuts', () => {
  test('are chords that VS Code has no other use for', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const ours = new Set<string>(manifest.contributes.keybindings.map(({ key }) => key));
    const found = [...text.matchAll(/"key": "([^"]+)",\s*"command": "([^"]+)"/g)];
    assert.ok(found.length > 500, text.slice(0, 500));
    const users = found.filter(([, key = '']) => ours.has(key)).map(([, , command]) => command);
    assert.deepEqual(users.toSorted(), [commandIds.saveToProfile, commandIds.switchProfile, commandIds.undo]);
  });
});
