import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { commandIds } from '../../src/ids.ts';
import { edit, everyFile, layOutSwitched, read, write } from './support/configFolder.ts';
import { findingsIn, untilFindings } from './support/findings.ts';
import { watching } from './support/person.ts';
import { run } from './support/safekeep.ts';

suite('Problems', () => {
  setup(layOutSwitched);

  test('there are none in the sample', async () => {
    await run(commandIds.refresh);
    assert.deepEqual(everyProblem(), []);
  });

  test('what the schema finds is a warning at its key, and goes away when it is fixed', async () => {
    await edit('current.yaml', 'level: debug #', 'level: loud #');
    // A file that is just being written may be read half.
    await untilFindings('current.yaml', ['enum']);
    const [problem] = findingsIn('current.yaml');
    const lines = (await read('current.yaml')).split('\n');
    const line = lines.findIndex((text) => text.includes('level: loud'));
    assert.equal(problem?.range.start.line, line);
    assert.equal(problem.range.start.character, lines[line]?.indexOf('level'));
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(problem.code, 'enum');
    await edit('current.yaml', 'level: loud #', 'level: debug #');
    await untilProblems('current.yaml', 0);
  });

  test('a live file that does not parse is one error at its line', async () => {
    const whole = await read('current.yaml');
    await write('current.yaml', `${whole}server: [\n`);
    await eventually(() => {
      const [problem, ...more] = findingsIn('current.yaml');
      assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
      assert.ok(problem.range.start.line >= whole.split('\n').length - 1);
      assert.deepEqual(more, []);
    });
    await write('current.yaml', whole);
    await untilProblems('current.yaml', 0);
  });

  test('a profile that does not parse is an error in its own file, and the others can be used', async () => {
    await write('profiles/staging.yaml', 'server: {\n');
    await untilProblems('profiles/staging.yaml');
    assert.deepEqual(findingsIn('current.yaml'), []);
    await run(commandIds.createProfile, { name: 'mine', from: 'current' });
    assert.equal(await read('profiles/mine.yaml'), await read('current.yaml'));
  });

  test('a parent that does not exist is an error where it is named', async () => {
    await edit('profiles/production.yaml', 'extends: staging', 'extends: nobody');
    await untilProblems('profiles/production.yaml', 1);
    const [problem] = findingsIn('profiles/production.yaml');
    assert.match(problem?.message ?? '', /extends "nobody", which doesn't exist/);
    assert.equal(problem?.range.start.line, 1);
  });

  test('validating says that all is well, and writes nothing', async () => {
    const before = await everyFile();
    const shown = await watching(() => run(commandIds.validate));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ['information: config is valid.'],
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('validating looks at the disk as it is now, and has shown the problems when it is done', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 300000');
    const shown = await watching(() => run(commandIds.validate));
    assert.deepEqual(shown, []);
    assert.deepEqual(
      findingsIn('current.yaml').map(({ code }) => code),
      ['maximum'],
    );
  });
});

function everyProblem(): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([, found]) => found.filter(({ source }) => source === 'Safekeep'));
}

/** Waits for as many; without a number, for any. */
async function untilProblems(path: string, count?: number): Promise<void> {
  await eventually(() => {
    const messages = findingsIn(path).map(({ message }) => message);
    assert.ok(count === undefined ? messages.length > 0 : messages.length === count, messages.join('\n'));
  });
}
