import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import {
  everyFile,
  inConfig,
  layOutSwitched,
  read,
  recordedProfile,
  replacedOnce,
} from './support/configFolder.ts';
import { openFile, reviews, tabs, typeInto, untilReview } from './support/editors.ts';
import { acceptFirst, answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

suite('Changing profiles', () => {
  setup(layOutSwitched);

  test('a duplicate has the same bytes under its own name', async () => {
    await run(commandIds.duplicateProfile, { profile: 'production', name: 'production-eu' });
    assert.equal(await read('profiles/production-eu.yaml'), await read('profiles/production.yaml'));
  });

  test('a duplicate is offered a name of its own', async () => {
    await acceptFirst(run(commandIds.duplicateProfile, { profile: 'staging' }));
    assert.equal(await read('profiles/staging-copy.yaml'), await read('profiles/staging.yaml'));
  });

  test('a second duplicate is offered the next name that is free', async () => {
    await run(commandIds.duplicateProfile, { profile: 'staging', name: 'Staging-Copy' });
    await acceptFirst(run(commandIds.duplicateProfile, { profile: 'staging' }));
    assert.equal(await read('profiles/staging-copy-2.yaml'), await read('profiles/staging.yaml'));
  });

  test('a duplicate of what is not saved yet asks to save it first, or is not made', async () => {
    const editor = await openFile(inConfig('profiles/staging.yaml'));
    await typeInto(editor, '\n', '\n# typed\n');
    const duplicate = () => run(commandIds.duplicateProfile, { profile: 'staging', name: 'twin' });
    const [asked] = await watching(duplicate);
    assert.deepEqual([asked?.modal, existsSync(inConfig('profiles/twin.yaml'))], [true, false]);
    await answering(({ modal }) => (modal ? 'Save and Continue' : undefined), duplicate);
    assert.match(await read('profiles/twin.yaml'), /# typed/);
  });

  test('an open editor goes along with a new name, with what was typed and saved on the way', async () => {
    const editor = await openFile(inConfig('profiles/staging.yaml'));
    await typeInto(editor, '\n', '\n# typed\n');
    await answering(
      ({ modal }) => (modal ? 'Save and Continue' : undefined),
      () => run(commandIds.renameProfile, { profile: 'staging', name: 'candidate' }),
    );
    assert.match(await read('profiles/candidate.yaml'), /# typed/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inConfig('profiles/candidate.yaml'));
    assert.deepEqual(
      tabs().map(({ label }) => label),
      ['candidate.yaml'],
    );
  });

  test('the active profile stays active under its new name, and the live file as it is', async () => {
    const [profile, live] = [await read('profiles/development.yaml'), await read('current.yaml')];
    await run(commandIds.renameProfile, { profile: 'development', name: 'laptop' });
    assert.equal(await read('profiles/laptop.yaml'), profile);
    assert.equal(existsSync(inConfig('profiles/development.yaml')), false);
    assert.equal(await read('current.yaml'), live);
    assert.equal(await recordedProfile(), 'laptop');
    await untilFolder(({ activeProfile, drift }) => activeProfile === 'laptop' && drift.length === 0);
  });

  test('who extends a renamed profile follows it, with only that name changed', async () => {
    const child = await read('profiles/production.yaml');
    await run(commandIds.renameProfile, { profile: 'staging', name: 'candidate' });
    assert.equal(
      await read('profiles/production.yaml'),
      replacedOnce(child, 'extends: staging', 'extends: candidate'),
    );
  });

  test('a new name that is taken is refused, and nothing is written', async () => {
    const before = await everyFile();
    const shown = await watching(() =>
      run(commandIds.renameProfile, { profile: 'development', name: 'staging' }),
    );
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: .* already exists/);
    assert.deepEqual(await everyFile(), before);
  });

  test('a deleted profile goes to the trash, and undo brings it back', async () => {
    const before = await read('profiles/production.yaml');
    await run(commandIds.deleteProfile, { profile: 'production', confirm: false });
    assert.equal(existsSync(inConfig('profiles/production.yaml')), false);
    const trash = await readdir(inConfig('.safekeep/trash'), { recursive: true });
    assert.equal(trash.filter((path) => path.endsWith(join('profiles', 'production.yaml'))).length, 1);
    await run(commandIds.undo);
    assert.equal(await read('profiles/production.yaml'), before);
  });

  test('the active profile can be deleted: the live file stays, and no profile is active', async () => {
    const live = await read('current.yaml');
    await run(commandIds.deleteProfile, { profile: 'development', confirm: false });
    assert.equal(await read('current.yaml'), live);
    assert.equal(await recordedProfile(), null);
    await untilFolder(({ activeProfile, profiles }) => activeProfile === null && profiles.length === 2);
    await run(commandIds.undo);
    assert.equal(await recordedProfile(), 'development');
  });

  test('a profile that another extends is not deleted, and the reason is told before the question', async () => {
    const before = await everyFile();
    const shown = await answering(
      ({ modal }) => (modal ? 'Delete' : undefined),
      () => run(commandIds.deleteProfile, { profile: 'staging' }),
    );
    assert.match(
      shown.map(({ kind, text }) => `${kind}: ${text}`).join(),
      /^error: .*extended by production/,
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('deleting asks, and without a yes nothing is written', async () => {
    const before = await everyFile();
    const [asked] = await watching(() => run(commandIds.deleteProfile, { profile: 'production' }));
    assert.equal(asked?.modal, true);
    assert.deepEqual(await everyFile(), before);
  });

  test('each of them asks which profile, and is silent when nobody answers', async () => {
    const before = await everyFile();
    const { duplicateProfile, renameProfile, deleteProfile, openProfile, compareProfile } = commandIds;
    for (const id of [duplicateProfile, renameProfile, deleteProfile, openProfile, compareProfile])
      await dismiss(run(id));
    assert.deepEqual(await everyFile(), before);
    assert.deepEqual(vscode.window.visibleTextEditors, []);
    assert.deepEqual(reviews(), []);
  });

  test('opening a profile shows its file', async () => {
    await run(commandIds.openProfile, { profile: 'staging' });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inConfig('profiles/staging.yaml'));
  });

  test('opening a profile with a personal overlay shows both', async () => {
    const overlay = vscode.Uri.file(inConfig('profiles/staging.local.yaml'));
    await vscode.workspace.fs.writeFile(overlay, new TextEncoder().encode('debug: true\n'));
    await run(commandIds.refresh);
    await run(commandIds.openProfile, { profile: 'staging' });
    const open = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    assert.deepEqual(open.toSorted(), ['staging.local.yaml', 'staging.yaml']);
  });

  test('comparing with a profile shows a review and changes nothing', async () => {
    const before = await everyFile();
    await run(commandIds.compareProfile, { profile: 'production' });
    await untilReview(/^Compare with production$/);
    assert.deepEqual(await everyFile(), before);
  });
});
