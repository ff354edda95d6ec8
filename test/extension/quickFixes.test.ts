import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { edit, inConfig, layOutSwitched, read, replacedOnce } from './support/configFolder.ts';
import { openFile, typeInto } from './support/editors.ts';
import { applyFix, fixesAt, untilFinding, untilFindings } from './support/findings.ts';
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
    assert.match(hint.message, /has the same value in default\.yaml:32/);
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
    await applyFix(document, 'ttl: 300', 'Reset cache.ttl to inherited');
    assert.equal(document.getText(), replacedOnce(before, '  ttl: 300\n', ''));
    assert.equal(await read(development), before);
    await document.save();
    await untilFindings(development, []);
  });

  test('is found by its quick fix in unsaved text, too', async () => {
    const editor = await openFile(inConfig(development));
    const { document } = editor;
    await typeInto(editor, '$profile:', '# one more line\n$profile:');
    await applyFix(document, 'ttl: 300', 'Reset cache.ttl to inherited');
    assert.match(document.getText(), /^# one more line\n\$profile:[^]*enabled: false\n\ndebug: true\n$/);
  });

  test('has its quick fix there and nowhere else', async () => {
    const { document } = await openFile(inConfig(development));
    assert.deepEqual([...(await fixesAt(document, 'enabled: false')).keys()], []);
  });
});

suite('A value of another shape than the one it replaces', () => {
  setup(layOutSwitched);

  test('is a warning, and a quick fix says that it is meant', async () => {
    await edit(development, 'pool:\n    max: 4', 'pool: none');
    const finding = await untilFinding(development, 'clash');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    const { document } = await openFile(inConfig(development));
    await applyFix(document, 'pool: none', 'Leave out the inherited database.pool');
    assert.match(document.getText(), /^\$profile:\n[^]*?\n {2}unset:\n {4}- \/database\/pool\n/);
    await document.save();
    await untilFindings(development, ['type']);
  });
});

suite('What a schema finds', () => {
  setup(layOutSwitched);

  test('in a live file has the values that are allowed as quick fixes', async () => {
    await edit('current.yaml', 'level: debug #', 'level: loud #');
    await untilFindings('current.yaml', ['enum']);
    const { document } = await openFile(inConfig('current.yaml'));
    const titles = [...(await fixesAt(document, 'level: loud')).keys()];
    assert.deepEqual(titles, [
      'Change to "debug"',
      'Change to "info"',
      'Change to "warn"',
      'Change to "error"',
    ]);
    const before = document.getText();
    await applyFix(document, 'level: loud', 'Change to "warn"');
    assert.equal(document.getText(), replacedOnce(before, 'level: loud #', 'level: warn #'));
    await document.save();
    await untilFindings('current.yaml', []);
  });

  test('of a key that is missing is fixed where its map begins', async () => {
    await edit('current.yaml', '  enabled: false\n  ttl: 5', '  ttl: 5');
    await untilFindings('current.yaml', ['required']);
    const { document } = await openFile(inConfig('current.yaml'));
    assert.deepEqual([...(await fixesAt(document, 'ttl: 5')).keys()], []);
    await applyFix(document, 'cache:', 'Insert "enabled": false');
    assert.match(document.getText(), /^cache:\n {2}ttl: 5 #.*\n {2}maxEntries: 5000\n {2}enabled: false\n/m);
  });

  test('in the file of a profile is fixed there', async () => {
    await edit('profiles/staging.yaml', '  ttl: 60', '  ttl: "60"\n  colour: blue');
    await untilFindings('profiles/staging.yaml', ['additionalProperties', 'type']);
    const { document } = await openFile(inConfig('profiles/staging.yaml'));
    await applyFix(document, 'ttl: "60"', 'Change to 60');
    await applyFix(document, 'colour: blue', 'Remove "colour"');
    await document.save();
    await untilFindings('profiles/staging.yaml', []);
    assert.match(await read('profiles/staging.yaml'), /^cache:\n {2}ttl: 60\n\n/m);
  });
});
