// A disk of its own, mounted where the config folder is, that becomes read-only: permissions alone would not stop root.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, teardown, test, type Context } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { mounts } from '../support/disk/mounts.ts';
import { everyFile, inConfig, layOut, read } from './support/configFolder.ts';
import { openFile, reviews, typeInto, untilReview } from './support/editors.ts';
import { answering, listening, watching } from './support/person.ts';
import { extension, run, untilFolder } from './support/safekeep.ts';

suite('A config folder on a disk that cannot be written', () => {
  let isMounted = false;

  setup(async function (this: Context) {
    await layOut();
    isMounted = mounts('-t', 'tmpfs', 'tmpfs', inConfig());
    if (!isMounted) this.skip(); // Not run: this machine does not let the test mount a disk.
    const sample = join(extension().extensionPath, 'test', 'fixtures', 'workspaces', 'service', 'config');
    await cp(sample, inConfig(), { recursive: true });
    await run(commandIds.refresh);
    // What it says comes a moment later, and would be taken for a word of the test.
    await listening(async (heard) => {
      await run(commandIds.switchProfile, { profile: 'development', review: false });
      await heard(/^(Switched to|The live files match) development\.$/);
    });
    await untilFolder(({ activeProfile, drift }) => activeProfile === 'development' && drift.length === 0);
    mounts('-o', 'remount,ro', inConfig());
  });

  teardown(async () => {
    if (isMounted) execFileSync('umount', ['--lazy', inConfig()]);
    isMounted = false;
    await layOut();
  });

  const refused =
    "Can't write config/.safekeep: the disk is read-only. Your files are unchanged. Make the disk writable and try again.";

  test('is read and reviewed as any other, without a word', async () => {
    const said = await watching(async () => {
      await run(commandIds.refresh);
      await run(commandIds.switchProfile, { profile: 'staging' });
      await untilReview(/^Switch development → staging$/);
    });
    assert.deepEqual(said, []);
    assert.equal(reviews().length, 1);
  });

  for (const [what, act] of [
    ['a switch', () => run(commandIds.switchProfile, { profile: 'staging', review: false })],
    ['a backup', () => run(commandIds.createBackup, { name: 'before' })],
    ['a new profile', () => run(commandIds.createProfile, { name: 'another', from: 'current' })],
    ['an edit', () => run(commandIds.setValue, { path: 'server.port', value: '3001' })],
  ] as const)
    test(`refuses ${what} in one clear sentence, and is as it was`, async () => {
      const before = await everyFile();
      const said = await watching(act);
      assert.deepEqual(
        said.filter(({ kind }) => kind !== 'pick').map(({ kind, text, choices }) => [kind, text, choices]),
        [['error', refused, ['Try Again', 'Open Log']]],
      );
      assert.deepEqual(await everyFile(), before);
    });

  test('can be written again once it lets, by Try Again', async () => {
    let tell: () => void = () => undefined;
    const success = new Promise<void>((resolve) => (tell = resolve));
    await answering(
      ({ kind, text }) => {
        if (text === 'Switched to staging.') tell();
        if (kind !== 'error') return undefined;
        mounts('-o', 'remount,rw', inConfig());
        return 'Try Again';
      },
      async () => {
        await run(commandIds.switchProfile, { profile: 'staging', review: false });
        await untilFolder(({ activeProfile }) => activeProfile === 'staging');
        await success;
      },
    );
    assert.match(await read('current.yaml'), /port: 8080/);
  });

  test('keeps unsaved text in its editor when that cannot be kept as a backup', async () => {
    const editor = await openFile(inConfig('current.yaml'));
    await typeInto(editor, 'ttl: 5 #', 'ttl: 7 #');
    const text = editor.document.getText();
    const said = await answering(
      ({ modal }) => (modal ? 'Discard Editor Changes' : undefined),
      () => run(commandIds.setValue, { path: 'server.port', value: '3001' }),
    );
    assert.deepEqual(
      said.map(({ kind }) => kind),
      ['warning', 'error'],
    );
    assert.deepEqual([editor.document.isDirty, editor.document.getText()], [true, text]);
  });
});
