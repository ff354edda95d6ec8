// A config folder in the user's home folder: unpacked from an archive, or a part of a repository of dotfiles.
import assert from 'node:assert/strict';
import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { opaqueName } from '../../src/engine/records/profileMetadata.ts';
import { formatOf } from '../../src/engine/text/formatOf.ts';
import { disposableFolder, writeFiles, type Files } from '../support/disk/configFolder.ts';
import { emptyRepository } from '../support/disk/gitRepository.ts';
import { asAgent } from './support/agent.ts';
import { terminal } from './support/terminal.ts';

/** What runs with the next shell, login or command, and `null` where there is nothing yet. */
const usersFiles = {
  '.bashrc': '# mine\n',
  '.zshenv': null,
  '.ssh/rc': '# mine\n',
  '.kube/config': 'a: 1\nb: 2\n',
  '.docker/config.json': '{ "a": 1, "b": 2 }\n',
  '.claude.json': '{ "a": 1, "b": 2 }\n',
  '.config/autostart/x.desktop': null,
  '.local/bin/tool': '# mine\n',
  'bin/tool': '# mine\n',
} as const;

const paths = Object.keys(usersFiles);

interface Home {
  readonly home: string;
  readonly folder: string;
  readonly run: (...words: readonly string[]) => ReturnType<typeof terminal>;
}

async function homeWith(name: string, files: Files): Promise<Home> {
  const home = await disposableFolder('home');
  const folder = join(home, name);
  for (const [path, text] of Object.entries(usersFiles))
    if (text !== null) await writeFiles(home, { [path]: text });
  await writeFiles(folder, files);
  return { home, folder, run: (...words) => terminal({ cwd: folder, env: { HOME: home } }, ...words) };
}

/** @param around how the folder calls the one around it; the manifest also tries to take a question away. */
async function withTargets(name: string, around: '..' | 'link'): Promise<Home> {
  const targets = paths.map((path, index) => `  t${index}: ${around}/${path}\n`);
  const nameOf = (path: string, index: number) =>
    formatOf(path) === 'opaque' ? opaqueName({ name: `t${index}`, path }) : `t${index}.yaml`;
  const profile = paths.map(
    (path, index) => [`profiles/dev/${nameOf(path, index)}`, 'touch /tmp/reached\n'] as const,
  );
  const made = await homeWith(name, {
    'safekeep.yaml': `guard: { maxRemovedShare: 1 }\ntargets:\n${targets.join('')}`,
    ...Object.fromEntries(profile),
  });
  await symlink('..', join(made.folder, 'link'));
  return made;
}

async function assertUntouched({ home }: Home): Promise<void> {
  for (const [path, text] of Object.entries(usersFiles))
    assert.equal(await readFile(join(home, path), 'utf8').catch(() => null), text, path);
}

suite('a config folder in the home folder', { skip: process.platform === 'win32' }, () => {
  test('from an archive with an empty .git reaches none of them either', async () => {
    const made = await homeWith('config', {
      'safekeep.yaml': 'targets: { notes: ../notes.json }\n',
      'profiles/dev/notes.json': '{ "a": 2 }\n',
    });
    for (const files of [{ '.git/description': '' }, { '.git': 'gitdir: config\n' }]) {
      await rm(join(made.home, '.git'), { recursive: true, force: true });
      await writeFiles(made.home, { 'notes.json': '{ "a": 1 }\n', ...files });
      const ran = await made.run('switch', 'dev', '--force');
      assert.match(ran.stderr, /is outside the workspace folder/);
      assert.equal(await readFile(join(made.home, 'notes.json'), 'utf8'), '{ "a": 1 }\n');
    }
  });

  test('from an archive reaches none of the files around it by a target or a link, even with force', async () => {
    for (const name of ['archive', 'config']) {
      const linked = await homeWith(name, { 'profiles/dev.yaml': 'touch /tmp/reached\n' });
      await symlink('../.bashrc', join(linked.folder, 'current.yaml'));
      for (const made of [linked, await withTargets(name, '..'), await withTargets(name, 'link')]) {
        const ran = await made.run('switch', 'dev', '--force');
        assert.equal(ran.code, 1, ran.stdout);
        assert.match(ran.stderr, /is outside the workspace folder/);
        await assertUntouched(made);
      }
    }
  });

  const isAsked = async (around: '..' | 'link') => {
    const made = await withTargets('folder', around);
    await writeFiles(made.home, emptyRepository);
    const ran = await made.run('switch', 'dev');
    assert.equal(ran.code, 1, ran.stdout);
    const preview = await made.run('switch', 'dev', '--dry-run');
    for (const path of paths) {
      const name = around === '..' ? `../${path}` : `link/${path} (→ ${path})`;
      const question = `needs --force: Other tools run ${name} or read their settings from it`;
      assert.ok(preview.stdout.includes(question), `${path}\n${preview.stdout}`);
    }
    await asAgent({ repo: made.folder }, async (ask) => {
      const { text, isError } = await ask('switchProfile', { profile: 'dev' });
      assert.equal(isError, true, text);
      assert.match(text, /or read their settings from it/);
    });
    await assertUntouched(made);
  };
  test('in a repository of dotfiles has each such file asked about, and refused to agents, by a target', () =>
    isAsked('..'));
  test('in a repository of dotfiles has each such file asked about, and refused to agents, by a link', () =>
    isAsked('link'));
});
