import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { commandIds } from '../../src/ids.ts';
import { edit, inConfig, layOutSwitched, read, replacedOnce } from './support/configFolder.ts';
import { openFile, typeInto } from './support/editors.ts';
import { watching } from './support/person.ts';
import { run } from './support/safekeep.ts';

const development = 'profiles/development.yaml';

suite('An override that says what is inherited anyway', () => {
  setup(async () => {
    await layOutSwitched();
    await edit(development, '  ttl: 5', '  ttl: 300');
    await untilFinding(development, 'redundant');
  });

  test('is faded in the profile, from its key to the end of its value', async () => {
    const { document } = await openFile(inConfig(development));
    const hint = await untilFinding(development, 'redundant');
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Hint);
    assert.deepEqual(hint.tags, [vscode.DiagnosticTag.Unnecessary]);
    assert.equal(document.getText(hint.range), 'ttl: 300');
    assert.match(hint.message, /is the same in default\.yaml:32/);
  });

  test('is no problem', async () => {
    const shown = await watching(() => run(commandIds.validate));
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['config is valid.'],
    );
  });

  test('is taken out by a quick fix, in the editor alone', async () => {
    const before = await read(development);
    const { document } = await openFile(inConfig(development));
    const action = await fixAt(document, 'ttl: 300', /^Reset cache\.ttl to inherited$/);
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.equal(document.getText(), replacedOnce(before, '  ttl: 300\n', ''));
    assert.equal(await read(development), before);
    await document.save();
    await eventually(() => {
      assert.deepEqual(findings(development), []);
    });
  });

  test('is found by its quick fix in unsaved text, too', async () => {
    const editor = await openFile(inConfig(development));
    await typeInto(editor, '$profile:', '# one more line\n$profile:');
    const action = await fixAt(editor.document, 'ttl: 300', /^Reset cache\.ttl to inherited$/);
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.match(
      editor.document.getText(),
      /^# one more line\n\$profile:[^]*enabled: false\n\ndebug: true\n$/,
    );
  });
});

suite('A value of another shape than the one it replaces', () => {
  setup(layOutSwitched);

  test('is a warning, and a quick fix says that it is meant', async () => {
    await edit(development, 'log:\n  level: debug', 'log: verbose');
    const finding = await untilFinding(development, 'clash');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    const { document } = await openFile(inConfig(development));
    const action = await fixAt(document, 'log: verbose', /^Leave out the inherited log$/);
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.match(document.getText(), /^\$profile:\n[^]*?\n {2}unset:\n {4}- \/log\n/);
    await document.save();
    await eventually(() => {
      assert.deepEqual(
        findings(development).filter(({ code }) => code === 'clash'),
        [],
      );
    });
  });
});

function findings(path: string): readonly vscode.Diagnostic[] {
  const found = vscode.languages.getDiagnostics(vscode.Uri.file(inConfig(path)));
  return found.filter(({ source }) => source === 'Safekeep');
}

function untilFinding(path: string, code: string): Promise<vscode.Diagnostic> {
  return eventually(() => {
    const found = findings(path).find((diagnostic) => diagnostic.code === code);
    assert.ok(found, `no ${code} in ${path}`);
    return found;
  });
}

/** The quick fix of such a title, offered where some words stand. */
async function fixAt(
  document: vscode.TextDocument,
  words: string,
  title: RegExp,
): Promise<vscode.CodeAction> {
  const at = document.positionAt(document.getText().indexOf(words));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
  );
  const found = actions.find((action) => title.test(action.title));
  assert.ok(found, actions.map((action) => action.title).join(', '));
  return found;
}
