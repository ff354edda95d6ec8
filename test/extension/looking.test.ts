import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { chooseFolder } from '../../src/commands/prompts/choose.ts';
import { commandIds } from '../../src/ids.ts';
import { ReviewPanels } from '../../src/review/reviewPanel.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import { edit, everyFile, inConfig, layOutSwitched } from './support/configFolder.ts';
import { watching } from './support/person.ts';
import { extension, run } from './support/safekeep.ts';

suite('Looking', () => {
  setup(layOutSwitched);

  test('refreshing has read the disk when it is done, and writes nothing', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    const before = await everyFile();
    await run(commandIds.refresh);
    const { configFolders } = await extension().activate();
    assert.deepEqual(configFolders[0]?.drift, [{ target: 'current', kind: 'modified' }]);
    assert.deepEqual(await everyFile(), before);
  });

  test('refreshing what has not changed tells nobody', async () => {
    const api = await extension().activate();
    await run(commandIds.refresh);
    let told = 0;
    const listener = api.onDidChangeConfigFolders(() => (told += 1));
    await run(commandIds.refresh);
    listener.dispose();
    assert.equal(told, 0);
  });

  test('the log opens', async () => {
    assert.deepEqual(openLogs(), []);
    await run(commandIds.showLog);
    await eventually(() => {
      assert.equal(openLogs().length, 1);
    });
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  test('the tour opens', async () => {
    await run(commandIds.takeTour);
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    // Which tour it is, is tried end to end: extensions are not told.
    await eventually(() => assert.match(labels().join(), /^(Welcome|Walkthrough)/));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('a command that comes before the first reading waits for it', async () => {
    const log = vscode.window.createOutputChannel('Safekeep Test', { log: true });
    const service = new WorkspaceService(log);
    const reviews = new ReviewPanels(extension().extensionUri, service);
    const shown = await watching(async () => {
      const folder = await chooseFolder({ service, reviews, log }, {});
      assert.equal(folder?.id, inConfig().replace(/\/$/, ''));
    });
    assert.deepEqual(shown, []);
    vscode.Disposable.from(service, log).dispose();
  });
});

function openLogs(): readonly string[] {
  const outputs = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'output');
  return outputs.map(({ uri }) => uri.path).filter((path) => path.includes('Safekeep'));
}
