// Records of ours that somebody else wrote, or put a link, a pipe or a device in place of: nothing outside the folder's
// own files is written, read or waited for, whoever looks and whoever works.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { writeFiles } from '../support/disk/configFolder.ts';
import { differences, fingerprint } from './support/fingerprint.ts';
import { forgedBackupFiles, forgedId, intent } from './support/forged.ts';
import { hostileWorkspace, lookingVerbs, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';
import { swappedDirectory } from './support/swappedDirectory.ts';

const workingVerbs = [['switch', 'p'], ['set', 'a', '7'], ['recover'], ['undo'], ['backup', 'create']];

/** Looks and works, and whatever comes of it, the user's files stay as they are. */
async function attacked(workspace: HostileWorkspace, verbs: readonly (readonly string[])[]): Promise<void> {
  const before = workspace.lookOutside();
  for (const words of verbs) {
    assertAnswered(await workspace.run(...words), words.join(' '));
    assert.deepEqual(differences(before, workspace.lookOutside()), [], words.join(' '));
  }
}

/** The files of the problems that a status tells. */
function problemFiles(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^(\S+): /gm)].map(([, file = '']) => file).toSorted();
}

const skip = process.platform === 'win32';

suite('records of a stranger', { skip }, () => {
  test('a link in place of the history is not followed, by looking or by working (S-1)', async () => {
    const workspace = await hostileWorkspace();
    await workspace.write({ [`.safekeep/journal/${forgedId}.json`]: intent() });
    await workspace.link('.safekeep/audit.jsonl', 'outside/.bashrc');
    await attacked(workspace, [...lookingVerbs, ...workingVerbs]);
  });

  test('a dangling link in place of the history makes no file (S-1)', async () => {
    const workspace = await hostileWorkspace();
    await workspace.write({ [`.safekeep/journal/${forgedId}.json`]: intent() });
    await workspace.link('.safekeep/audit.jsonl', 'outside/.profile');
    await attacked(workspace, [...lookingVerbs, ...workingVerbs, ['recover', '--trust']]);
  });

  test('a link in place of the folder for damaged records is not followed (S-2)', async () => {
    const workspace = await hostileWorkspace();
    await workspace.write({
      '.safekeep/journal/settings.json': '{ "theirs": 1 }',
      '.safekeep/journal/x.json': '{',
    });
    await workspace.link('.safekeep/damaged', 'outside/User');
    await attacked(workspace, [['status'], ['recover'], ['switch', 'p'], ['recover', '--trust'], ['status']]);
  });

  test('a vendored folder changes nothing of the repository around it, even when its record is trusted (S-3)', async () => {
    const workspace = await hostileWorkspace();
    const [license, manifest] = ['MIT\n', '{ "name": "mine" }\n'];
    const evil = join(workspace.repo, 'vendor', 'evil');
    await writeFiles(workspace.repo, { LICENSE: license, 'package.json': manifest });
    const staged = '../../../.LICENSE.000000000000000000.safekeep-new';
    const stolen = '{ "scripts": { "postinstall": "evil" } }';
    await writeFiles(join(evil, 'config'), {
      'current.yaml': 'a: 1\n',
      'profiles/p.yaml': 'a: 2\n',
      '.safekeep/trash/u': '{}',
      ...forgedBackupFiles([{ path: '../../../package.json', text: stolen }]),
      [`.safekeep/journal/${forgedId}.json`]: intent({
        direction: 'back',
        backup: forgedId,
        files: [
          { path: '../../../LICENSE', before: null, after: sha256(license), moved: staged },
          { path: '../../../.vscode/tasks.json', before: 'zz', after: null, moved: '.safekeep/trash/u' },
          { path: '../../../package.json', before: sha256(stolen), after: sha256(manifest), moved: staged },
        ],
      }),
    });
    const before = [...fingerprint(workspace.repo)].filter(([path]) => !/^(vendor|\.)/.test(path));
    for (const words of [['status'], ['switch', 'p'], ['recover'], ['recover', '--trust'], ['undo']]) {
      assertAnswered(await workspace.runWith({ cwd: evil }, ...words), words.join(' '));
      const after = [...fingerprint(workspace.repo)].filter(([path]) => !/^(vendor|\.)/.test(path));
      assert.deepEqual(after, before, words.join(' '));
      await assert.rejects(readFile(join(workspace.repo, '.vscode', 'tasks.json')), { code: 'ENOENT' });
    }
  });

  test('pipes and devices in place of our records are refused at once (S-9)', async () => {
    for (const place of [
      '.safekeep/audit.jsonl',
      '.safekeep/state.json',
      `.safekeep/journal/${forgedId}.json`,
      `backups/${forgedId}/backup.json`,
      '.safekeep/lock/1.lock',
    ]) {
      const workspace = await hostileWorkspace();
      await mkdir(join(workspace.config, place, '..'), { recursive: true });
      execFileSync('mkfifo', [join(workspace.config, place)]);
      await attacked(workspace, [['status'], ['backup', 'list'], ['history'], ['recover']]);
    }
    const workspace = await hostileWorkspace();
    await mkdir(join(workspace.config, '.safekeep'));
    await symlink('/dev/zero', join(workspace.config, '.safekeep', 'audit.jsonl'));
    await attacked(workspace, [['status'], ['history'], ['switch', 'p'], ['audit', 'verify']]);
  });

  test('pipes and devices as arguments are refused at once (S-9)', async () => {
    const workspace = await hostileWorkspace();
    execFileSync('mkfifo', [join(workspace.repo, 'f.yaml')]);
    await attacked(workspace, [
      ['diff', 'current', 'f.yaml'],
      ['validate', 'f.yaml'],
      ['profile', 'import', 'f.yaml'],
      ['diff', 'current', '/dev/zero'],
      ['validate', '/dev/zero'],
    ]);
  });

  test('links out of lock, journal, backups, trash and profiles are neither written through nor listed (S-25)', async () => {
    for (const place of [
      '.safekeep/lock',
      '.safekeep/journal',
      '.safekeep/trash',
      'backups',
      `backups/${forgedId}`,
    ]) {
      const workspace = await hostileWorkspace();
      await workspace.link(place, 'outside/User');
      await attacked(workspace, [
        ...lookingVerbs,
        ...workingVerbs,
        ['backup', 'rename', forgedId, 'mine'],
        ['backup', 'prune'],
        ['backup', 'delete', forgedId],
      ]);
    }
    const workspace = await hostileWorkspace({ 'current.yaml': 'a: 1\n' });
    await workspace.link('profiles', 'outside/profiles');
    const { stdout } = await workspace.run('profile', 'list');
    assert.doesNotMatch(stdout, /secret-name/);
  });

  test('links out in place of profiles and migrations are one problem each, and nothing there is named (S-25)', async () => {
    const workspace = await hostileWorkspace({ 'current.yaml': 'a: 1\n', 'profiles/p.yaml': 'a: 1\n' });
    await workspace.link('profiles/inner', 'outside/profiles');
    await workspace.link('migrations', 'outside/profiles');
    const inner = await workspace.run('status');
    assert.deepEqual(problemFiles(inner.stdout), ['migrations', 'profiles/inner']);
    await rm(join(workspace.config, 'profiles'), { recursive: true });
    await workspace.link('profiles', 'outside');
    const whole = await workspace.run('status');
    assert.deepEqual(problemFiles(whole.stdout), ['migrations', 'profiles']);
    for (const { stdout } of [inner, whole]) assert.doesNotMatch(stdout, /secret-name|User|bashrc/);
    await attacked(workspace, [['set', 'a', '2'], ['profile', 'create', 'mine'], ['switch', 'p'], ['undo']]);
    // Without a live file they are also looked at for its format.
    await rm(join(workspace.config, 'current.yaml'));
    const { problems } = await (await workspace.open()).snapshot();
    assert.deepEqual(problems.map(({ file }) => file).toSorted(), ['migrations', 'profiles']);
  });

  test('a directory that turns into a link in the middle of a commit takes no content outside (S-27)', async () => {
    for (const call of ['stat', 'create', 'rename']) {
      const { workspace, commit } = await swappedDirectory(call);
      const before = workspace.lookOutside();
      await commit();
      // Without openat(2) a name can be there for a moment, which the directory's own time tells; no content ever is.
      const found = differences(before, workspace.lookOutside()).filter((one) => one !== '. was changed');
      assert.deepEqual(found, [], `swapped before ${call}`);
    }
  });
});
