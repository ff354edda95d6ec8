import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { edit, everyFile, inConfig, layOutSwitched, read } from './support/configFolder.ts';
import { answering, watching, type Answer } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

suite('A protected profile', () => {
  setup(layOutSwitched);

  test('is made by one command and unmade by another, with no notification', async () => {
    const before = await read('profiles/staging.yaml');
    const [said] = await watching(() => run(commandIds.protectProfile, { profile: 'staging' }));
    assert.match(said?.text ?? '', /^staging is now protected/);
    assert.equal(said?.kind, 'status');
    assert.match(await read('profiles/staging.yaml'), /\n {2}protected: true\n/);
    await run(commandIds.unprotectProfile, { profile: 'staging' });
    assert.equal(await read('profiles/staging.yaml'), before);
  });

  for (const [what, typed] of [
    ['without its name typed', undefined],
    ['with another one typed', 'staging'],
  ] as const) {
    test(`is neither deleted nor renamed ${what}`, async () => {
      const before = await everyFile();
      const answer: Answer = ({ modal }) => (modal ? 'Delete' : typed);
      const asked = [
        ...(await answering(answer, () => run(commandIds.deleteProfile, { profile: 'production' }))),
        ...(await answering(answer, () =>
          run(commandIds.renameProfile, { profile: 'production', name: 'live' }),
        )),
      ];
      assert.deepEqual(
        asked.filter(({ kind }) => kind === 'input').map(({ text }) => text),
        ['Type "production" to delete it', 'Type "production" to rename it'],
      );
      assert.deepEqual(await everyFile(), before);
    });
  }

  test('is deleted once its name is typed', async () => {
    const answer: Answer = ({ modal, kind }) =>
      modal ? 'Delete' : kind === 'input' ? 'production' : undefined;
    await answering(answer, () => run(commandIds.deleteProfile, { profile: 'production' }));
    assert.equal(existsSync(inConfig('profiles/production.yaml')), false);
  });

  test('takes what was edited only once its name is typed', async () => {
    await run(commandIds.switchProfile, { profile: 'production', review: false, confirm: false });
    await untilFolder(({ activeProfile, drift }) => activeProfile === 'production' && drift.length === 0);
    const before = await read('profiles/production.yaml');
    await edit('current.yaml', 'request: 8', 'request: 9');
    await run(commandIds.refresh);
    const save = () => run(commandIds.saveToProfile, { review: false });
    const asked = await watching(save);
    assert.deepEqual(
      asked.map(({ text }) => text),
      ['Type "production" to save to it'],
    );
    assert.equal(await read('profiles/production.yaml'), before);
    await answering(({ kind }) => (kind === 'input' ? 'production' : undefined), save);
    assert.equal(await read('profiles/production.yaml'), before.replace('request: 8', 'request: 9'));
  });
});
