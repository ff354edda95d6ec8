// Git as it is run for Safekeep: no program of the folder, no hook, no question, and bounded.
import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { git, gitText, runGit } from '../../src/git/runGit.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { gitRepository } from '../support/disk/gitRepository.ts';

async function script(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

/** With other variables, which are put back. */
async function within(variables: Readonly<Record<string, string>>, run: () => Promise<void>): Promise<void> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    await run();
  } finally {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  }
}

async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('x');
  await new Promise(() => undefined);
}

suite('runGit', () => {
  test('never runs a program of the folder it works on, nor its hooks and monitors', async () => {
    const { root, git: configure } = await gitRepository();
    for (const name of ['git', '.git/hooks/post-checkout', '.git/hooks/reference-transaction', 'monitor'])
      await script(join(root, name), `touch '${root}/ran'; exit 1`);
    configure('config', 'core.fsmonitor', join(root, 'monitor'));
    await within({ PATH: `.:${process.env['PATH'] ?? ''}` }, async () => {
      await git(['status', '--porcelain'], { folder: root });
      const object = await gitText(['hash-object', '-w', '--stdin'], {
        folder: root,
        input: Buffer.from('x'),
      });
      await git(['update-ref', 'refs/safekeep/test', object], { folder: root });
    });
    assert.equal((await readdir(root)).includes('ran'), false);
  });

  test('works on the folder that it is told, also within a hook of another repository', async () => {
    const [one, other] = [await gitRepository(), await gitRepository()];
    await within(
      { GIT_DIR: join(other.root, '.git'), GIT_INDEX_FILE: join(other.root, 'index') },
      async () => {
        assert.equal(await gitText(['rev-parse', '--show-toplevel'], { folder: one.root }), one.root);
      },
    );
  });

  test('passes on Git’s own reason', async () => {
    const folder = await disposableFolder('no-repository');
    await assert.rejects(git(['rev-parse', 'HEAD'], { folder }), {
      code: 'io',
      message: /^Git failed: fatal: not a git repository/,
    });
  });

  test('says that there is no Git', async () => {
    const folder = await disposableFolder('no-git');
    await mkdir(join(folder, 'git'));
    await within({ PATH: folder }, async () => {
      await assert.rejects(runGit(['version']), {
        code: 'io',
        message: "Git failed: Git isn't installed, or isn't in the PATH",
      });
    });
  });

  test('ends a command that takes too long or writes too much', async () => {
    const { root } = await gitRepository();
    const waiting = git(['hash-object', '--stdin'], { folder: root, input: endless(), timeoutMs: 50 });
    await assert.rejects(waiting, { message: 'Git failed: it took longer than 0.05 seconds' });
    const input = Buffer.alloc(100_000, 'x');
    const object = await gitText(['hash-object', '-w', '--stdin'], { folder: root, input });
    await assert.rejects(git(['cat-file', 'blob', object], { folder: root, maxBytes: 1_000 }), {
      message: 'Git failed: its output is too large',
    });
  });

  test('reports a command that ends before it has read its input', async () => {
    const { root } = await gitRepository();
    const input = Buffer.alloc(10_000_000, 'x');
    const { code } = await runGit(['no-such-command'], { folder: root, input });
    assert.equal(code, 1);
  });
});
