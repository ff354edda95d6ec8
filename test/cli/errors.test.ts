import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { after, suite, test } from 'node:test';
import { remedyText } from '../../src/cli/remedies.ts';
import { EngineError, errorCodes, type ErrorCode, type ErrorDetails } from '../../src/engine/index.ts';
import { safekeep, type CliResult } from '../support/terminal/cli.ts';
import { disposableFolder, simpleFiles, testFolder, writeFiles } from '../support/disk/configFolder.ts';
import { otherHolder } from '../support/faults/lockRivals.ts';

const asBefore = 'Your files are unchanged.';

const cases: readonly (readonly [code: ErrorCode, details: ErrorDetails, remedy: string])[] = [
  ['locked', {}, 'Nothing was written. Wait for it to finish and try again.'],
  ['conflict', {}, 'Nothing was written. Review the current content and try again.'],
  ['invalid', {}, 'Nothing was written.'],
  ['not-found', { known: ['a', 'b'] }, 'Nothing was written. Available: a, b.'],
  ['not-found', { known: [] }, 'Nothing was written.'],
  ['exists', { name: 'a' }, 'Nothing was written. Choose another name, or change the existing one.'],
  ['exists', {}, 'Nothing was written.'],
  [
    'corrupt',
    {},
    'Nothing was written. Other backups aren\'t affected. Run "safekeep backup verify" to see which backups are intact.',
  ],
  ['unsupported-version', {}, 'No files were changed. Update Safekeep to read this file.'],
  ['guarded', {}, 'Nothing was written. Review the change with --dry-run, or use --force to confirm it.'],
  ['aborted', {}, 'Nothing was written.'],
  ['io', { errno: 'ENOSPC' }, `${asBefore} Free up disk space and try again.`],
  ['io', { errno: 'EACCES' }, `${asBefore} Change the permissions or the owner and try again.`],
  ['io', { errno: 'EPERM' }, `${asBefore} Change the permissions or the owner and try again.`],
  ['io', { errno: 'EROFS' }, `${asBefore} Make the disk writable and try again.`],
  ['io', { errno: 'EBUSY' }, `${asBefore} Close the program that is using the file and try again.`],
  ['io', { errno: 'EMFILE' }, `${asBefore} Close some programs or windows and try again.`],
  ['io', { errno: 'EIO' }, `${asBefore} Copy important files to another disk before you try again.`],
  ['io', { errno: 'EWEIRD' }, `${asBefore} Fix the problem and try again.`],
  [
    'io',
    { errno: 'ENOSPC', unfinished: 'a' },
    'The backup made before the change contains every file as it was. Run "safekeep recover" to finish the change or roll it back.',
  ],
];

suite('the remedy', () => {
  for (const [code, details, remedy] of cases)
    test(`for ${code} ${JSON.stringify(details)} says what was kept and what to do`, () => {
      assert.equal(
        remedyText(new EngineError(code, 'This is what happened.', details), true).trimEnd(),
        remedy,
      );
    });

  test('is known for every code', () => {
    assert.deepEqual(
      errorCodes.filter((code) => cases.every(([told]) => told !== code)),
      [],
    );
  });
});

suite('a failure in a terminal', () => {
  test('because of a name that is taken', async () => {
    const { workspace } = await testFolder('errors');
    assertFailed(
      await safekeep(workspace, 'profile', 'copy', 'staging', 'production'),
      'error exists: Profile "production" already exists.\nNothing was written. Choose another name, or change the existing one.\n',
    );
  });

  test('because of a profile that others extend', async () => {
    const { workspace } = await testFolder('errors');
    assertFailed(
      await safekeep(workspace, 'profile', 'delete', 'staging'),
      'error invalid: Profile "staging" is extended by production. Change "extends" there first.\nNothing was written.\n',
    );
  });

  test('of a command that only reads says what there is, not that nothing was written', async () => {
    const { workspace } = await testFolder('errors');
    assertFailed(
      await safekeep(workspace, 'profile', 'show', 'nobody'),
      'error not-found: There is no profile "nobody".\nAvailable: development, production, staging.\n',
    );
  });

  test('because of a file of a newer Safekeep', async () => {
    const { workspace } = await testFolder('errors', {
      ...simpleFiles,
      'safekeep.json': '{ "format": 2 }\n',
    });
    assertFailed(
      await safekeep(workspace, 'status'),
      'error unsupported-version: safekeep.json has format 2. This version of Safekeep supports format 1.\nUpdate Safekeep to read this file.\n',
    );
  });

  test('because of a disk that is read-only names the folder as one sees it, and no errno', async (context) => {
    const workspace = await readOnlyWorkspace();
    if (workspace === null) {
      context.skip('not run: this machine does not let the test mount a disk');
      return;
    }
    assertFailed(
      await safekeep(workspace, 'switch', 'staging'),
      `error io: Can't write config/.safekeep: the disk is read-only.\n${asBefore} Make the disk writable and try again.\n`,
    );
    assert.equal((await safekeep(workspace, 'status')).code, 0);
  });

  test('because of another process says for whom it waited, and what to do', async () => {
    const { workspace, path, text } = await testFolder('errors');
    assert.equal((await safekeep(workspace, 'switch', 'development')).code, 0);
    const holder = await otherHolder(path('.safekeep/lock'));
    const before = await text('current.json');
    const { code, stdout, stderr } = await safekeep(workspace, 'switch', 'staging');
    holder.kill('SIGKILL');
    assert.deepEqual([code, stdout, await text('current.json')], [1, '', before]);
    const who = `process ${holder.pid} on ${hostname()} \\(test\\)`;
    assert.match(
      stderr,
      new RegExp(
        `^Waiting for ${who}…\nerror locked: The config folder is in use by ${who}, since .+\\.\nNothing was written\\. Wait for it to finish and try again\\. If that process is stuck, run "safekeep unlock"\\.\n$`,
      ),
    );
  });
});

function assertFailed({ code, stdout, stderr }: CliResult, told: string): void {
  assert.deepEqual([code, stdout, stderr], [1, '', told]);
}

/** `null` where none can be mounted. */
async function readOnlyWorkspace(): Promise<string | null> {
  const disk = await disposableFolder('read-only');
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  after(() => execFileSync('umount', [disk]));
  await mkdir(`${disk}/config`);
  await writeFiles(`${disk}/config`, simpleFiles);
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  return disk;
}
