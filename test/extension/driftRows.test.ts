import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { driftNode } from '../../src/views/driftRows.ts';
import type { TreeNode } from '../../src/views/treeView.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import { readyFolders } from '../../src/workspace/state/workspaceState.ts';
import { edit, inConfig, layOutSwitched, read, write } from './support/configFolder.ts';

// The window does not tell what rows its trees have; the end-to-end tests see them.
suite('The rows below a profile that differs from its live file', () => {
  let service: WorkspaceService;

  suiteSetup(() => {
    service = new WorkspaceService(vscode.window.createOutputChannel('Rows', { log: true }));
  });

  suiteTeardown(() => {
    service.dispose();
  });

  setup(layOutSwitched);

  const rows = async (): Promise<readonly TreeNode[]> => {
    await service.discover();
    const [folder] = readyFolders(service.state);
    assert.ok(folder);
    return folder.drift.map((drift) => driftNode({ folder, profile: 'development' }, drift));
  };

  test('are one for the file and one for each key, with words for who cannot see the icon', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await edit('current.yaml', '  maxEntries: 5000\n', '  minEntries: 1\n');
    const [file] = await rows();
    assert.deepEqual(said(file), ['current.yaml', 'modified · 3 keys', 'current.yaml, modified · 3 keys']);
    assert.deepEqual(file?.children?.map(said), [
      ['server.port', '3000 → 3001', 'server.port, modified, 3000 → 3001'],
      ['cache.maxEntries', 'removed: 5000', 'cache.maxEntries, removed: 5000'],
      ['cache.minEntries', 'added: 1', 'cache.minEntries, added: 1'],
    ]);
    assert.equal(new Set([file, ...(file.children ?? [])].map(({ item }) => item.id)).size, 4);
  });

  test('open the live file at their key', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    const [key] = (await rows())[0]?.children ?? [];
    assert.equal(key?.path, '/server/port');
    const { command, arguments: [uri, options] = [] } = key.item.command ?? { command: '' };
    assert.equal(command, 'vscode.open');
    assert.ok(uri instanceof vscode.Uri);
    assert.equal(uri.fsPath, inConfig('current.yaml'));
    assert.deepEqual(options, { selection: new vscode.Range(9, 2, 9, 2) });
  });

  test('say when only comments or layout differ, and have no keys then', async () => {
    await edit('current.yaml', '# seconds\n', '# in seconds\n');
    const [file] = await rows();
    assert.equal(file?.item.description, 'modified · only comments or layout');
    assert.deepEqual(file.children, []);
  });

  test('are a hundred at most, and one that counts the others', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `k${String(index)}: 1\n`).join('');
    await write('current.yaml', (await read('current.yaml')) + many);
    const keys = (await rows())[0]?.children ?? [];
    assert.equal(keys.length, 101);
    assert.equal(keys.at(-1)?.item.label, '… and 20 more');
  });
});

function said(node: TreeNode | undefined): readonly unknown[] {
  const item = node?.item;
  return [item?.label, item?.description, item?.accessibilityInformation?.label];
}
