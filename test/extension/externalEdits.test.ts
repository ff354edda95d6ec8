import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { contentOf, type Backup, type NewBackup } from '../../src/engine/index.ts';
import { commandIds } from '../../src/ids.ts';
import { keepExternalEdits } from '../../src/workspace/externalEdits/externalEdits.ts';
import { readyFolders, type WorkspaceState } from '../../src/workspace/state/workspaceState.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import { layOutSwitched, read, write } from './support/configFolder.ts';
import { run } from './support/safekeep.ts';

/** Long enough that two writes in a row fall into it, and that what goes away alone is kept within it. */
const windowMs = 800;

suite('A live file that is changed from outside', () => {
  let opened: { dispose: () => void }[] = [];
  let service: WorkspaceService;
  let before = '';

  setup(async () => {
    await layOutSwitched();
    before = await read('current.yaml');
    service = await watching();
  });

  teardown(() => {
    for (const one of opened) one.dispose();
    opened = [];
  });

  /** A window of its own on the folder, with a shorter merge window. */
  async function watching(): Promise<WorkspaceService> {
    const log = vscode.window.createOutputChannel('Test', { log: true });
    const own = new WorkspaceService(log);
    opened.push(
      keepExternalEdits(own, log, () => windowMs),
      own,
      log,
    );
    await own.discover();
    return own;
  }

  async function changed(text: string): Promise<void> {
    await write('current.yaml', text);
    await service.refresh();
  }

  test('is backed up when it has settled, and once, however many windows are open', async () => {
    const other = await watching();
    await changed('a: 1\n');
    await changed('a: 2\n');
    await other.refresh();
    assert.deepEqual(await keptTexts(service, 1), ['a: 2\n']);
    await other.refresh();
    await changed('a: 3\n');
    assert.deepEqual(await keptTexts(service, 2), ['a: 2\n', 'a: 3\n']);
  });

  test('has what a commit had written backed up when that had stood', async () => {
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    const written = await read('current.yaml');
    await service.refresh();
    await write('current.yaml', '');
    await service.refresh();
    // Nobody else has it any more: no backup, no profile.
    assert.deepEqual(await keptTexts(service, 1), [written]);
    await run(commandIds.recover, { review: false });
    assert.equal(await read('current.yaml'), written);
  });

  test('is not backed up when it is as a backup has it already', async () => {
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    await service.refresh();
    await changed(before);
    await changed('a: 1\n');
    assert.deepEqual(await keptTexts(service, 1), ['a: 1\n']);
  });
});

suite('A live file that has settled', () => {
  setup(layOutSwitched);

  test('is looked at anew before it is kept: the watcher may be late', async () => {
    const { state, settledAs, kept } = await directed(() => {
      state('newest');
    });
    state('stood');
    state('edited');
    await settledAs('newest');
    assert.deepEqual(kept, ['stood', 'edited', 'newest']);
  });
});

suite('A live file that goes away', () => {
  setup(layOutSwitched);

  test('together with its folder is not kept: that would make the folder anew', async () => {
    const { state, settledAs, kept } = await directed();
    state('stood');
    state(null);
    state('no folder');
    state('another');
    state('edited');
    await settledAs('edited');
    assert.deepEqual(kept, ['another', 'edited']);
  });

  test('alone is kept', async () => {
    const { state, settledAs, kept } = await directed();
    state('stood');
    state(null);
    await settledAs('stood');
    assert.deepEqual(kept, ['stood']);
  });

  test('with the history is kept neither: it is another folder that is looked at', async () => {
    const { state, settledAs, kept } = await directed();
    state('stood');
    state(null, []);
    state('edited', []);
    await settledAs('edited');
    assert.deepEqual(kept, ['edited']);
  });
});

/** Keeping edits of a folder whose states are made up; nothing is written. */
async function directed(onRefresh: () => void = () => undefined) {
  const log = vscode.window.createOutputChannel('Test', { log: true });
  const real = new WorkspaceService(log);
  await real.discover();
  const [folder] = readyFolders(real.state);
  assert.ok(folder);
  const { snapshot } = folder;
  const fired = new vscode.EventEmitter<WorkspaceState>();
  const keeping = new vscode.EventEmitter<string>();
  const kept: string[] = [];
  const service = {
    state: real.state,
    onDidChangeState: fired.event,
    refresh: () => {
      onRefresh();
      return Promise.resolve();
    },
    createBackup: (_id: string, { instead = new Map<string, Uint8Array>() }: NewBackup) => {
      for (const bytes of instead.values()) kept.push(Buffer.from(bytes).toString());
      keeping.fire(kept.at(-1) ?? '');
      return Promise.resolve(snapshot.backups[0] ?? assert.fail('There is no backup.'));
    },
  };
  const kind = 'gone' as const;
  const edits = keepExternalEdits(service, log, () => windowMs);
  return {
    kept,
    state: (text: string | null, history = snapshot.history) => {
      const targets = snapshot.targets.map((target) => {
        return { ...target, file: text === null ? null : contentOf(target.path, Buffer.from(text)) };
      });
      const damage = targets.flatMap(({ name, path, file }) =>
        file ? [] : [{ target: name, path, kind, sentence: '', lastKnown: '' }],
      );
      const now = { ...folder, snapshot: { ...snapshot, targets, history, damage } };
      const folders = text === 'no folder' ? [] : [now];
      service.state = { kind: 'ready', folders, resting: [], backupsOrder: { groupBy: 'day', filter: '' } };
      fired.fire(service.state);
    },
    settledAs: async (text: string) => {
      await new Promise<void>((resolve) => {
        keeping.event((what) => {
          if (what === text) resolve();
        });
      });
      for (const one of [edits, fired, keeping, real, log]) one.dispose();
    },
  };
}

/** Waits for the service's own word that there are so many backups of changes from outside; oldest first. */
async function keptTexts(service: WorkspaceService, count: number): Promise<readonly string[]> {
  const kept = await new Promise<readonly Backup[]>((resolve) => {
    const look = (): void => {
      const found = externalBackups(service);
      if (found.length < count) return;
      listener.dispose();
      resolve(found);
    };
    const listener = service.onDidChangeState(look);
    look();
  });
  await service.refresh();
  assert.equal(externalBackups(service).length, kept.length);
  const [folder] = readyFolders(service.state);
  const texts = kept.map(async ({ id }) =>
    Buffer.from(await (await service.reader(folder?.id ?? '')).readBackup(id, 'current.yaml')).toString(),
  );
  return (await Promise.all(texts)).toReversed();
}

function externalBackups(service: WorkspaceService): readonly Backup[] {
  const [folder] = readyFolders(service.state);
  return folder?.snapshot.backups.filter(({ reason }) => reason === 'external') ?? [];
}
