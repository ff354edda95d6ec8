// What stands in a config folder and is no regular file: nobody waits for a pipe, and a folder stops nothing that has
// nothing to do with it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { writeFiles, type Files } from '../support/disk/configFolder.ts';
import { hostileWorkspace, profileFiles, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';
import { assertCheap } from './support/usage.ts';

const targetFiles: Files = {
  'safekeep.yaml': 'targets: { app: { path: app.yaml, schema: s.json, defaults: d.yaml } }\n',
  'app.yaml': 'a: 1\n',
  'profiles/p/app.yaml': 'a: 2\n',
};

type Make = (path: string) => Promise<unknown>;

const kinds: Readonly<Record<string, Make>> = {
  pipe: (path) => Promise.resolve(execFileSync('mkfifo', [path])),
  folder: (path) => mkdir(path),
};

async function withEntries(files: Files, make: Make, names: readonly string[]): Promise<HostileWorkspace> {
  const workspace = await hostileWorkspace(files);
  for (const name of names) {
    await mkdir(dirname(join(workspace.config, name)), { recursive: true });
    await make(join(workspace.config, name));
  }
  return workspace;
}

async function answers(workspace: HostileWorkspace, verbs: readonly (readonly string[])[]): Promise<void> {
  for (const words of verbs) assertAnswered(await workspace.run(...words), words.join(' '));
}

suite('what is no regular file', { skip: process.platform === 'win32' }, () => {
  for (const [kind, make] of Object.entries(kinds)) {
    test(`as a ${kind} beside the profiles, migrations and records hinders no change`, async () => {
      const workspace = await withEntries(profileFiles, make, [
        'profiles/x',
        'profiles/y.yaml',
        'migrations/z.yaml',
        'backups/20200101T000000000Z-000000',
        '.safekeep/lock/x.lock',
      ]);
      const { code, stderr, isHung } = await workspace.run('set', 'a', '7');
      assert.deepEqual({ code, isHung }, { code: 0, isHung: false }, stderr);
      await answers(workspace, [['status'], ['recover'], ['switch', 'p'], ['validate']]);
    });

    test(`as a ${kind} in place of a file that is needed is refused at once`, async () => {
      for (const name of [
        's.json',
        'd.yaml',
        'app.yaml',
        'safekeep.yaml',
        'profiles/p/app.yaml',
        'part.json',
      ]) {
        const files = Object.entries({ ...targetFiles, 's.json': '{ "$ref": "part.json" }\n' });
        const workspace = await withEntries(
          Object.fromEntries(files.filter(([path]) => path !== name)),
          make,
          [name],
        );
        await answers(workspace, [['status'], ['switch', 'p']]);
      }
    });
  }

  test('but has the name of a file that was being written hinders no change and no recovery', async () => {
    const name = '.x.000000aaaaaaaaaaaa.safekeep-new';
    const kept = [name, `profiles/${name}`, `.safekeep/${name}`, `.safekeep/journal/${name}`];
    const workspace = await withEntries(profileFiles, (path) => mkdir(path, { recursive: true }), kept);
    for (const words of [['set', 'a', '7'], ['recover'], ['unlock'], ['switch', 'p']]) {
      const { code, stderr } = await workspace.run(...words);
      assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
    }
    for (const path of kept) assert.ok(existsSync(join(workspace.config, path)), path);
  });

  test('is not taken away from another config folder that the profiles lead into', async () => {
    const workspace = await hostileWorkspace({ 'current.yaml': 'a: 1\n' });
    const record = 'other/config/.safekeep/journal/.x.json.000000aaaaaaaaaaaa.safekeep-new';
    await writeFiles(workspace.repo, { [record]: '{}\n' });
    await symlink('../other/config/.safekeep/journal', join(workspace.config, 'profiles'));
    await answers(workspace, [['set', 'a', '7'], ['recover'], ['unlock']]);
    assert.ok(existsSync(join(workspace.repo, record)));
  });

  test(
    'of a size that nobody knows before is read up to the bound alone',
    { skip: !existsSync('/proc/self/pagemap') },
    async () => {
      const workspace = await hostileWorkspace();
      await symlink('/proc/self/pagemap', join(workspace.repo, 'notes.yaml'));
      const { code, stderr } = await assertCheap(workspace, 'validate', 'notes.yaml');
      assert.equal(code, 1, stderr);
    },
  );
});
