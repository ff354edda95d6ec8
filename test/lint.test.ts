// The layers are only as good as the rule that keeps them: each forbidden road is tried, and each allowed one.
// Also: rooms and files of src/ stay small, and none imports itself through others.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { ESLint } from 'eslint';
import { readStructure } from '../scripts/structure.ts';
import { projectRoot } from './support/paths.ts';

const eslint = new ESLint({
  cwd: projectRoot,
  // Only what needs no type information, so that files can be tried that do not exist.
  ruleFilter: ({ ruleId }) => ['safekeep/layers', 'no-restricted-syntax', 'no-console'].includes(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** The rules that this text would break as that file of src/. */
async function broken(file: string, text: string): Promise<readonly (string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(projectRoot, 'src', file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

const forbidden = [
  ['engine/layers/merge.ts', '../storage/transaction/journal.ts'],
  ['engine/storage/transaction/journal.ts', '../../layers/merge.ts'],
  ['engine/layers/merge.ts', '../engine.ts'],
  ['engine/text/document.ts', '../model/model.ts'],
  ['engine/text/document.ts', '../documents/fileDocument.ts'],
  ['engine/schemas/repair.ts', '../planners/draft.ts'],
  ['engine/layers/merge.ts', 'node:fs/promises'],
  ['engine/planners/switch.ts', '../storage/transaction/journal.ts'],
  ['engine/planners/switch.ts', 'node:vm'],
  ['engine/engine.ts', 'node:fs'],
  ['engine/storage/backups/backupStore.ts', 'node:fs/promises'],
  ['engine/storage/backups/backupStore.ts', '../disk/nodeFileSystem.ts'],
  ['engine/folder/readSnapshot.ts', '../storage/disk/nodeFileSystem.ts'],
  ['engine/engine.ts', './index.ts'],
  ['engine/engine.ts', 'vscode'],
  ['engine/engine.ts', '../workspace/settings.ts'],
  ['workspace/settings.ts', '../engine/model/model.ts'],
  ['workspace/settings.ts', '../views/statusBar.ts'],
  ['commands/undo.ts', '../engine/storage/transaction/journal.ts'],
  ['commands/undo.ts', '../views/statusBar.ts'],
  ['views/statusBar.ts', '../commands/undo.ts'],
  ['review/panel.ts', '../webview/index.ts'],
  ['cli/index.ts', 'vscode'],
  ['cli/index.ts', '../workspace/settings.ts'],
  ['agents/look.ts', 'vscode'],
  ['agents/look.ts', 'node:fs/promises'],
  ['agents/look.ts', '../workspace/settings.ts'],
  ['mcp/index.ts', '../cli/verb.ts'],
  ['tools/index.ts', '../commands/undo.ts'],
  ['webview/index.ts', '../engine/index.ts'],
  ['webview/index.ts', '../review/panel.ts'],
  ['ids.ts', './engine/index.ts'],
  ['views/statusBar.ts', '../../safekeep.d.ts'],
  ['views/statusBar.ts', '../engine/index'],
  ['views/statusBar.ts', '../helpers/text.ts'],
  ['engine/base/visibleText.ts', './errors.ts'],
  ['engine/labelFault.ts', 'vscode'],
] as const;

const allowed = [
  ['engine/storage/disk/nodeFileSystem.ts', 'node:fs'],
  ['engine/engine.ts', './storage/disk/nodeFileSystem.ts'],
  ['extension.ts', './commands/index.ts'],
  ['api/plainData.ts', '../../safekeep.d.ts'],
  ['commands/undo.ts', '../engine/index.ts'],
  ['commands/undo.ts', '../workspace/settings.ts'],
  ['review/panel.ts', './protocol.ts'],
  ['webview/index.ts', '../review/protocol.ts'],
  ['engine/index.ts', './layers/merge.ts'],
  ['engine/planners/switch.ts', '../layers/merge.ts'],
  ['engine/schemas/timeLimit.ts', 'node:vm'],
  ['engine/storage/lock/lockHolder.ts', 'node:fs/promises'],
  ['views/statusBar.ts', 'vscode'],
  ['tools/index.ts', '../agents/runTool.ts'],
  ['workspace/texts/shownText.ts', '../../engine/base/visibleText.ts'],
  ['webview/index.ts', '../engine/base/visibleText.ts'],
  ['engine/layers/merge.ts', '../base/labelFault.ts'],
  ['cli/verbs/mcp.ts', '../../mcp/index.ts'],
] as const;

suite('the layers', () => {
  for (const [file, source] of forbidden) {
    test(`${file} must not import ${source}`, async () => {
      assert.deepEqual(await broken(file, `import { a } from '${source}';\nexport const b = a;\n`), [
        'safekeep/layers',
      ]);
    });
  }

  for (const [file, source] of allowed) {
    test(`${file} may import ${source}`, async () => {
      assert.deepEqual(await broken(file, `import { a } from '${source}';\nexport const b = a;\n`), []);
    });
  }

  for (const text of [
    `export type { A } from '../storage/transaction/journal.ts';`,
    `export * from '../storage/transaction/journal.ts';`,
    `export const a = () => import('../storage/transaction/journal.ts');`,
    `import type { A } from '../storage/transaction/journal.ts';\nexport type B = A;`,
  ]) {
    test(`no way round: ${text.split('\n', 1).join('')}`, async () => {
      assert.deepEqual(await broken('engine/layers/merge.ts', text), ['safekeep/layers']);
    });
  }
});

test('default exports and console output are refused', async () => {
  assert.deepEqual(await broken('views/statusBar.ts', 'export default 1;'), ['no-restricted-syntax']);
  assert.deepEqual(await broken('views/statusBar.ts', `console.log('');`), ['no-console']);
  assert.deepEqual(await broken('cli/index.ts', `console.log('');`), ['no-console']);
});

suite('what is said to a person', () => {
  const spoken = [
    ['workspace/texts/messages.ts', `vscode.window.showInformationMessage(name);`],
    ['workspace/texts/messages.ts', `window.showWarningMessage(name);`],
    ['workspace/texts/messages.ts', `void vscode.window.showErrorMessage;`],
    ['workspace/texts/messages.ts', `const { showInputBox } = vscode.window; showInputBox({});`],
    ['workspace/texts/messages.ts', `vscode.window.showQuickPick([]);`],
    ['workspace/texts/messages.ts', `vscode.window.createQuickPick();`],
    ['workspace/texts/messages.ts', `vscode.window.createInputBox();`],
    ['workspace/texts/messages.ts', `vscode.window.showOpenDialog({});`],
    ['workspace/texts/messages.ts', `vscode.window.showSaveDialog({});`],
    ['workspace/texts/messages.ts', `vscode.window.setStatusBarMessage(name);`],
    ['workspace/texts/messages.ts', `f(vscode.ProgressLocation.Notification);`],
    ['workspace/texts/log.ts', `vscode.window.createOutputChannel(name);`],
    ['views/treeView.ts', `vscode.window.createTreeView(name, {});`],
    ['views/treeView.ts', `vscode.window.registerTreeDataProvider(name, {});`],
    ['views/statusBar.ts', `vscode.window.createStatusBarItem(name);`],
    ['cli/index.ts', `process.stdout.write(name);`],
    ['cli/index.ts', `process.stderr.write(name);`],
  ] as const;

  for (const [place, text] of spoken)
    test(`${text} stands in ${place} alone`, async () => {
      assert.deepEqual(await broken(place, text), []);
      for (const other of ['commands/undo.ts', 'review/panel.ts', 'views/rows.ts', 'cli/verbs/undo.ts'])
        assert.deepEqual(await broken(other, text), ['no-restricted-syntax'], other);
    });

  test('what is appended to Markdown is text for Markdown', async () => {
    const file = 'views/rows.ts';
    for (const text of [
      `a.appendText(name);`,
      `a.appendMarkdown('**').appendText(f(name)).appendMarkdown('**');`,
    ])
      assert.deepEqual(await broken(file, text), ['no-restricted-syntax'], text);
    assert.deepEqual(await broken(file, `a.appendMarkdown('**').appendText(markdownText(name));`), []);
  });
});

test('the source has no folder of more than 20 files, no file of more than 300 lines, no cycle and no closed name', () => {
  assert.deepEqual(readStructure(), { largeFolders: [], longFiles: [], cycles: [], closedNames: [] });
});
