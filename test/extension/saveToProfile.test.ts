import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { commandIds, settingIds } from '../../src/ids.ts';
import {
  edit,
  everyFile,
  inConfig,
  layOutSwitched,
  newestCommit,
  read,
  recordedProfile,
  replacedOnce,
  write,
} from './support/configFolder.ts';
import { openFile, typeInto, untilReview } from './support/editors.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';
import { set } from './support/settings.ts';

const { saveToProfile, saveAsProfile, reapplyProfile } = commandIds;

const drifted = () => untilFolder(({ drift }) => drift.length > 0);
const inStep = () => untilFolder(({ drift }) => drift.length === 0);

suite('Saving changes to the profile', () => {
  setup(layOutSwitched);

  test('is reviewed, and until then nothing is written', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await drifted();
    const before = await everyFile();
    await run(saveToProfile);
    await untilReview(/Save changes to profile development/);
    assert.deepEqual(await everyFile(), before);
  });

  test('puts the changed key into the profile, with its comment, and leaves the live file as it is', async () => {
    const profile = await read('profiles/development.yaml');
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    const live = await read('current.yaml');
    await drifted();
    await run(saveToProfile, { review: false });
    assert.equal(await read('profiles/development.yaml'), replacedOnce(profile, 'port: 3000', 'port: 3001'));
    assert.equal(await read('current.yaml'), live);
    await inStep();
    await run(commandIds.undo);
    assert.equal(await read('profiles/development.yaml'), profile);
  });

  test('puts what came from the personal overlay back there alone', async () => {
    const profile = await read('profiles/development.yaml');
    await write('profiles/development.local.yaml', '# mine\nserver:\n  port: 4000\n');
    await run(commandIds.switchProfile, { profile: 'development', review: false });
    await edit('current.yaml', 'port: 4000', 'port: 4001');
    await drifted();
    await run(saveToProfile, { review: false });
    assert.equal(await read('profiles/development.local.yaml'), '# mine\nserver:\n  port: 4001\n');
    assert.equal(await read('profiles/development.yaml'), profile);
  });

  test('without any says so in one sentence, and writes nothing', async () => {
    const before = await everyFile();
    const shown = await watching(() => run(saveToProfile));
    assert.deepEqual(
      shown.map(({ kind, text, choices }) => [kind, text, choices]),
      [['information', 'Nothing to save: the live files already match development.', []]],
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('where only the profile was edited offers to reapply that', async () => {
    await edit('profiles/development.yaml', 'ttl: 5', 'ttl: 6');
    await drifted();
    const [shown] = await answering(
      () => 'Reapply Profile',
      () => run(saveToProfile),
    );
    assert.match(shown?.text ?? '', /Nothing to save/);
    await untilReview(/Reapply development/);
  });

  test('asks about what is typed and not saved: saved, it goes along', async () => {
    await typeInto(await openFile(inConfig('current.yaml')), 'port: 3000', 'port: 3002');
    const asked = await answering(
      ({ modal }) => (modal ? 'Save and Continue' : undefined),
      () => run(saveToProfile, { review: false }),
    );
    assert.match(asked[0]?.text ?? '', /current\.yaml has unsaved changes/);
    assert.match(await read('current.yaml'), /port: 3002/);
    assert.match(await read('profiles/development.yaml'), /port: 3002/);
  });

  test('asks about what is typed and not saved: unanswered, nothing is done', async () => {
    const { document } = await openFile(inConfig('current.yaml')).then(async (editor) => {
      await typeInto(editor, 'port: 3000', 'port: 3002');
      return editor;
    });
    const before = await everyFile();
    await watching(() => run(saveToProfile));
    assert.equal(document.isDirty, true);
    assert.deepEqual(await everyFile(), before);
  });
});

suite('Saving the live files as a new profile', () => {
  setup(layOutSwitched);

  test('keeps only what differs from the parent', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await drifted();
    await run(saveAsProfile, { parent: 'development', name: 'mine' });
    assert.equal(
      await read('profiles/mine.yaml'),
      '$profile:\n  extends: development\nserver:\n  port: 3001 # the load balancer expects 8080 everywhere but on laptops\n',
    );
    assert.equal(await recordedProfile(), 'development');
    assert.equal((await newestCommit()).action, 'create-profile');
  });

  test('keeps the whole file where there is no parent', async () => {
    await run(saveAsProfile, { parent: '', name: 'mine' });
    assert.equal(await read('profiles/mine.yaml'), await read('current.yaml'));
  });

  test('asks for the parent, those of the active profile first, and for the name', async () => {
    await run(commandIds.switchProfile, { profile: 'production', review: false, confirm: false });
    await edit('current.yaml', 'ttl: 900', 'ttl: 901');
    await drifted();
    const asked = await answering(
      ({ kind }) => (kind === 'pick' ? 'staging' : kind === 'input' ? 'mine' : undefined),
      () => run(saveAsProfile),
    );
    assert.deepEqual(asked[0]?.choices, ['staging', 'development', 'production', 'No Parent']);
    assert.match(await read('profiles/mine.yaml'), /^\$profile:\n {2}extends: staging\n/);
    assert.match(await read('profiles/mine.yaml'), /ttl: 901/);
  });

  test('is silent when nobody answers', async () => {
    const before = await everyFile();
    await dismiss(run(saveAsProfile));
    await dismiss(run(saveAsProfile, { parent: 'staging' }));
    assert.deepEqual(await everyFile(), before);
  });
});

suite('Reapplying the profile', () => {
  setup(layOutSwitched);
  teardown(() => set(settingIds.reviewBeforeSwitch, undefined));

  test('is reviewed even where switching is not, and brings back what it says', async () => {
    const live = await read('current.yaml');
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await drifted();
    await set(settingIds.reviewBeforeSwitch, false);
    await run(reapplyProfile);
    await untilReview(/Reapply development/);
    await run(reapplyProfile, { review: false });
    assert.equal(await read('current.yaml'), live);
    await inStep();
  });

  test('without drift says so in one sentence', async () => {
    const [told] = await watching(() => run(reapplyProfile));
    assert.match(told?.text ?? '', /^Nothing to reapply: .* match development\.$/);
  });

  test('without an active one says so', async () => {
    await write('.safekeep/state.json', '{ "format": 1, "activeProfile": null, "applied": {} }\n');
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await untilFolder(({ activeProfile }) => activeProfile === null);
    const shown = await watching(() => run(reapplyProfile));
    assert.match(shown.map(({ text }) => text).join(), /No profile is active/);
    const saved = await watching(() => run(saveToProfile));
    assert.deepEqual(saved[0]?.choices, ['Save as New Profile…']);
  });
});
