import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOut, layOutSwitched, read, workspaceRoot } from './support/configFolder.ts';
import { openFile, typeInto } from './support/editors.ts';
import { answering, dismiss, listening, watching, type Answer } from './support/person.ts';
import { commandsRun, run, untilFolders } from './support/safekeep.ts';

const settings = '// what the app reads\n{ "port": 1,\n  "debug": false }\n';

suite('Setting up', () => {
  let second = '';

  setup(async () => {
    await layOut();
    second = join(workspaceRoot(), 'second');
    await mkdir(second);
    await writeFile(join(second, 'settings.jsonc'), settings);
  });

  test('a folder makes its first profile of the live file, which stays as it is', async () => {
    await run(commandIds.setUp, { folder: second, live: 'settings.jsonc', name: 'first' });
    assert.equal(await readFile(join(second, 'profiles', 'first.jsonc'), 'utf8'), settings);
    assert.equal(await readFile(join(second, 'settings.jsonc'), 'utf8'), settings);
    const folders = await untilFolders((found) => found.length === 2);
    assert.partialDeepStrictEqual(folders.at(1), {
      path: second,
      activeProfile: 'first',
      profiles: ['first'],
      drift: [],
    });
  });

  test('a file of another folder of the workspace leaves it where it is', async () => {
    await run(commandIds.setUp, { folder: join(second, 'deep'), live: '../settings.jsonc', name: 'first' });
    assert.equal(await readFile(join(second, 'settings.jsonc'), 'utf8'), settings);
    assert.equal(await readFile(join(second, 'deep', 'profiles', 'first.jsonc'), 'utf8'), settings);
    await untilFolders((found) => found.some(({ path }) => path === join(second, 'deep')));
  });

  for (const [what, given] of [
    ['with a bad name', { live: 'settings.jsonc', name: '../first' }],
    ['of a file that is not there', { live: 'nothing.json', name: 'first' }],
    ['of a file outside of the workspace', { live: '../../../outside.json', name: 'first' }],
  ] as const) {
    test(`${what} is refused, and nothing is written`, async () => {
      const before = await everyFile(workspaceRoot());
      const shown = await watching(() => run(commandIds.setUp, { folder: second, ...given }));
      assert.deepEqual(
        shown.map(({ kind }) => kind),
        ['error'],
      );
      assert.deepEqual(await everyFile(workspaceRoot()), before);
    });
  }

  test('a folder that has profiles already is refused, and they stay', async () => {
    await layOutSwitched(); // Its own directories are there, which a look at what was there before would make.
    const before = await everyFile();
    const shown = await watching(() => run(commandIds.setUp, { live: 'current.yaml', name: 'first' }));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: .*already set up/);
    assert.deepEqual(await everyFile(), before);
    assert.ok((await read('current.yaml')).length > 0);
  });

  test('of a file by its menu asks for the name alone, and Undo in the message takes it back', async () => {
    const before = await everyFile(second);
    const answer: Answer = ({ kind, text }) =>
      kind === 'input' ? 'first' : text.startsWith('Safekeep now') ? 'Undo' : undefined;
    const asked = await listening(async (heard) => {
      commandsRun.add(commandIds.setUpFile);
      const file = vscode.Uri.file(join(second, 'settings.jsonc'));
      await vscode.commands.executeCommand(commandIds.setUpFile, file, [file]);
      assert.equal(await readFile(join(second, 'config', 'profiles', 'first.jsonc'), 'utf8'), settings);
      await heard(/^Undid “Set up/);
    }, answer);
    assert.deepEqual(
      asked.slice(0, 2).map(({ kind, text }) => `${kind}: ${text}`),
      [
        'input: Name for the first profile, a copy of the file',
        `information: Safekeep now manages ${join('second', 'settings.jsonc')}. Created profile first in ${join('second', 'config')}.`,
      ],
    );
    assert.deepEqual(
      Object.keys(await everyFile(second)).filter((path) => !/\.safekeep|backups/.test(path)),
      Object.keys(before).toSorted(),
    );
    assert.ok(existsSync(join(second, 'config', 'profiles', '.gitignore')));
  });

  test('of a file that is not saved yet asks to save it first', async () => {
    const editor = await openFile(join(second, 'settings.jsonc'));
    await typeInto(editor, '"port": 1', '"port": 2');
    const given = { folder: second, live: 'settings.jsonc', name: 'first' };
    const [asked] = await watching(() => run(commandIds.setUp, given));
    assert.deepEqual([asked?.modal, await readdir(second)], [true, ['settings.jsonc']]);
    await answering(
      ({ choices }) => choices[0],
      () => run(commandIds.setUp, given),
    );
    assert.match(await readFile(join(second, 'profiles', 'first.jsonc'), 'utf8'), /"port": 2/);
  });

  test('offers profiles of the files beside it, which extend the first one', async () => {
    await rm(join(second, 'settings.jsonc'));
    await writeFile(join(second, 'appsettings.json'), settings);
    await writeFile(join(second, 'appsettings.Staging.json'), '{ "port": 2 }\n');
    await writeFile(join(second, 'appsettings.Development.json'), '{ "debug": true }\n');
    const answer: Answer = ({ kind, value }) => (kind === 'input' ? value : 'staging');
    const asked = await answering(answer, () =>
      run(commandIds.setUp, { folder: second, live: 'appsettings.json' }),
    );
    // What a test before has still to tell of a folder that went is none of these.
    const own = asked.filter(({ kind }) => kind !== 'error');
    assert.deepEqual(
      own.map(({ choices, value }) => value ?? choices),
      [['development', 'staging'], 'base', ['Undo']],
    );
    assert.match(await readFile(join(second, 'profiles', 'staging.jsonc'), 'utf8'), /"extends": "base"/);
    await untilFolders((found) => found.some(({ profiles }) => profiles.join() === 'base,staging'));
  });

  test('of a file that is looked after already is refused', async () => {
    const shown = await watching(() => run(commandIds.setUp, { file: inConfig('current.yaml'), name: 'x' }));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: .*already set up/);
  });

  test('asks for file and name, the likely file first, and is silent when nobody answers', async () => {
    await dismiss(run(commandIds.setUp, { folder: second }));
    await dismiss(run(commandIds.setUp, { folder: second, live: 'settings.jsonc' }));
    assert.deepEqual(await readdir(second), ['settings.jsonc']);
    const answer = ({ kind, choices }: { readonly kind: string; readonly choices: readonly string[] }) =>
      kind === 'pick' ? choices[0] : 'answered';
    const asked = await answering(answer, () => run(commandIds.setUp, { folder: second }));
    assert.equal(asked[0]?.choices[0], join('second', 'settings.jsonc'));
    assert.equal(existsSync(join(second, 'profiles', 'answered.jsonc')), true);
  });
});
