// The script that the editor's terminals run, with Nodes that only say how they were called.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder } from '../support/disk/configFolder.ts';
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

async function launched(
  env: Readonly<Record<string, string>>,
  cwd = projectRoot,
): Promise<readonly [number, string, string]> {
  return new Promise((resolve) => {
    execFile(launcher, ['get', 'a b'], { env, cwd }, (error, stdout, stderr) =>
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
      for (const version of ['v22.1.0', 'v30.3.1', 'v100.0.0']) {
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
      for (const path of [await fakeNode('v20.20.1'), await fakeNode('v9.0.0'), '/nowhere'])
        assert.deepEqual(await launched({ PATH: path, SAFEKEEP_NODE: editor }), [
          0,
          `v22.0.0|1|${cli}|get|a b|`,
          '',
        ]);
    });

    test('runs nothing of the working directory, however the PATH leads there', async () => {
      const hostile = await fakeNode('v99.0.0');
      const path = await fakeNode('v24.0.0');
      await mkdir(join(hostile, 'bin'));
      await rename(join(hostile, 'node'), join(hostile, 'bin', 'node'));
      await copyFile(join(hostile, 'bin', 'node'), join(hostile, 'node'));
      const refused = [1, '', 'safekeep needs Node.js 22 or newer.\n'];
      for (const entry of ['', '.', './', 'bin', './bin', '*']) {
        assert.deepEqual(await launched({ PATH: `${entry}:/nowhere` }, hostile), refused, entry);
        const [code, printed] = await launched({ PATH: `${entry}:${path}` }, hostile);
        assert.deepEqual([code, printed], [0, `v24.0.0||${cli}|get|a b|`], entry);
      }
      assert.deepEqual(await launched({ PATH: '/nowhere', SAFEKEEP_NODE: './node' }, hostile), refused);
    });

    test('says what is missing where there is neither', async () => {
      assert.deepEqual(await launched({ PATH: '/nowhere' }), [
        1,
        '',
        'safekeep needs Node.js 22 or newer.\n',
      ]);
    });
  },
);

suite('the safekeep of cmd', () => {
  // There is no cmd here: what makes it safe is read.
  test('runs programs by their whole paths alone, and none of the working directory', async () => {
    const text = await readFile(`${launcher}.cmd`, 'utf8');
    assert.deepEqual(
      text.split('\r\n').filter((line) => line.includes('\n')),
      [],
      'cmd wants the line ends of Windows',
    );
    const lines = text.split('\r\n').filter((line) => !line.startsWith('rem '));
    const first = lines.findIndex((line) => line === 'set "NoDefaultCurrentDirectoryInExePath=1"');
    const programs = lines.map((line) => /(?:^|\('\^")"(%[^"]*)"/.exec(line)?.[1]);
    assert.deepEqual(
      programs.filter((program) => program !== undefined),
      ['%SystemRoot%\\System32\\where.exe', '%node%', '%node%', '%SAFEKEEP_NODE%'],
    );
    assert.ok(first > 0 && first < programs.findIndex((program) => program !== undefined));
    // The rest of what cmd is told is its own.
    const own = /^(@echo|setlocal|set|if|for|echo|exit|:machine|:editor|\)|"%| {2}if not defined node|$)/;
    assert.deepEqual(
      lines.filter((line) => !own.test(line)),
      [],
    );
    assert.match(text, / \$PATH:node\.exe /); // `where` itself then leaves the working directory out.
    assert.match(text, /if not defined node if \/i not "%%~dpp"=="%here%" set "node=%%~fp"/);
    assert.match(text, /if %major% geq 22 goto machine/);
  });
});
