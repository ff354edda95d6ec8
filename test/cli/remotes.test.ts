// Backups on several machines, through the terminal: each machine is a clone with a state folder of its own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { gitIn, gitRepository, type GitRepository } from '../support/disk/gitRepository.ts';
import { cliWords, type CliResult } from '../support/terminal/cli.ts';

interface Computer {
  readonly root: string;
  readonly repository: GitRepository;
  readonly run: (...words: readonly string[]) => Promise<CliResult>;
  /** Runs, and expects it to work. */
  readonly done: (...words: readonly string[]) => Promise<string>;
}

const files = {
  'config/current.json': '{\n  "port": 1\n}\n',
  'config/profiles/production.json': '{\n  "port": 2\n}\n',
} as const;

async function hub(): Promise<GitRepository> {
  const first = await gitRepository();
  await first.write(files);
  first.git('add', '-A');
  first.git('commit', '-qm', 'Start');
  const root = join(await disposableFolder('hub'), 'hub.git');
  first.git('clone', '-q', '--bare', first.root, root);
  return gitIn(root);
}

async function computer({ root: hubRoot, git }: GitRepository): Promise<Computer> {
  const [root, state] = [join(await disposableFolder('computer'), 'work'), await disposableFolder('state')];
  git('clone', '-q', hubRoot, root);
  const run = (...words: readonly string[]) =>
    new Promise<CliResult>((resolve) => {
      const env = { ...process.env, XDG_STATE_HOME: state, LC_ALL: 'C', FORCE_COLOR: '' };
      execFile(process.execPath, [...cliWords, ...words], { cwd: root, env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
      });
    });
  const done = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await run(...words);
    assert.deepEqual([code, stderr], [0, ''], `${words.join(' ')}: ${stdout}`);
    return stdout;
  };
  return { root, repository: gitIn(root), run, done };
}

suite('Backups on several machines', () => {
  test('come back byte for byte on a fresh machine in three commands', async () => {
    const shared = await hub();
    const one = await computer(shared);
    await one.done('remote', 'add');
    await writeFile(join(one.root, 'config/current.json'), '{ "port":   7 }\n\n');
    await one.done('backup', 'create', '--name', 'before');
    await one.done('push');
    // git clone, cd, and:
    const fresh = await computer(shared);
    const shown = await fresh.done('backup', 'restore', 'before', '--from', 'origin', '--dry-run');
    assert.match(shown, /dry run: nothing was written/);
    assert.equal(fresh.repository.git('status', '--porcelain', '--ignored'), '');
    await fresh.done('backup', 'restore', 'latest', '--from', shared.root);
    assert.equal(await readFile(join(fresh.root, 'config/current.json'), 'utf8'), '{ "port":   7 }\n\n');
  });

  test('are listed by machine, and restored by their id', async () => {
    const shared = await hub();
    const [one, other] = [await computer(shared), await computer(shared)];
    for (const machine of [one, other]) {
      await machine.done('remote', 'add', 'origin');
      await machine.done('set', 'port', machine === one ? '11' : '12');
      assert.match(await machine.done('push'), /^Pushed the backups to origin\./);
    }
    assert.match(await one.done('push'), /^origin is up to date\./);
    assert.match(await one.done('pull'), /^Fetched the backups from origin\./);
    assert.match(await one.done('pull'), /^Nothing new from origin\./);
    const listed = JSON.parse(await one.done('backup', 'list', '--all-machines', '--json')) as {
      readonly machine: string;
      readonly id: string;
    }[]; // As the terminal prints it.
    assert.equal(new Set(listed.map(({ machine }) => machine)).size, 2);
    const own = JSON.parse(await one.done('backup', 'list', '--json')) as { readonly id: string }[]; // Likewise.
    const theirs = listed.filter(({ id }) => !own.some((backup) => backup.id === id));
    assert.equal(theirs.length, 1);
    const [{ id, machine } = { id: '', machine: '' }] = theirs;
    assert.match(await one.done('backup', 'list', '--machine', machine.slice(0, 6)), new RegExp(id));
    await one.done('backup', 'restore', id);
    assert.equal(await readFile(join(one.root, 'config/current.json'), 'utf8'), files['config/current.json']);
    const unknown = await one.run('backup', 'restore', 'latest', '--machine', 'nowhere');
    assert.match(unknown.stderr, /There is no machine "nowhere"\./);
    assert.match(await one.done('remote', 'status'), /origin +\S+ +1 to push/);
  });

  test('survive git clean and come back with recover', async () => {
    const { root, repository, done, run } = await computer(await hub());
    await done('remote', 'add', 'local');
    await done('set', 'port', '5');
    const before = await done('backup', 'list');
    repository.git('clean', '-qfdx');
    assert.equal(await done('backup', 'list'), '');
    assert.match(await done('recover', '--dry-run'), /Backups that can be restored from Git: 1/);
    assert.equal(await done('backup', 'list'), '');
    assert.match(await done('recover'), /Backups restored from Git: 1/);
    assert.equal(await done('backup', 'list'), before);
    await rm(join(root, 'config/current.json'));
    assert.equal((await run('recover')).code, 0);
    assert.equal(await readFile(join(root, 'config/current.json'), 'utf8'), files['config/current.json']);
  });

  test('go nowhere before the person has agreed, nor with secrets', async () => {
    const shared = await hub();
    const one = await computer(shared);
    const early = await one.run('push');
    assert.deepEqual([early.code, shared.git('for-each-ref', 'refs/safekeep')], [1, '']);
    assert.match(early.stderr, /No remote is set up\./);
    await one.done('remote', 'add');
    await one.repository.write({
      'config/current.json': '{ "database": { "password": "hunter2hunter2" } }\n',
    });
    await one.done('backup', 'create');
    await one.done('set', 'port', '3');
    const refused = await one.run('push');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /secrets, which origin would get in clear text: \/database\/password\./);
    assert.equal(shared.git('for-each-ref', 'refs/safekeep'), '');
    one.repository.git('remote', 'set-url', 'origin', `file://${shared.root}`);
    assert.match((await one.run('push')).stderr, /The URL of origin has changed\./);
    await one.done('remote', 'add', 'origin');
    await one.done('push', '--with-secret', 'database.password');
    await one.done('set', 'port', '4');
    await one.done('push');
    assert.equal(shared.git('log', '--format=%ae', '--all', '--', 'format.json').trim(), '');
    await one.done('remote', 'remove', 'origin');
    assert.equal((await one.run('push')).code, 1);
  });

  test('never stop a change, and are made up for later', async () => {
    const { root, repository, done, run } = await computer(await hub());
    await done('remote', 'add', 'local');
    const place = repository.git('for-each-ref', '--format=%(refname)', 'refs/safekeep').trim();
    assert.equal(place, '');
    // What Git can't lock, as after a crash of another Git.
    await repository.write({ '.git/packed-refs.lock': '', '.git/refs/safekeep/v1': 'not a folder' });
    const changed = await run('set', 'port', '9');
    assert.equal(changed.code, 0);
    assert.match(
      changed.stderr,
      /^The backup isn't in the Git repository yet: .+ The next change tries again\.\n$/,
    );
    assert.equal(await readFile(join(root, 'config/current.json'), 'utf8'), '{\n  "port": 9\n}\n');
    await rm(join(root, '.git/refs/safekeep/v1'));
    await rm(join(root, '.git/packed-refs.lock'));
    await done('set', 'port', '10');
    assert.match(await done('remote', 'status'), / 2 backups /);
  });
});
