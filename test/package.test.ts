// What ships, and what has to go along with it.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { before, suite, test } from 'node:test';
import { listFiles, PackageManager } from '@vscode/vsce';
import { build, type BuildResult } from 'esbuild';
import { bundles } from '../scripts/bundles.ts';
import { packagesIn, thirdPartyNotices } from '../scripts/thirdPartyNotices.ts';
import { disposableFolder } from './support/disk/configFolder.ts';
import { projectRoot } from './support/paths.ts';

suite('The bundles', () => {
  let built: readonly BuildResult<{ metafile: true; write: false }>[] = [];

  before(async () => {
    const all = bundles.map(({ file, options }) =>
      build({ ...options, outfile: join(projectRoot, 'dist', file), metafile: true, write: false }),
    );
    built = await Promise.all(all);
  });

  test('go along with the notice of each package that they have a part of, and its whole license', async () => {
    const folders = packagesIn(built.map(({ metafile }) => metafile));
    const notices = await thirdPartyNotices(folders);
    // What the sources import, and what these packages bring along.
    for (const name of ['ajv', 'jsondiffpatch', 'semver', 'yaml', '@vscode/l10n', 'zod', 'lit-html'])
      assert.ok(folders.includes(`node_modules/${name}`), name);
    for (const folder of folders) {
      const { name, version } = await manifestOf(folder);
      const [, notice = ''] = notices.split(`\n${name} ${version} (`);
      const [text = ''] = notice.split('='.repeat(80));
      assert.match(text, /Copyright/i, name);
      assert.match(text, /WITHOUT WARRANTIES|WARRANT(Y|IES)/i, name);
    }
  });

  test('name every package that their text was made of, also one inside of another', () => {
    const [metafile] = built.map((one) => one.metafile);
    assert.ok(metafile);
    const inputs = {
      'node_modules/a/node_modules/@b/c/index.js': { bytesInOutput: 1 },
      'node_modules/d/e/index.js': { bytesInOutput: 1 },
      'src/own.ts': { bytesInOutput: 1 },
    };
    const outputs = { 'x.js': { bytes: 1, inputs, imports: [], exports: [] } };
    assert.deepEqual(packagesIn([{ ...metafile, outputs }]), [
      'node_modules/a/node_modules/@b/c',
      'node_modules/d',
    ]);
  });

  test('are not built with a package whose license has no text', async () => {
    const folder = await disposableFolder('package');
    await writeFile(join(folder, 'package.json'), '{ "name": "bare", "version": "1.0.0" }');
    await assert.rejects(
      thirdPartyNotices([relative(projectRoot, folder)]),
      /^Error: bare is in a bundle without the text of its license/,
    );
  });

  test('name no source map, since none ships', () => {
    for (const { outputFiles } of built)
      for (const { path, text } of outputFiles.filter((file) => file.path.endsWith('.js')))
        assert.doesNotMatch(text, /sourceMappingURL/, basename(path));
  });
});

suite('The package', () => {
  test('has the notices, the license and how to report, and neither sources nor maps', async () => {
    const folder = await disposableFolder('packed');
    for (const name of [
      'package.json',
      '.vscodeignore',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'bin',
      'schemas',
    ])
      await cp(join(projectRoot, name), join(folder, name), { recursive: true });
    for (const inner of ['dist', 'src', 'test', 'dist/test']) await mkdir(join(folder, inner));
    const names = ['dist/cli.js', 'dist/cli.js.map', 'dist/ThirdPartyNotices.txt', 'dist/safekeep.vsix'];
    for (const name of [...names, 'src/cli.ts', 'dist/test/index.js', '.env', 'id_rsa'])
      await writeFile(join(folder, name), '');
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    const shipped = files.filter((file) => !/^(bin|schemas)\//.test(file));
    assert.deepEqual(shipped.toSorted(), [
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'dist/ThirdPartyNotices.txt',
      'dist/cli.js',
      'package.json',
    ]);
  });
});

async function manifestOf(folder: string): Promise<{ readonly name: string; readonly version: string }> {
  const text = await readFile(join(projectRoot, folder, 'package.json'), 'utf8');
  return JSON.parse(text) as { name: string; version: string }; // Every installed package has both.
}
