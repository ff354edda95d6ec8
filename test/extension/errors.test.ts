import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { showError } from '../../src/commands/errors/showError.ts';
import { EngineError, errorCodes, type ErrorCode, type ErrorDetails } from '../../src/engine/index.ts';
import { commandIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import { inConfig, layOutSwitched, newestBackup, write } from './support/configFolder.ts';
import { answering, listening, watching, type Question } from './support/person.ts';
import { run } from './support/safekeep.ts';

/** Code, details, and what follows the engine's own sentence; the button for the log is always the last. */
type Case = readonly [code: ErrorCode, details: ErrorDetails, advice: string, buttons: readonly string[]];

const folder = '/app/config';
const asBefore = 'Your files are unchanged.';

const cases: readonly Case[] = [
  [
    'locked',
    { holder: null },
    'Nothing was written. Wait for it to finish and try again.',
    ['Try Again', 'Take Over…'],
  ],
  [
    'conflict',
    { path: 'current.yaml' },
    'Nothing was written. Review the current content and try again.',
    ['Show File', 'Try Again'],
  ],
  ['invalid', { path: 'profiles/a.yaml' }, 'Nothing was written.', ['Show File']],
  ['invalid', {}, 'Nothing was written.', []],
  ['not-found', { name: 'a', known: ['b', 'c'] }, 'Nothing was written. Available: b, c.', ['Refresh']],
  ['not-found', { id: 'a' }, 'Nothing was written.', ['Refresh']],
  ['not-found', {}, 'Nothing was written.', []],
  ['exists', { name: 'a' }, 'Nothing was written. Choose another name, or change the existing one.', []],
  [
    'exists',
    { path: 'migrations/1.yaml' },
    'Nothing was written. Choose another name, or change the existing one.',
    ['Show File'],
  ],
  ['exists', {}, 'Nothing was written.', []],
  [
    'corrupt',
    { id: 'a', path: 'current.yaml' },
    "Nothing was written. Other backups aren't affected.",
    ['Verify Backups'],
  ],
  [
    'unsupported-version',
    { path: 'safekeep.yaml', format: 2 },
    'No files were changed. Update Safekeep to read this file.',
    ['Show Extension'],
  ],
  ['guarded', {}, 'Nothing was written. Review the changes and confirm them there.', []],
  ['io', { errno: 'ENOSPC' }, `${asBefore} Free up disk space and try again.`, ['Try Again']],
  ['io', { errno: 'EDQUOT' }, `${asBefore} Free up disk space and try again.`, ['Try Again']],
  [
    'io',
    { errno: 'EACCES', path: '/app/config/current.yaml' },
    `${asBefore} Change the permissions or the owner and try again.`,
    ['Try Again'],
  ],
  ['io', { errno: 'EPERM' }, `${asBefore} Change the permissions or the owner and try again.`, ['Try Again']],
  ['io', { errno: 'EROFS' }, `${asBefore} Make the disk writable and try again.`, ['Try Again']],
  [
    'io',
    { errno: 'EBUSY' },
    `${asBefore} Close the program that is using the file and try again.`,
    ['Try Again'],
  ],
  ['io', { errno: 'EMFILE' }, `${asBefore} Close some programs or windows and try again.`, ['Try Again']],
  ['io', { errno: 'ENOENT' }, `${asBefore} The file may have just been moved or deleted.`, ['Refresh']],
  [
    'io',
    { errno: 'EIO' },
    `${asBefore} Copy important files to another disk before you try again.`,
    ['Try Again'],
  ],
  ['io', { errno: 'EWEIRD' }, `${asBefore} Fix the problem and try again.`, ['Try Again']],
  [
    'io',
    { unfinished: 'a' },
    'The backup made before the change contains every file as it was.',
    ['Recover'],
  ],
];

suite('What is said of an error', () => {
  for (const [code, details, advice, buttons] of cases) {
    const of = Object.entries(details).map(([key, value]) => `${key} ${String(value)}`);
    test(`${[code, ...of].join(', ')}: what happened, what was kept, what to do, and buttons`, async () => {
      const error = new EngineError(code, 'This is what happened.', { ...details, folder });
      const { asked } = await shown(error);
      assert.deepEqual(
        asked.map(({ kind, text, choices }) => [kind, text, choices]),
        [['error', `This is what happened. ${advice}`, [...buttons, 'Open Log']]],
      );
    });
  }

  test('is known for every code, and of what the person called off nothing is said', async () => {
    const untold = errorCodes.filter((code) => cases.every(([told]) => told !== code));
    assert.deepEqual(untold, ['aborted']);
    const { asked, logged } = await shown(new EngineError('aborted', 'Called off.'));
    assert.deepEqual([asked, logged], [[], ['info Called off.']]);
  });

  test('offers to try again only where somebody can', async () => {
    const { asked } = await shown(new EngineError('locked', 'It is in use.'), {});
    assert.deepEqual(asked[0]?.choices, ['Take Over…', 'Open Log']);
  });

  test('tries again what failed when that is chosen', async () => {
    let tries = 0;
    await shown(new EngineError('locked', 'It is in use.'), {
      again: () => (tries += 1),
      answer: 'Try Again',
    });
    assert.equal(tries, 1);
  });

  test('never shows the insides of a mistake of our own: those stand in the log', async () => {
    const { asked, logged } = await shown(new TypeError('x is not a function\n    at y.ts:1:1'));
    assert.deepEqual(
      asked.map(({ text, choices }) => [text, choices]),
      [
        [
          'Safekeep ran into an internal error and stopped. Replaced files are in a backup; see the log for details.',
          ['Open Log'],
        ],
      ],
    );
    assert.match(logged.join(), /x is not a function/);
  });

  for (const [what, details] of [
    ['a record of ours', { path: join(folder, '.safekeep', 'state.json'), folder }],
    ['a file of a backup', { path: 'backups/20260101T000000000Z-abcdef/current.yaml', folder }],
    ['nothing', { folder }],
  ] as const)
    test(`does not offer ${what} as the file to be fixed`, async () => {
      const { asked } = await shown(new EngineError('invalid', 'It is wrong.', details));
      assert.deepEqual(asked[0]?.choices, ['Open Log']);
    });
});

suite('A command that fails', () => {
  setup(layOutSwitched);

  test('because of a file shows that file, at the place', async () => {
    await write('profiles/staging.yaml', 'a: 1\nserver: [\n');
    const [told] = await answering(
      ({ choices }) => choices.find((choice) => choice === 'Show File'),
      () => run(commandIds.switchProfile, { profile: 'staging', review: false }),
    );
    assert.match(
      told?.text ?? '',
      /^The layers of profile "staging" can't be combined: profiles\/staging\.yaml:3:1: .*\. Nothing was written\.$/,
    );
    assert.deepEqual(told?.choices, ['Show File', 'Open Log']);
    await eventually(() => {
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, inConfig('profiles/staging.yaml'));
      assert.ok(editor.selection.active.line > 0);
    });
  });

  test('because of a damaged backup verifies the backups', async () => {
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    const { id, files } = await newestBackup();
    await write(`backups/${id}/${files[0]?.stored ?? ''}`, 'damaged');
    const [told, found] = await listening(
      async (heard) => {
        await run(commandIds.restoreBackup, { backup: id, review: false });
        await heard(/backups are damaged/);
      },
      ({ choices }) => choices.find((choice) => choice === 'Verify Backups'),
    );
    assert.match(told?.text ?? '', /^current\.yaml in backup \S+ is damaged\. Nothing was written\. Other/);
    assert.deepEqual(told?.choices, ['Verify Backups', 'Open Log']);
    assert.equal(found?.kind, 'warning');
  });

  test('because of a name that is taken says so, and changes nothing', async () => {
    const [told, ...more] = await watching(() =>
      run(commandIds.duplicateProfile, { profile: 'staging', name: 'production' }),
    );
    assert.match(told?.text ?? '', /^Profile "production" already exists\. Nothing was written\./);
    assert.deepEqual(more, []);
  });
});

interface Shown {
  readonly asked: readonly Question[];
  readonly logged: readonly string[];
}

interface How {
  readonly again?: () => unknown;
  readonly answer?: string;
}

async function shown(error: unknown, { again, answer }: How = { again: () => undefined }): Promise<Shown> {
  const logged: string[] = [];
  const write = (level: string) => (what: unknown) => logged.push(`${level} ${String(what)}`);
  // As much of a log as an error uses.
  const log = {
    info: write('info'),
    error: write('error'),
    show: () => undefined,
  } as unknown as vscode.LogOutputChannel;
  const asked = await answering(
    () => answer,
    () => {
      showError(error, log, again);
      return Promise.resolve();
    },
  );
  await Promise.resolve();
  return { asked, logged };
}
