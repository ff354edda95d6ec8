import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, languageIds } from '../../src/ids.ts';
import {
  commits,
  edit,
  everyFile,
  layOut,
  layOutSwitched,
  newestCommit,
  read,
  recordedProfile,
} from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { acceptFirst, answering, dismiss, listening, watching, type Answer } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { switchProfile, showChanges, undo, undoCommit } = commandIds;

suite('History', () => {
  let development = '';

  setup(async () => {
    await layOutSwitched();
    development = await read('current.yaml');
    await run(switchProfile, { profile: 'staging', review: false });
  });

  test('undo brings the same bytes and the same profile back', async () => {
    await run(undo);
    assert.equal(await read('current.yaml'), development);
    assert.equal(await recordedProfile(), 'development');
    await untilFolder(({ activeProfile, drift }) => activeProfile === 'development' && drift.length === 0);
    const { action, summary } = await newestCommit();
    assert.equal(action, 'undo');
    assert.match(summary, /^Undo.*Switch development → staging/);
  });

  test('undo twice takes two commits back, one after the other', async () => {
    await run(switchProfile, { profile: 'production', review: false, confirm: false });
    await run(undo);
    await run(undo);
    assert.equal(await read('current.yaml'), development);
  });

  test('the Undo of the message takes back what the message is about', async () => {
    const answer = ({ text }: { readonly text: string }) =>
      text === 'Switched to production.' ? 'Undo' : undefined;
    await answering(answer, async () => {
      await run(switchProfile, { profile: 'production', review: false, confirm: false });
      await untilFolder(({ activeProfile }) => activeProfile === 'staging');
    });
    assert.match(await read('current.yaml'), /name: quotes_staging/);
  });

  test('what was undone can be redone from the message, and then undone again', async () => {
    const answer: Answer = ({ text }) => (text.startsWith('Undid “Switch') ? 'Redo' : undefined);
    const told = await listening(async (heard) => {
      await run(undo);
      await heard(/^Redid “Switch development → staging”/);
    }, answer);
    assert.deepEqual(
      told.map(({ choices }) => choices),
      [
        ['Redo', 'Show Changes'],
        ['Undo', 'Show Changes'],
      ],
    );
    assert.match(await read('current.yaml'), /name: quotes_staging/);
  });

  test('a commit of the history is undone by its own name', async () => {
    const [, first] = await commits();
    await run(commandIds.createProfile, { name: 'mine', from: 'current' });
    const { id } = (await commits())[1] ?? {};
    assert.notEqual(id, first?.id);
    await run(undoCommit, { review: false, ...(id === undefined ? {} : { commit: id }) });
    assert.equal(await read('current.yaml'), development);
    assert.partialDeepStrictEqual(await newestCommit(), { action: 'undo', undoes: id });
  });

  test('what undoing a commit of the history would change is reviewed, and until then nothing is written', async () => {
    const { id } = (await commits())[0] ?? {};
    const before = await everyFile();
    await run(undoCommit, id === undefined ? {} : { commit: id });
    await untilReview(/^Undo “Switch development → staging”$/);
    assert.deepEqual(await everyFile(), before);
  });

  test('undo asks before it takes later edits back too', async () => {
    await edit('current.yaml', 'ttl: 60', 'ttl: 61');
    const before = await everyFile();
    const [asked] = await watching(() => run(undo));
    assert.equal(asked?.modal, true);
    assert.match(asked.detail ?? '', /current\.yaml was edited after this change/);
    assert.deepEqual(await everyFile(), before);
    await answering(
      ({ modal }) => (modal ? 'Continue Anyway' : undefined),
      () => run(undo),
    );
    assert.equal(await read('current.yaml'), development);
  });

  test('undo with nothing to undo says so and writes nothing', async () => {
    await layOut();
    const before = await everyFile();
    const shown = await watching(() => run(undo));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: Nothing to undo/);
    assert.deepEqual(await everyFile(), before);
  });

  test('the changes of a commit open as a document of their own language', async () => {
    const { id } = await newestCommit();
    await run(showChanges, { commit: id });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, languageIds.changes);
    assert.equal(document.isDirty, false);
    const lines = document.getText().split('\n');
    assert.equal(lines[0], '# Switch development → staging');
    assert.ok(lines.includes('current.yaml'));
    assert.ok(lines.includes('~ /database/host  "localhost" → "db.staging.internal"'));
    assert.ok(lines.includes('- /debug  true'));
  });

  test('the changes of the newest commit are the first choice, and nobody has to choose', async () => {
    await dismiss(run(showChanges));
    assert.equal(vscode.window.visibleTextEditors.length, 0);
    await acceptFirst(run(showChanges));
    const [shown] = vscode.window.visibleTextEditors;
    assert.match(shown?.document.getText() ?? '', /^# Switch development → staging\n/);
  });
});
