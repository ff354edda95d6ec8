import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setup, suite, test } from 'mocha';
import { parse } from 'yaml';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOutSwitched, newestBackup, read, write } from './support/configFolder.ts';
import { answering, dismiss, watching, type Question } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { createProfile } = commandIds;

suite('Creating a profile', () => {
  setup(layOutSwitched);

  test('of the live files takes them byte for byte', async () => {
    await run(createProfile, { name: 'mine', from: 'current' });
    assert.equal(await read('profiles/mine.yaml'), await read('current.yaml'));
    await untilFolder(({ profiles }) => profiles.includes('mine'));
  });

  test('of nothing makes one that says nothing', async () => {
    await run(createProfile, { name: 'blank', from: 'empty' });
    assert.deepEqual(parse(await read('profiles/blank.yaml')) ?? {}, {});
    await run(commandIds.switchProfile, { profile: 'blank', review: false });
    assert.equal(await read('current.yaml'), await read('default.yaml'));
  });

  test('of another takes what that one resolves to', async () => {
    await run(createProfile, { name: 'release', from: 'staging' });
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    const resolved = await read('current.yaml');
    // The defaults must not bring back what the other one leaves out.
    assert.equal(await read('profiles/release.yaml'), `${resolved}$profile:\n  unset:\n    - /debug\n`);
    await run(commandIds.switchProfile, { profile: 'release', review: false });
    assert.equal(await read('current.yaml'), resolved);
  });

  test('does not touch the live file, nor which profile is active', async () => {
    const live = await read('current.yaml');
    await run(createProfile, { name: 'mine', from: 'staging' });
    assert.equal(await read('current.yaml'), live);
    await untilFolder(
      ({ profiles, activeProfile }) => profiles.length === 4 && activeProfile === 'development',
    );
    assert.equal((await newestBackup()).reason, 'create-profile');
  });

  test('asks for source and name, and is silent when nobody answers', async () => {
    const before = await everyFile();
    await dismiss(run(createProfile));
    await dismiss(run(createProfile, { from: 'empty' }));
    assert.deepEqual(await everyFile(), before);
  });

  test('of a file from anywhere takes what it says', async () => {
    const file = inConfig('../package.json');
    const answer = ({ kind, text }: Question) =>
      text === 'Select the profile to extend' ? 'No Parent' : kind === 'open' ? file : 'A file…';
    await answering(answer, () => run(createProfile, { name: 'imported' }));
    const imported: unknown = JSON.parse(await read('profiles/imported.json'));
    assert.deepEqual(imported, JSON.parse(await read('../package.json')));
  });

  test('of a file with far fewer keys proposes a profile that extends the active one', async () => {
    const file = inConfig('../current.production.yaml');
    await write('../current.production.yaml', 'log:\n  level: warn\n');
    const answer = ({ kind, choices }: Question) =>
      kind === 'open'
        ? file
        : kind === 'input'
          ? 'live'
          : kind === 'pick'
            ? (choices.find((one) => one === 'A file…') ?? choices[0])
            : undefined; // Of the message that it is done: the first button is Undo.
    const asked = await answering(answer, () => run(createProfile));
    assert.deepEqual(asked[2]?.choices, ['development', 'production', 'staging', 'No Parent']);
    assert.deepEqual(parse(await read('profiles/live.yaml')), {
      log: { level: 'warn' },
      $profile: { extends: 'development' },
    });
    await run(commandIds.switchProfile, { profile: 'live', review: false });
    assert.match(await read('current.yaml'), /level: warn/);
  });

  test('takes source and name as they are answered', async () => {
    const answer = ({ kind }: { readonly kind: string }) =>
      kind === 'pick' ? 'Current live files' : kind === 'input' ? 'answered' : undefined;
    const asked = await answering(answer, () => run(createProfile));
    assert.deepEqual(asked[0]?.choices.slice(0, 4), [
      'Current live files',
      'Nothing',
      'A file…',
      'development',
    ]);
    assert.equal(await read('profiles/answered.yaml'), await read('current.yaml'));
  });

  for (const name of ['../outside', 'a/b', 'a\\b', '..', '.hidden', 'Staging', 'default', 'me.local', ' ']) {
    test(`named ${JSON.stringify(name)} is refused, and nothing is written`, async () => {
      const before = await everyFile();
      const shown = await watching(() => run(createProfile, { name, from: 'current' }));
      assert.deepEqual(
        shown.map(({ kind }) => kind),
        ['error'],
      );
      assert.deepEqual(await everyFile(), before);
      assert.equal(existsSync(inConfig('../outside.yaml')), false);
    });
  }

  test('says at the input box why a name cannot be taken', async () => {
    const asked = await answering(
      () => 'a/b',
      () => run(createProfile, { from: 'empty' }),
    );
    assert.match(asked.map(({ fault }) => fault).join(), /can't contain/);
  });
});
