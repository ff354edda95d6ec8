import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { errorMappingFileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { newId } from '../../src/engine/storage/backups/ids.ts';
import { thisProcess } from '../../src/engine/storage/lock/lockHolder.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { keysIn, userStateFolder } from '../../src/engine/storage/user/userState.ts';
import { commandIds, settingIds } from '../../src/ids.ts';
import {
  inConfig,
  layOutSwitched,
  newestBackup,
  newestCommit,
  read,
  replacedOnce,
  write,
} from './support/configFolder.ts';
import { answering, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';
import { set } from './support/settings.ts';

/** Another one for each record: one whose commit is over by the history is only cleared. */
let commit: string;
let staged: string;

suite('Recovering', () => {
  let [before, after] = ['', ''];

  setup(async () => {
    await layOutSwitched();
    commit = newId(new Date());
    staged = `.current.yaml.${sha256(inConfig()).slice(0, 6)}0123456789ab.safekeep-new`;
    before = await read('current.yaml');
    after = replacedOnce(before, 'port: 3000', 'port: 4000');
  });

  teardown(() => set(settingIds.recovery, undefined));

  test('finishes a commit that was interrupted after its intent', async () => {
    await interrupt({ before, after });
    await write(staged, after);
    await run(commandIds.recover);
    assert.equal(await read('current.yaml'), after);
    assert.equal(existsSync(inConfig(staged)), false);
    assert.deepEqual(await readdir(inConfig('.safekeep/journal')), []);
    assert.partialDeepStrictEqual(await newestCommit(), { id: commit, summary: 'Interrupted' });
  });

  test('takes a commit back whose staged file is not whole', async () => {
    await interrupt({ before, after });
    await write(staged, after.slice(0, 100));
    await run(commandIds.recover);
    assert.equal(await read('current.yaml'), before);
    assert.equal(existsSync(inConfig(staged)), false);
    assert.notEqual((await newestCommit()).id, commit);
  });

  test('never overwrites what somebody else has written meanwhile', async () => {
    await interrupt({ before, after });
    await write(staged, after);
    await write('current.yaml', 'version: 7.7.7\n');
    const shown = await watching(() => run(commandIds.recover));
    const warnings = shown.filter(({ kind }) => kind === 'warning').map(({ text }) => text);
    assert.deepEqual(warnings, [
      'A change was interrupted, and another program edited current.yaml in the meantime. Those edits were kept. Compare them with the newest backup.',
    ]);
    assert.equal(await read('current.yaml'), 'version: 7.7.7\n');
    assert.deepEqual(await readdir(inConfig('.safekeep/journal')), []);
  });

  test('that nobody asked for tells what it kept, unless the setting says that it is only shown', async () => {
    for (const [setting, told] of [
      ['ask', 1],
      ['off', 0],
    ] as const) {
      await set(settingIds.recovery, setting);
      const shown = await watching(async () => {
        await write('current.yaml', `setting: ${setting}\n`);
        await write(staged, after);
        await interrupt({ before, after });
        await run(commandIds.refresh);
      });
      assert.equal(shown.filter(({ text }) => text.includes('Those edits were kept')).length, told, setting);
      assert.deepEqual(await readdir(inConfig('.safekeep/journal')), []);
    }
  });

  test('leaves a change that somebody else made alone, until the person says so', async () => {
    await interrupt({ before, after }, 'unsigned');
    await write(staged, after);
    await run(commandIds.recover);
    assert.equal(await read('current.yaml'), before);
    assert.deepEqual(await readdir(inConfig('.safekeep/journal')), [`${commit}.json`]);
    const dismissed = await answering(
      () => undefined,
      () => run(commandIds.reviewInterrupted),
    );
    assert.deepEqual(
      dismissed.map(({ text, choices }) => [text, choices]),
      [
        [
          "“Interrupted” was interrupted, and you didn't make it on this computer.",
          ['Show Record', 'Finish or Roll Back'],
        ],
      ],
    );
    assert.equal(await read('current.yaml'), before);
    await answering(
      ({ choices }) => choices.find((choice) => choice === 'Finish or Roll Back'),
      () => run(commandIds.reviewInterrupted),
    );
    assert.deepEqual(await readdir(inConfig('.safekeep/journal')), []);
    assert.equal((await newestBackup()).reason, 'recover');
  });

  test('sets a damaged record aside when the person says so', async () => {
    await mkdir(inConfig('.safekeep/journal'), { recursive: true });
    await write(`.safekeep/journal/${commit}.json`, '{');
    await run(commandIds.recover);
    assert.deepEqual(await readdir(inConfig('.safekeep/journal')), [`${commit}.json`]);
    const shown = await answering(
      ({ choices }) => choices.find((choice) => choice === 'Set Aside'),
      () => run(commandIds.reviewInterrupted),
    );
    assert.deepEqual(
      shown.map(({ text }) => text),
      [
        "The record of an interrupted change can't be read.",
        `The record of an interrupted change was damaged and is kept in .safekeep/damaged (${commit}). Compare your files with the newest backup.`,
      ],
    );
  });

  test('takes the folder over from a process that never finishes', async () => {
    await mkdir(inConfig('.safekeep/lock'), { recursive: true });
    const holder = { ...(await thisProcess('a process that hangs')), since: '' };
    await write('.safekeep/lock/900000.lock', JSON.stringify(holder));
    await run(commandIds.unlock, { confirm: false });
    assert.ok((await readdir(inConfig('.safekeep/lock'))).includes('900001.free'));
  });

  test('unasked says nothing where nothing is left to do: another window was faster', async () => {
    assert.deepEqual(await watching(() => run(commandIds.recover, { review: false })), []);
  });

  test('takes away what a process that died before its intent left', async () => {
    await write(staged, after);
    const shown = await watching(() => run(commandIds.recover));
    assert.equal(existsSync(inConfig(staged)), false);
    assert.equal(await read('current.yaml'), before);
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['Nothing was interrupted, and no live file is damaged.'],
    );
  });
});

/** Leaves the record of a commit whose process died between the intent and the first rename. */
async function interrupt(
  content: { readonly before: string; readonly after: string },
  signed: 'signed' | 'unsigned' = 'signed',
): Promise<void> {
  commit = newId(new Date());
  const backup = (await newestBackup()).id;
  const file = { path: 'current.yaml', before: hashOf(content.before), after: hashOf(content.after) };
  const entry = {
    id: commit,
    at: '2026-01-01T00:00:00.000Z',
    author: 'somebody',
    action: 'edit',
    summary: 'Interrupted',
    backup,
    changes: 1,
    files: [file],
  };
  const files = [{ ...file, moved: staged }];
  await mkdir(inConfig('.safekeep/journal'), { recursive: true });
  const intent = { format: 1, id: commit, direction: 'forward', backup, files, entry };
  // As the engine signs it: with the key of this user, for this folder.
  const fileSystem = errorMappingFileSystem(nodeFileSystem);
  const folder = await realpath(inConfig('.'));
  const mac = await keysIn(fileSystem, userStateFolder()).sign(`${folder}\n${JSON.stringify(intent)}`);
  const record = signed === 'unsigned' ? intent : { ...intent, mac };
  await write(`.safekeep/journal/${commit}.json`, JSON.stringify(record));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
