import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { offerRecovery } from '../../src/commands/recovery/offerRecovery.ts';
import { commandIds, settingIds } from '../../src/ids.ts';
import { readyFolders, type WorkspaceState } from '../../src/workspace/state/workspaceState.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import {
  backedUp,
  commits,
  edit,
  inConfig,
  layOutSwitched,
  newestBackup,
  newestCommit,
  read,
  write,
} from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
import { answering, listening, watching, type Heard } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';
import { set, settingRead } from './support/settings.ts';

suite('A live file that is damaged', () => {
  let whole = '';

  setup(async () => {
    await layOutSwitched();
    whole = await read('current.yaml');
  });

  teardown(async () => {
    for (const id of [settingIds.recovery, settingIds.showSuccessMessages]) await set(id, undefined);
  });

  test('is told once, whatever is looked at again, and once more when it is damaged in another way', async () => {
    const said = await listening(async (heard) => {
      await write('current.yaml', '');
      await heard(/current\.yaml is empty/);
      await run(commandIds.refresh);
      await write('profiles/another.yaml', 'a: 1\n');
      await run(commandIds.refresh); // VS Code's watcher can miss a file that is made right after another event.
      await untilFolder(({ profiles }) => profiles.includes('another'));
      await rm(inConfig('current.yaml'));
      await heard(/current\.yaml is missing/);
    });
    assert.deepEqual(
      said.map(({ kind, text, choices }) => [kind, text, choices]),
      ['empty', 'missing'].map((what) => [
        'warning',
        `current.yaml is ${what}. Safekeep can recover the content.`,
        ['Review', 'Keep Current File', 'Not Now'],
      ]),
    );
    assert.deepEqual(reviews(), []);
    assert.equal((await commits()).length, 1);
  });

  test('is shown with the plan of its recovery, and nothing is written before that is applied', async () => {
    await listening(
      async () => {
        await write('current.yaml', whole.slice(0, 100));
        await untilReview(/^Recover current\.yaml from the backup of /);
      },
      ({ choices }) => choices.find((choice) => choice === 'Review'),
    );
    assert.equal(await read('current.yaml'), whole.slice(0, 100));
    assert.equal((await commits()).length, 1);
  });

  test('comes back at once where the setting says so, and that is told, with Undo, whatever else is silent', async () => {
    await set(settingIds.recovery, 'auto');
    await set(settingIds.showSuccessMessages, false);
    const [told, ...more] = await listening(async (heard) => {
      await write('current.yaml', '\0'.repeat(64));
      await heard(/Recovered/);
    });
    assert.deepEqual(
      [told?.text, told?.choices, more],
      ['Recovered current.yaml.', ['Undo', 'Show Changes'], []],
    );
    assert.equal(await read('current.yaml'), whole);
    const backup = await newestBackup();
    assert.deepEqual([backup.reason, await backedUp(backup, 'current.yaml')], ['recover', '\0'.repeat(64)]);
  });

  test('is asked about all the same where somebody may have meant it: it is gone, or open in an editor', async () => {
    await set(settingIds.recovery, 'auto');
    const said = await listening(async (heard) => {
      await rm(inConfig('current.yaml'));
      await heard(/current\.yaml is missing/);
      await write('current.yaml', whole);
      await untilFolder(({ damage }) => damage.length === 0);
      await vscode.window.showTextDocument(vscode.Uri.file(inConfig('current.yaml')));
      await write('current.yaml', '');
      await heard(/current\.yaml is empty/);
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual(
      said.map(({ choices }) => choices[0]),
      ['Review', 'Review'],
    );
    assert.equal((await commits()).length, 1);
  });

  test('is none any more when the person keeps it as it is', async () => {
    await listening(
      async () => {
        await rm(inConfig('current.yaml'));
        await untilFolder(({ damage }) => damage.length === 1);
        await untilFolder(({ damage }) => damage.length === 0);
      },
      ({ choices }) => choices.find((choice) => choice === 'Keep Current File'),
    );
    const { reason, note, files } = await newestBackup();
    assert.deepEqual(
      [reason, note, files],
      ['manual', 'Kept the current files: current.yaml is missing.', []],
    );
  });

  test('is none any more when the person says so with the command', async () => {
    await set(settingIds.recovery, 'off');
    await write('current.yaml', '');
    await untilFolder(({ damage }) => damage.length === 1);
    await run(commandIds.keepAsItIs);
    await untilFolder(({ damage }) => damage.length === 0);
    assert.equal(await read('current.yaml'), '');
    assert.equal((await newestBackup()).note, 'Kept the current files: current.yaml is empty.');
    const [told] = await watching(() => run(commandIds.keepAsItIs));
    assert.equal(told?.text, 'No live file is damaged.');
  });

  test('comes back without a message in a window that opens on it, where the setting says so', async () => {
    await set(settingIds.recovery, 'off');
    const passedOver = settingRead(settingIds.recovery);
    await write('current.yaml', '');
    await passedOver;
    await set(settingIds.recovery, 'auto');
    const log = vscode.window.createOutputChannel('Test', { log: true });
    const service = new WorkspaceService(log);
    const offering = offerRecovery(service, log);
    const said = await listening(async () => {
      await service.discover();
      await untilFolder(({ damage }) => damage.length === 0);
    });
    for (const one of [offering, service, log]) one.dispose();
    assert.deepEqual(said, []);
    assert.equal(await read('current.yaml'), whole);
    assert.equal((await newestCommit()).action, 'recover');
  });

  test('stays as it is when its recovery is undone', async () => {
    await set(settingIds.recovery, 'auto');
    await listening(
      async (heard) => {
        await write('current.yaml', '');
        await heard(/^Undid /);
      },
      ({ text, modal }) => (modal ? 'Continue Anyway' : text.startsWith('Recovered') ? 'Undo' : undefined),
    );
    assert.equal(await read('current.yaml'), '');
    assert.equal((await newestCommit()).action, 'undo');
    const { damage } = await untilFolder((folder) => folder.damage.length === 0);
    assert.deepEqual(damage, []);
  });

  test('is only shown where the setting says so', async () => {
    await set(settingIds.recovery, 'off');
    const said = await listening(async () => {
      const asked = settingRead(settingIds.recovery);
      await write('current.yaml', '');
      await untilFolder(({ damage }) => damage[0]?.kind === 'empty');
      await asked;
    });
    assert.deepEqual(said, []);
    assert.equal(await read('current.yaml'), '');
  });

  test('is not announced when it is whole again within a moment, as a file that is being written', async () => {
    const said = await listening(async (heard) => {
      await write('current.yaml', '');
      await untilFolder(({ damage }) => damage.length === 1);
      await write('current.yaml', whole);
      await untilFolder(({ damage }) => damage.length === 0);
      await rm(inConfig('current.yaml'));
      await heard(/is missing/);
    });
    assert.equal(said.length, 1);
  });

  test('of which nothing else is left comes from the defaults, when the person says so', async () => {
    await edit('profiles/development.yaml', 'ttl: 5', 'ttl: 6');
    await write('current.yaml', '');
    await untilFolder(({ damage }) => damage.length === 1);
    await rm(inConfig('backups'), { recursive: true });
    await run(commandIds.refresh);
    const asked = await answering(
      ({ modal }) => (modal ? 'Review Defaults' : undefined),
      () => run(commandIds.recover),
    );
    const [question] = asked.filter(({ modal }) => modal);
    assert.equal(
      question?.text,
      'No backup has an intact copy of current.yaml. default.yaml could replace it.',
    );
    await untilReview(/^Recover current\.yaml from default\.yaml$/);
  });
});

suite('Live files that are damaged at once', () => {
  setup(layOutSwitched);

  test('are told also when one of them is whole again before', async () => {
    const said = await saidOf(async ({ now, heard }) => {
      now([]);
      now(['a', 'b']);
      now(['b']);
      await heard(/./);
    });
    assert.deepEqual(said, ['b is empty. No backup has an intact copy.']);
  });

  test('are not told when the window opens on them, but with what comes about while it is open', async () => {
    const said = await saidOf(async ({ now, looked, heard }) => {
      now(['a']);
      await looked; // Whatever were said of it would be said now.
      now(['a', 'b']);
      await heard(/./);
    });
    assert.deepEqual(said, ['a is empty. b is empty. No backup has an intact copy.']);
  });
});

interface Eyes {
  /** What is damaged from now on. */
  readonly now: (names: readonly string[]) => void;
  /** It has looked again, to see whether what it found has lasted. */
  readonly looked: Promise<void>;
  readonly heard: Heard;
}

/** What a window says to which states are shown, one after the other, from its first look on. */
async function saidOf(act: (eyes: Eyes) => Promise<void>): Promise<readonly string[]> {
  const log = vscode.window.createOutputChannel('Test', { log: true });
  const real = new WorkspaceService(log);
  await real.discover();
  const [folder] = readyFolders(real.state);
  assert.ok(folder);
  const fired = new vscode.EventEmitter<WorkspaceState>();
  const waiting: (() => void)[] = [];
  const looked = new Promise<void>((resolve) => waiting.push(resolve));
  const service = {
    state: real.state,
    onDidChangeState: fired.event,
    refresh: () => {
      for (const go of waiting) setImmediate(go);
      return Promise.resolve();
    },
    plan: () => Promise.reject(new Error('There is no plan.')),
  };
  const now = (names: readonly string[]) => {
    const damage = names.map((path) => {
      return { target: path, path, kind: 'empty', sentence: `${path} is empty.`, lastKnown: '' } as const;
    });
    const folders = [{ ...folder, snapshot: { ...folder.snapshot, damage } }];
    service.state = { kind: 'ready', folders, resting: [], backupsOrder: { groupBy: 'day', filter: '' } };
    fired.fire(service.state);
  };
  const offering = offerRecovery(service, log);
  const said = await listening((heard) => act({ now, looked, heard }));
  for (const one of [offering, fired, real, log]) one.dispose();
  return said.map(({ text }) => text);
}
