import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { mcpServersOf } from '../../src/tools/mcpServers.ts';
import { restingNodes } from '../../src/views/profilesTree.ts';
import { WorkspaceMemory } from '../../src/workspace/state/workspaceMemory.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import type { ReadyState } from '../../src/workspace/state/workspaceState.ts';
import { everyFile, inConfig, layOut, workspaceRoot } from './support/configFolder.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolders } from './support/safekeep.ts';

const { useFolder, refresh } = commandIds;
const own = () => inConfig().replace(/\/$/, '');

suite('Config folders that came along with code of others', () => {
  setup(layOut);

  test('rest: they have a row, and nothing of them is read, told, offered or changed', async () => {
    const evil = await layDown('vendor/evil/config');
    await writeFile(join(evil, 'current.json'), 'no JSON');
    await mkdir(join(evil, '.safekeep', 'journal'), { recursive: true });
    await writeFile(join(evil, '.safekeep', 'journal', 'x.json'), '{ "format": 1 }');
    const before = await everyFile(workspaceRoot());
    await run(refresh);
    const [folder] = await untilFolders((folders) => folders.length === 1);
    assert.equal(folder?.path, own());
    await withState(({ folders, resting }) => {
      assert.deepEqual(
        folders.map(({ id }) => id),
        [own()],
      );
      assert.deepEqual(
        restingNodes({ resting }).map(({ item, folder: id }) => [
          item.label,
          item.description,
          item.contextValue,
          id,
        ]),
        [['vendor/evil/config', 'not in use', 'restingFolder', evil]],
      );
    });
    const told = vscode.languages.getDiagnostics().filter(([{ fsPath }]) => fsPath.startsWith(evil));
    assert.deepEqual(
      told.flatMap(([, findings]) => findings),
      [],
    );
    assert.deepEqual(await everyFile(workspaceRoot()), before);
  });

  test('are offered to no agent', async () => {
    await layDown('third_party/tool/config');
    await withState((state) => {
      const servers = mcpServersOf(state, 'cli.js');
      assert.deepEqual(
        servers.map(({ args }) => args[2]),
        [own()],
      );
    });
  });

  test('are found in a clone as well, while several of one’s own repository are all in use', async () => {
    const paths = ['services/a/config', 'services/b/config'];
    const [a, b] = await Promise.all(paths.map(layDown));
    await mkdir(join(workspaceRoot(), '.git'));
    const clone = await layDown('libs/clone/config');
    await mkdir(join(workspaceRoot(), 'libs', 'clone', '.git'));
    await withState(({ folders, resting }) => {
      assert.deepEqual([folders.map(({ id }) => id), resting.map(({ id }) => id)], [[own(), a, b], [clone]]);
    });
  });

  test('are as any other once the person uses them, in later windows, too', async () => {
    const tool = await layDown('vendor/used/config');
    const store = new Map<string, unknown>();
    await withState(() => undefined, store);
    await run(refresh);
    await run(useFolder, { folder: tool });
    await untilFolders((folders) => folders.length === 2);
    await run(commandIds.switchProfile, { folder: tool, profile: 'two', review: false });
    assert.equal(await readFile(join(tool, 'app.json'), 'utf8'), '{ "port": 2 }\n');
    await new WorkspaceMemory(storeOf(store)).useFolder(tool);
    await withState(({ folders, resting }) => {
      assert.deepEqual([folders.map(({ id }) => id), resting], [[own(), tool], []]);
    }, store);
  });

  test('are asked for where none is named, and silence uses none of them', async () => {
    await layDown('vendor/asked/config');
    await run(refresh);
    await dismiss(run(useFolder));
    const [asked] = await answering(
      () => undefined,
      () => run(useFolder),
    );
    assert.deepEqual([asked?.kind, asked?.choices], ['pick', ['vendor/asked/config']]);
    await untilFolders((folders) => folders.length === 1);
  });

  test('are the only ones that can be used so', async () => {
    const [none] = await watching(() => run(useFolder));
    assert.equal(none?.text, 'All config folders in this workspace are already in use.');
    const [other] = await watching(() => run(useFolder, { folder: '/etc' }));
    assert.equal(other?.text, "/etc isn't a usable config folder.");
  });

  test('are used by who sets one up', async () => {
    const file = join(workspaceRoot(), 'build', 'app.json');
    await mkdir(join(workspaceRoot(), 'build'));
    await writeFile(file, '{ "port": 1 }\n');
    const folder = join(workspaceRoot(), 'build', 'config');
    await watching(() => run(commandIds.setUp, { file, folder, name: 'first' }));
    const folders = await untilFolders((found) => found.length === 2);
    assert.deepEqual(
      folders.map(({ path }) => path),
      [folder, own()],
    );
  });
});

/** A config folder with two versions of one file. */
async function layDown(path: string): Promise<string> {
  const folder = join(workspaceRoot(), path);
  await mkdir(join(folder, 'profiles'), { recursive: true });
  await writeFile(join(folder, 'app.json'), '{ "port": 1 }\n');
  await writeFile(join(folder, 'profiles', 'two.json'), '{ "port": 2 }\n');
  await writeFile(join(folder, 'safekeep.yaml'), 'format: 1\ntargets:\n  app: app.json\n');
  return folder;
}

/** What another window on the same workspace finds. */
async function withState(
  look: (state: ReadyState) => void,
  store = new Map<string, unknown>(),
): Promise<void> {
  const log = vscode.window.createOutputChannel('Test', { log: true });
  const service = new WorkspaceService(log, new WorkspaceMemory(storeOf(store)));
  try {
    await service.discover();
    assert.ok(service.state.kind === 'ready');
    look(service.state);
  } finally {
    for (const one of [service, log]) one.dispose();
  }
}

function storeOf(store: Map<string, unknown>): ConstructorParameters<typeof WorkspaceMemory>[0] {
  return {
    get: (key) => store.get(key),
    update: (key, value) => {
      store.set(key, value);
      return Promise.resolve();
    },
  };
}
