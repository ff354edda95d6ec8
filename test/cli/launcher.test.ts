// The script that the editor's terminals run, with Nodes that only say how they were called.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder } from '../support/configFolder.ts';
import { projectRoot } from '../support/paths.ts';

const launcher = join(projectRoot, 'bin', 'safekeep');
const cli = `${projectRoot}/bin/../dist/cli.js`;

async function fakeNode(version: string): Promise<string> {
  const folder = await disposableFolder('node');
  const script = `#!/bin/sh
case $1 in
  --version) echo ${version} ;;
  *) printf '%s|' ${version} "$ELECTRON_RUN_AS_NODE" "$@" ;;
esac
`;
  await writeFile(join(folder, 'node'), script);
  await chmod(join(folder, 'node'), 0o755);
  return folder;
}

async function launched(env: Readonly<Record<string, string>>): Promise<readonly [number, string, string]> {
  return new Promise((resolve) => {
    execFile(launcher, ['get', 'a b'], { env }, (error, stdout, stderr) =>
      resolve([error === null ? 0 : Number(error.code), stdout, stderr]),
    );
  });
}

suite(
  'the safekeep of the terminals',
  { skip: process.platform === 'win32' && 'it is for POSIX shells' },
  () => {
    test('runs the Node of the machine, with the words as they are', async () => {
      const editor = join(await fakeNode('v22.0.0'), 'node');
      for (const version of ['v20.1.0', 'v24.3.1', 'v100.0.0']) {
        const path = await fakeNode(version);
        assert.deepEqual(await launched({ PATH: path, SAFEKEEP_NODE: editor }), [
          0,
          `${version}||${cli}|get|a b|`,
          '',
        ]);
      }
    });

    test("runs the editor's own where the machine has none, or an old one", async () => {
      const editor = join(await fakeNode('v22.0.0'), 'node');
      for (const path of [await fakeNode('v18.20.1'), await fakeNode('v9.0.0'), '/nowhere'])
        assert.deepEqual(await launched({ PATH: path, SAFEKEEP_NODE: editor }), [
          0,
          `v22.0.0|1|${cli}|get|a b|`,
          '',
        ]);
    });

    test('says what is missing where there is neither', async () => {
      assert.deepEqual(await launched({ PATH: '/nowhere' }), [
        1,
        '',
        'safekeep needs Node.js 20 or newer.\n',
      ]);
    });
  },
);
