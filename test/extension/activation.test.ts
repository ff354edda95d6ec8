import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import * as vscode from 'vscode';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import { processorMs } from '../support/processorTime.ts';
import { everyFile, inConfig, layOut } from './support/configFolder.ts';
import { extension, untilFolder } from './support/safekeep.ts';

suite('Activation', () => {
  setup(layOut);

  test('gives other extensions version 1 of the API, with what the folder holds', async () => {
    const api = await extension().activate();
    const folder = inConfig().replace(/\/$/, '');
    assert.equal(api.version, 1);
    assert.deepEqual(api.configFolders, [
      {
        path: folder,
        uri: vscode.Uri.file(folder),
        activeProfile: 'development',
        profiles: ['development', 'production', 'staging'],
        targets: [
          {
            name: 'current',
            path: 'current.yaml',
            uri: vscode.Uri.file(inConfig('current.yaml')),
            format: 'yaml',
          },
        ],
        drift: [],
        damage: [],
        older: [],
      },
    ]);
  });

  test('never says that there is no config folder before it has looked', async () => {
    const log = vscode.window.createOutputChannel('Looking', { log: true });
    const service = new WorkspaceService(log);
    const counts: (number | undefined)[] = [];
    service.onDidChangeState((state) =>
      counts.push(state.kind === 'ready' ? state.folders.length : undefined),
    );
    // As a view does that is there when the window opens.
    await Promise.all([service.discover(), service.refresh()]);
    assert.deepEqual(counts, [1]);
    service.dispose();
    log.dispose();
  });

  test('registers every command', async () => {
    await extension().activate();
    const known = await vscode.commands.getCommands(true);
    const missing = Object.values(commandIds).filter((id) => !known.includes(id));
    assert.deepEqual(missing, []);
  });

  test('leaves no trace in a folder that is only looked at', async () => {
    const before = await everyFile();
    await vscode.commands.executeCommand(commandIds.refresh);
    await untilFolder(({ profiles }) => profiles.length === 3);
    assert.deepEqual(await everyFile(), before);
  });

  test('loads neither the engine nor its parsers with the extension', () => {
    const { load, loaded } = freshLoader();
    const started = processorMs();
    load('extension.js');
    const took = processorMs() - started;
    // The second one, of 2 kB, looks texts up in the person's language.
    assert.deepEqual(loaded().toSorted(), ['extension.js', 'l10n.js']);
    assert.ok(took < 250, `loading took ${took.toFixed(0)} ms`);
  });
});

/** Loads our bundles as a new window would, beside the ones that run, which are put back when asked what was loaded. */
function freshLoader(): { readonly load: (name: string) => void; readonly loaded: () => readonly string[] } {
  const dist = join(extension().extensionPath, 'dist');
  const require = createRequire(join(dist, 'extension.js'));
  const ours = (): readonly string[] =>
    Object.keys(require.cache).filter(
      (path) => path.startsWith(dist) && !path.startsWith(join(dist, 'test')),
    );
  const running = ours().map((path) => [path, require.cache[path]] as const);
  for (const [path] of running) Reflect.deleteProperty(require.cache, path);
  return {
    load: (name) => void require(join(dist, name)),
    loaded: () => {
      const names = ours().map((path) => path.slice(dist.length + 1));
      for (const [path, module] of running) require.cache[path] = module;
      return names;
    },
  };
}
