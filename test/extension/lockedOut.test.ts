import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setup, suite, teardown, test } from 'mocha';
import { commandIds, settingIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import { everyFile, inConfig, layOutSwitched, recordedProfile, write } from './support/configFolder.ts';
import { otherHolder, type LockProcess } from './support/otherHolder.ts';
import { listening, watching } from './support/person.ts';
import { waitsOf } from './support/progress.ts';
import { extension, run, untilFolder } from './support/safekeep.ts';
import { set } from './support/settings.ts';

suite('While another process holds the lock', () => {
  let holder: LockProcess;

  setup(async () => {
    await layOutSwitched();
    holder = await otherHolder();
  });

  teardown(async () => {
    if (holder.exitCode === null && holder.kill('SIGKILL')) await once(holder, 'exit');
    await set(settingIds.lockTimeout, undefined);
  });

  test('a command waits, says for whom, and goes on when it is given back', async () => {
    const waits = await waitsOf(async (shown) => {
      const command = run(commandIds.switchProfile, { profile: 'staging', review: false });
      await eventually(() => assert.equal(shown().length, 1));
      holder.stdin.write('\n');
      await command;
    });
    assert.equal(await recordedProfile(), 'staging');
    assert.equal(waits.length, 1);
    assert.match(
      waits[0]?.title ?? '',
      new RegExp(
        `^Waiting: the config folder is in use by process ${holder.pid} on ${hostname()} \\(test\\), since \\d`,
      ),
    );
    assert.deepEqual([waits[0]?.cancellable, waits[0]?.isOver()], [true, true]);
  });

  test('a command can be called off: nothing is written, and nothing more is said', async () => {
    const before = await everyFile();
    let said: readonly unknown[] = [];
    await waitsOf(async (shown) => {
      said = await watching(async () => {
        const command = run(commandIds.switchProfile, { profile: 'staging', review: false });
        const [wait] = await eventually(() => {
          assert.equal(shown().length, 1);
          return shown();
        });
        wait?.cancel();
        await command;
      });
    });
    assert.deepEqual(said, []);
    assert.deepEqual(await everyFile(), before);
    const locks = await readdir(inConfig('.safekeep/lock'));
    assert.equal(locks.filter((name) => name.endsWith('.lock')).length, 1);
  });

  test('a command gives up when the time is over, says who is at it, and can be tried again', async () => {
    await set(settingIds.lockTimeout, 1);
    const [told, done, ...more] = await listening(
      async (heard) => {
        await run(commandIds.switchProfile, { profile: 'staging', review: false });
        await heard(/^Switched to staging/);
      },
      ({ kind }) => {
        if (kind !== 'error') return undefined;
        holder.stdin.write('\n');
        return 'Try Again';
      },
    );
    assert.match(
      told?.text ?? '',
      new RegExp(
        `^The config folder is in use by process ${holder.pid} on ${hostname()} \\(test\\), since .+\\. Nothing was written\\. Wait for it to finish and try again\\.$`,
      ),
    );
    assert.deepEqual(told?.choices, ['Try Again', 'Take Over…', 'Open Log']);
    assert.equal(done?.text, 'Switched to staging.');
    assert.deepEqual(more, []);
  });

  test('the views keep what they show, nobody is told, and what changed meanwhile is seen in the end', async () => {
    await set(settingIds.lockTimeout, 1);
    const api = await extension().activate();
    const before = api.configFolders;
    let changes = 0;
    const listener = api.onDidChangeConfigFolders(() => (changes += 1));
    const waits = await waitsOf(async () => {
      await write('profiles/another.yaml', 'a: 1\n');
      await run(commandIds.refresh);
    });
    assert.deepEqual([waits, changes, api.configFolders], [[], 0, before]);
    listener.dispose();
    holder.stdin.write('\n');
    await untilFolder(({ profiles }) => profiles.includes('another'));
  });
});

test('a lock of a process that was killed keeps nobody waiting', async () => {
  await layOutSwitched();
  const holder = await otherHolder();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const waits = await waitsOf(() => run(commandIds.switchProfile, { profile: 'staging', review: false }));
  assert.deepEqual([waits, await recordedProfile()], [[], 'staging']);
});
