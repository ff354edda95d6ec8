// Records as data: what does not fit is a problem at its place and stops nothing else; numbers, sizes and depths have
// bounds; a lock can be taken over; modes and paths of a forged backup go no further than they may.
import assert from 'node:assert/strict';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { thisProcess } from '../../src/engine/storage/lock/lockHolder.ts';
import { forgedBackupFiles, forgedId, historyLine } from './support/forged.ts';
import { hostileWorkspace, profileFiles, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';

const skip = process.platform === 'win32';
const liveText = ({ config }: HostileWorkspace) => readFile(join(config, 'current.yaml'), 'utf8');
const modeOf = async (path: string) => (await stat(path)).mode & 0o7777;

suite('a line of the history', () => {
  const entry = { id: forgedId, at: '2026-11-20T11:16:16.051Z', author: 'x', action: 'switch', summary: 's' };
  const shapes: readonly Readonly<Record<string, unknown>>[] = [
    { id: forgedId },
    ...[0, 'x', null, [{}], [null], [[]], { length: 1 }].map((files) => ({
      ...entry,
      backup: forgedId,
      changes: 1,
      files,
    })),
    { ...entry, id: 7, files: [] },
    { ...entry, at: 'yesterday', files: [], changes: -1, backup: {} },
    { ...entry, summary: { toString: 1 }, author: [], files: [{ path: 1, before: {}, after: [] }] },
    {
      ...entry,
      changes: 1,
      backup: forgedId,
      files: [{ path: '../../../etc/passwd', before: null, after: null }],
    },
  ];

  test('that is not one is a problem that stops nothing (S-7)', async () => {
    for (const shape of shapes) {
      const workspace = await hostileWorkspace();
      await workspace.write({ '.safekeep/audit.jsonl': historyLine(shape) });
      for (const words of [
        ['status'],
        ['history'],
        ['audit', 'verify'],
        ['undo'],
        ['recover'],
        ['switch', 'p'],
      ])
        assertAnswered(await workspace.run(...words), `${words.join(' ')} with ${JSON.stringify(shape)}`);
      assert.equal(await liveText(workspace), profileFiles['profiles/p.yaml'], JSON.stringify(shape));
    }
  });
});

suite('a version', () => {
  test('that no comparison takes is a problem at its place (S-7)', async () => {
    for (const version of [
      '1.1.9007199254740992',
      '9007199254740993.0.0',
      '1e400',
      '-1',
      '99999999999999999999',
    ]) {
      const workspace = await hostileWorkspace();
      const from = version.includes('.') ? '1.0.0' : '1';
      await workspace.write({ 'migrations/m.yaml': `from: ${from}\nto: ${version}\nup: []\n` });
      const status = await workspace.run('status');
      assertAnswered(status, `status with ${version}`);
      const switched = await workspace.run('switch', 'p');
      assertAnswered(switched, `switch with ${version}`);
      assert.equal(await liveText(workspace), profileFiles['profiles/p.yaml'], switched.stderr);
    }
  });
});

suite('the lock', { skip }, () => {
  test('of a number out of range makes nobody wait for ever, and can be taken over (S-8)', async () => {
    for (const name of [
      '999999999999999.free',
      '999999999999999.lock',
      '9007199254740993.free',
      '1000000000000.free',
    ]) {
      const workspace = await hostileWorkspace();
      await workspace.write({ [`.safekeep/lock/${name}`]: '' });
      const patient = { limitMs: 25_000 };
      const first = await workspace.runWith(patient, 'switch', 'p');
      assertAnswered(first, `switch with ${name}`);
      if (first.code === 0) continue;
      assertAnswered(await workspace.runWith(patient, 'unlock'), 'unlock');
      const second = await workspace.runWith(patient, 'switch', 'p');
      assert.equal(second.code, 0, `${name}: ${second.stderr}`);
    }
  });

  test('whose holder never dies can be taken over by the person (S-28)', async () => {
    const workspace = await hostileWorkspace();
    const first = { ...(await thisProcess('forged')), pid: 1, started: await startOfFirst() };
    await workspace.write({ '.safekeep/lock/1.lock': JSON.stringify(first) });
    const patient = { limitMs: 25_000 };
    const locked = await workspace.runWith(patient, 'switch', 'p');
    assertAnswered(locked, 'switch');
    assert.match(locked.stderr, /error locked/);
    assert.match(locked.stderr, /safekeep unlock/);
    assertAnswered(await workspace.runWith(patient, 'unlock'), 'unlock');
    assert.equal((await workspace.runWith(patient, 'switch', 'p')).code, 0);
  });
});

async function startOfFirst(): Promise<string> {
  const line = await readFile('/proc/1/stat', 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

suite('modes', { skip }, () => {
  test('of a new live file are no more open than the umask and the strictest source (S-17)', async () => {
    for (const [umask, source, most] of [
      [0o077, 0o600, 0o600],
      [0o022, 0o600, 0o600],
      [0o022, 0o644, 0o644],
      [0o027, 0o644, 0o640],
    ] as const) {
      const workspace = await hostileWorkspace({
        'safekeep.yaml': 'format: 1\ntargets: { app: app.yaml }\n',
        'profiles/p.yaml': 'password: x\n',
        'profiles/p.local.yaml': 'token: y\n',
      });
      await chmod(join(workspace.config, 'profiles', 'p.local.yaml'), source);
      assertAnswered(await workspace.runWith({ umask }, 'switch', 'p'), 'switch');
      const mode = await modeOf(join(workspace.config, 'app.yaml'));
      assert.equal(mode & ~most, 0, `${mode.toString(8)} with umask ${umask.toString(8)}`);
    }
  });

  test('of a forged backup give no setuid bit, and others no right to write (S-18)', async () => {
    for (const mode of [0o4755, 0o2755, 0o1777, 0o666, 0o777])
      for (const words of [['recover'], ['backup', 'restore', forgedId, '--force']]) {
        const workspace = await hostileWorkspace();
        const text = 'a: 9\nb: 2\nc: 3\n';
        await workspace.write({
          'safekeep.yaml': 'format: 1\ntargets: { current: current.yaml }\n',
          ...forgedBackupFiles([{ path: 'current.yaml', text, mode }]),
        });
        await rm(join(workspace.config, 'current.yaml'));
        assertAnswered(await workspace.run(...words), words.join(' '));
        if (words[0] === 'recover') {
          // Nothing is recovered by the word of a backup that was made elsewhere.
          await assert.rejects(stat(join(workspace.config, 'current.yaml')), { code: 'ENOENT' });
          continue;
        }
        const made = await modeOf(join(workspace.config, 'current.yaml'));
        assert.equal(made & 0o7022, 0, `${words.join(' ')}: ${mode.toString(8)} became ${made.toString(8)}`);
      }
  });
});

suite('audit verify', () => {
  const inUse = async () => {
    const workspace = await hostileWorkspace();
    for (const profile of ['p', 'q', 'p']) assert.equal((await workspace.run('switch', profile)).code, 0);
    const file = join(workspace.config, '.safekeep', 'audit.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
    assert.equal((await workspace.run('audit', 'verify')).code, 0);
    return { workspace, file, lines };
  };

  test('finds that the last lines, or all, are gone (S-19)', async () => {
    const { workspace, file, lines } = await inUse();
    for (const left of [2, 1, 0]) {
      await writeFile(
        file,
        lines
          .slice(0, left)
          .map((line) => `${line}\n`)
          .join(''),
      );
      assert.equal((await workspace.run('audit', 'verify')).code, 3, `${left} lines are left`);
    }
    await rm(file);
    assert.equal((await workspace.run('audit', 'verify')).code, 3, 'the file is gone');
  });

  test('finds a history that was written anew with hashes that fit (S-19)', async () => {
    const { workspace, file, lines } = await inUse();
    let previous = '';
    const forged = lines.map((line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      for (const name of ['hash', 'previous', 'format']) Reflect.deleteProperty(entry, name);
      const made = historyLine({ ...entry, author: 'nobody' }, previous);
      previous = (JSON.parse(made) as { readonly hash: string }).hash;
      return made;
    });
    await writeFile(file, forged.join(''));
    assert.equal((await workspace.run('audit', 'verify')).code, 3);
  });
});

suite('what a forged record may reach', () => {
  test('is targets and profiles alone, whatever a backup holds (S-26)', async () => {
    for (const path of [
      '../.vscode/tasks.json',
      '../package.json',
      '.safekeep/state.json',
      '../.git/config',
    ]) {
      const workspace = await hostileWorkspace();
      await writeFile(join(workspace.repo, 'package.json'), '{ "mine": 1 }\n');
      const text = '{ "evil": 1 }\n';
      await workspace.write(
        forgedBackupFiles([
          { path, text },
          { path: 'current.yaml', text: 'a: 9\n' },
        ]),
      );
      assertAnswered(await workspace.run('backup', 'restore', forgedId, '--force'), `restore ${path}`);
      const found = await readFile(join(workspace.config, path), 'utf8').catch(() => null);
      assert.notEqual(found === null ? null : sha256(found), sha256(text), path);
    }
  });

  test('among targets that run code is guarded, and named (S-26)', async () => {
    for (const path of [
      '.vscode/settings.json',
      'package.json',
      '.github/workflows/ci.yaml',
      '.husky/x.json',
    ]) {
      const workspace = await hostileWorkspace({
        'safekeep.yaml': `format: 1\ntargets: { app: ../${path} }\n`,
        'profiles/p.yaml': 'scripts: { postinstall: evil }\n',
      });
      const ran = await workspace.run('switch', 'p');
      assertAnswered(ran, `switch ${path}`);
      assert.equal(ran.code, 1, path);
      assert.ok(ran.stderr.includes(path.split('/').at(-1) ?? ''), ran.stderr);
      await assert.rejects(readFile(join(workspace.repo, path)), { code: 'ENOENT' });
    }
  });
});
