// Git merges configuration through Safekeep: as its merge driver, in a real repository.
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { before, suite, test } from 'node:test';
import { runGit } from '../../src/git/runGit.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { gitRepository, type GitRepository } from '../support/disk/gitRepository.ts';
import { cliBundle } from '../support/paths.ts';
import { safekeep } from '../support/terminal/cli.ts';

const base = '# the server\nserver:\n  host: localhost # yours\n  port: 80\nlevel: info\n';
const files = {
  'config/safekeep.yaml': 'format: 1\ntargets: { app: ../app settings.yaml }\n',
  'app settings.yaml': base,
  'config/profiles/production.yaml': base,
  'other.yaml': base,
} as const;

async function cloned(): Promise<GitRepository> {
  const repository = await gitRepository();
  await repository.write(files);
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'Start');
  return repository;
}

async function commitOn(
  repository: GitRepository,
  branch: string,
  changed: Readonly<Record<string, string>>,
): Promise<void> {
  repository.git('checkout', '-q', '-B', branch, 'main');
  await repository.write(changed);
  repository.git('commit', '-qam', branch);
}

/** What a command of Git says when it fails, '' where it does not. */
function failureOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return String(error);
  }
}

suite('Git with safekeep git-setup', () => {
  before(async () => {
    const folder = await disposableFolder('path');
    const script = join(folder, 'safekeep');
    await writeFile(script, `#!/bin/sh\nexec '${process.execPath}' '${cliBundle}' "$@"\n`);
    await chmod(script, 0o755);
    process.env['PATH'] = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  });

  test('merges profiles and live files key by key, and others by lines', async () => {
    const repository = await cloned();
    const { root, git } = repository;
    const check = await safekeep(root, 'git-setup', '--check');
    assert.equal(check.code, 3);
    assert.match(check.stdout, /^Git isn't set up\. Run "safekeep git-setup" to add:\n/);
    assert.equal((await safekeep(root, 'git-setup')).code, 0);
    assert.equal(
      await readFile(join(root, '.gitattributes'), 'utf8'),
      '/config/profiles/** merge=safekeep\n/config/safekeep.yaml merge=safekeep\n"/app settings.yaml" merge=safekeep\n',
    );
    assert.equal((await safekeep(root, 'git-setup', '--check')).code, 0);
    git('add', '.gitattributes');
    git('commit', '-qm', 'Merge by keys');
    const [ours, theirs] = [
      base.replace('80', '8080'),
      base.replace('yours', 'theirs').replace('info', 'debug'),
    ];
    const merged = ours.replace('yours', 'theirs').replace('info', 'debug');
    await commitOn(repository, 'ours', {
      'config/profiles/production.yaml': ours,
      'app settings.yaml': ours,
    });
    await commitOn(repository, 'theirs', {
      'config/profiles/production.yaml': theirs,
      'app settings.yaml': theirs,
    });
    git('checkout', '-q', 'ours');
    git('merge', '-q', '--no-edit', 'theirs');
    for (const file of ['config/profiles/production.yaml', 'app settings.yaml'])
      assert.equal(await readFile(join(root, file), 'utf8'), merged);
    await commitOn(repository, 'one', { 'other.yaml': ours });
    await commitOn(repository, 'two', { 'other.yaml': theirs });
    assert.match(
      failureOf(() => git('merge', '-q', '--no-edit', 'one')),
      /Command failed/,
    );
  });

  test('leaves a conflict to a person, with markers around its entries alone', async () => {
    const repository = await cloned();
    const { root, git } = repository;
    await safekeep(root, 'git-setup');
    git('add', '-A');
    git('commit', '-qm', 'Merge by keys');
    const file = 'config/profiles/production.yaml';
    await commitOn(repository, 'ours', { [file]: base.replace('80', '8080') });
    await commitOn(repository, 'theirs', { [file]: base.replace('80', '9090').replace('info', 'debug') });
    git('checkout', '-q', 'ours');
    assert.match(
      failureOf(() => git('merge', '-q', 'theirs')),
      /Command failed/,
    );
    assert.equal(
      await readFile(join(root, file), 'utf8'),
      [
        '# the server\nserver:\n  host: localhost # yours\n',
        '<<<<<<< ours\n  port: 8080\n=======\n  port: 9090\n>>>>>>> theirs\n',
        'level: debug\n',
      ].join(''),
    );
    assert.match(git('status', '--short'), /^UU config\/profiles\/production\.yaml$/m);
  });

  test('writes through no link', { skip: process.platform === 'win32' }, async () => {
    const { root } = await cloned();
    const outside = join(await disposableFolder('home'), '.profile');
    await writeFile(outside, 'mine\n');
    await symlink(outside, join(root, '.gitattributes'));
    const { code, stderr } = await safekeep(root, 'git-setup');
    assert.equal(code, 1);
    assert.match(stderr, /^error invalid: .*\.gitattributes is a link\. Replace it with a file\.\n/);
    assert.equal(await readFile(outside, 'utf8'), 'mine\n');
  });

  test('starts no program of the working directory, as Windows would', async () => {
    await runGit(['--version']);
    assert.equal(process.env['NoDefaultCurrentDirectoryInExePath'], '1');
  });

  test('writes into no folder that the repository names as its own', async () => {
    const { root } = await cloned();
    const outside = await gitRepository();
    for (const name of ['objects', 'refs']) await mkdir(join(root, 'config', name));
    await writeFile(join(root, 'config', 'HEAD'), 'ref: refs/heads/main\n');
    await writeFile(join(root, 'config', 'config'), `[core]\nbare = false\nworktree = ${outside.root}\n`);
    await safekeep(root, 'git-setup');
    assert.equal(
      outside.git('config', '--local', '--default', '', '--get', 'merge.safekeep.name').trim(),
      '',
    );
    assert.match(await readFile(join(root, '.gitattributes'), 'utf8'), /^\/config\/profiles/);
  });

  test('merges a file whose name starts with a dash', async () => {
    const repository = await cloned();
    const { root, git } = repository;
    await safekeep(root, 'git-setup');
    await repository.write({ '.gitattributes': '*.yaml merge=safekeep\n', '-x.yaml': base });
    git('add', '-A');
    git('commit', '-qm', 'Merge by keys');
    await commitOn(repository, 'ours', { '-x.yaml': base.replace('80', '8080') });
    await commitOn(repository, 'theirs', { '-x.yaml': base.replace('yours', 'theirs') });
    git('merge', '-q', '--no-edit', 'ours');
    assert.equal(
      await readFile(join(root, '-x.yaml'), 'utf8'),
      base.replace('80', '8080').replace('yours', 'theirs'),
    );
  });

  test('merges lines where Safekeep is not installed', async () => {
    const repository = await cloned();
    const { root, git } = repository;
    await safekeep(root, 'git-setup');
    git(
      'config',
      'merge.safekeep.driver',
      git('config', 'merge.safekeep.driver').trim().replaceAll('safekeep', 'no-safekeep'),
    );
    git('add', '-A');
    git('commit', '-qm', 'Merge by keys');
    const file = 'config/profiles/production.yaml';
    await commitOn(repository, 'ours', { [file]: base.replace('80', '8080') });
    await commitOn(repository, 'theirs', { [file]: base.replace('# the', '# your') });
    git('checkout', '-q', 'ours');
    git('merge', '-q', '--no-edit', 'theirs');
    assert.equal(
      await readFile(join(root, file), 'utf8'),
      base.replace('80', '8080').replace('# the', '# your'),
    );
  });
});

async function mergedIn(
  texts: Readonly<Record<'base' | 'ours' | 'theirs', string>>,
  ...words: readonly string[]
): Promise<{
  readonly code: number;
  readonly stdout: string;
  readonly text: (name: string) => Promise<string>;
}> {
  const folder = await disposableFolder('merge');
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  const result = await safekeep(folder, 'merge-file', 'base', 'ours', 'theirs', ...words);
  return { ...result, text: (name) => readFile(join(folder, name), 'utf8') };
}

suite('safekeep merge-file', () => {
  test('writes over our version, or to another file', async () => {
    const texts = { base: 'a: 1\nb: 1\n', ours: 'a: 2\nb: 1\n', theirs: 'a: 1\nb: 2\n' };
    const over = await mergedIn(texts, '--path', 'a.yaml');
    assert.deepEqual([over.code, over.stdout], [0, 'Merged a.yaml.\n']);
    assert.equal(await over.text('ours'), 'a: 2\nb: 2\n');
    const beside = await mergedIn(texts, '--path', 'a.yaml', '-o', 'merged');
    assert.deepEqual(
      [await beside.text('ours'), await beside.text('merged')],
      ['a: 2\nb: 1\n', 'a: 2\nb: 2\n'],
    );
  });

  test('exits with 1 while conflicts are left, and says where', async () => {
    const texts = { base: 'a: 1\n', ours: 'a: 2\n', theirs: 'a: 3\n' };
    const { code, stdout, text } = await mergedIn(texts, '--path', 'a.yaml', '--marker-size', '9');
    assert.deepEqual(
      [code, stdout],
      [1, 'a.yaml has conflicts. Resolve them at the conflict markers.\n  /a\n'],
    );
    assert.match(await text('ours'), /^<{9} ours\na: 2\n={9}\na: 3\n>{9} theirs\n$/);
  });

  test('merges the lines of what does not parse', async () => {
    const texts = { base: 'a: [\nb\nc\nd\n', ours: 'a: [\nB\nc\nd\n', theirs: 'a: [\nb\nc\nD\n' };
    const clean = await mergedIn(texts, '--path', 'a.yaml');
    assert.deepEqual([clean.code, await clean.text('ours')], [0, 'a: [\nB\nc\nD\n']);
    const both = await mergedIn({ ...texts, theirs: 'a: [\nx\nc\nd\n' }, '--path', 'a.yaml', '--json');
    assert.equal(both.code, 1);
    assert.match(await both.text('ours'), /^a: \[\n<{7} ours\nB\n={7}\nx\n>{7} theirs\nc\nd\n$/);
  });

  test('keeps what Git makes of the lines where that is right', async () => {
    const base = 'a: 1\n\n\nb: {x: 1}\n';
    const [ours, theirs] = [base.replace('a: 1', 'a:   2 # why'), base.replace('{x: 1}', '{ x: 2 }')];
    const { code, text } = await mergedIn({ base, ours, theirs }, '--path', 'a.yaml');
    assert.deepEqual([code, await text('ours')], [0, 'a:   2 # why\n\n\nb: { x: 2 }\n']);
  });

  test('names a file that is not there, and a size that is none', async () => {
    const folder = await disposableFolder('merge');
    const { code, stderr } = await safekeep(folder, 'merge-file', 'a', 'b', 'c');
    assert.equal(code, 1);
    assert.match(stderr, /^error not-found: There is no file a\.\n/);
    const size = await safekeep(folder, 'merge-file', 'a', 'b', 'c', '--marker-size', 'x');
    assert.deepEqual([size.code, size.stderr.includes('must be a number')], [2, true]);
  });
});
