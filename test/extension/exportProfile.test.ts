import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOutSwitched, read, workspaceRoot } from './support/configFolder.ts';
import { openFile, typeInto } from './support/editors.ts';
import { answering, dismiss, listening, watching, type Answer } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { exportProfile, importProfile } = commandIds;

suite('Handing a profile on', () => {
  const exported = () => join(workspaceRoot(), 'production.safekeep-profile.yaml');

  setup(layOutSwitched);

  test('an export proposes a name beside the config folder, and tells where it is', async () => {
    const answer: Answer = ({ kind, text }) => (kind === 'save' ? text : undefined);
    const asked = await answering(answer, () => run(exportProfile, { profile: 'production' }));
    assert.deepEqual(
      asked.map(({ kind, text }) => [kind, text]),
      [
        ['save', exported()],
        ['information', 'Exported production to production.safekeep-profile.yaml.'],
      ],
    );
    const text = await readFile(exported(), 'utf8');
    assert.match(text, /\nformat: 1\nprofile: production\nfiles:\n {2}current\.yaml: \|\n {4}\$profile:\n/);
    assert.equal(existsSync(inConfig('profiles/production.safekeep-profile.yaml')), false);
  });

  test('an export of what is not saved yet asks to save it first, or writes nothing', async () => {
    const editor = await openFile(inConfig('profiles/staging.yaml'));
    await typeInto(editor, '\n', '\n# typed\n');
    const file = exported();
    const [asked] = await watching(() => run(exportProfile, { profile: 'staging', file }));
    assert.deepEqual([asked?.modal, asked?.choices, existsSync(file)], [true, ['Save and Continue'], false]);
    const answer: Answer = ({ modal }) => (modal ? 'Save and Continue' : undefined);
    await answering(answer, () => run(exportProfile, { profile: 'staging', file }));
    assert.match(await readFile(file, 'utf8'), /# typed/);
  });

  test('an export writes over nothing that is no export', async () => {
    await writeFile(exported(), 'mine: 1\n');
    const answer: Answer = ({ kind, text }) => (kind === 'save' ? text : undefined);
    const asked = await answering(answer, () => run(exportProfile, { profile: 'production' }));
    assert.match(asked.map(({ kind, text }) => `${kind}: ${text}`).join(), /error: .*won't be overwritten/);
    assert.equal(await readFile(exported(), 'utf8'), 'mine: 1\n');
  });

  test('an import under another name is the same text, and is undone as any change', async () => {
    await run(exportProfile, { profile: 'production', file: exported() });
    const before = await read('profiles/production.yaml');
    const answer: Answer = ({ kind }) =>
      kind === 'open' ? exported() : kind === 'input' ? 'live' : undefined;
    const asked = await listening(async (heard) => {
      await run(importProfile);
      assert.equal(await read('profiles/live.yaml'), before);
      await heard(/^Imported profile live/);
      await run(commandIds.undo, { review: false });
      await heard(/^Undid “Import profile live”/);
    }, answer);
    const [, name] = asked;
    assert.deepEqual([name?.kind, name?.value], ['input', 'production-2']);
    assert.equal(existsSync(inConfig('profiles/live.yaml')), false);
  });

  test('an import asks nothing where the name is free, and tells of a parent that is not there', async () => {
    const text =
      'format: 1\nprofile: child\nfiles:\n  app.yaml: |\n    $profile: { extends: base }\n    a: 1\n';
    await writeFile(exported(), text);
    const shown = await watching(() => run(importProfile, { file: exported() }));
    assert.deepEqual(
      shown.map(({ text: said }) => said),
      [`Imported profile child. Profile "child" extends "base", which doesn't exist.`],
    );
    await untilFolder(({ profiles }) => profiles.includes('child'));
    assert.equal(await read('profiles/child.yaml'), '$profile: { extends: base }\na: 1\n');
  });

  test('what does not parse, or is no export, is refused with one sentence, and nothing is written', async () => {
    const before = await everyFile();
    for (const text of ['format: 1\nfiles: [', 'port: 1\n']) {
      await writeFile(exported(), text);
      const shown = await watching(() => run(importProfile, { file: exported() }));
      assert.deepEqual(
        shown.map(({ kind }) => kind),
        ['error'],
      );
    }
    assert.deepEqual(await everyFile(), before);
  });

  test('both are silent when nobody answers', async () => {
    const before = await everyFile(workspaceRoot());
    await dismiss(run(exportProfile));
    assert.deepEqual(await watching(() => run(exportProfile, { profile: 'staging' })), [
      {
        kind: 'save',
        text: exported().replace('production', 'staging'),
        choices: [],
        modal: true,
      },
    ]);
    await watching(() => run(importProfile));
    assert.deepEqual(await everyFile(workspaceRoot()), before);
  });
});
