// What ships, and what has to go along with it.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { before, suite, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { build, type BuildResult } from 'esbuild';
import { bundles } from '../scripts/bundles.ts';
import { packageFlags } from '../scripts/package.ts';
import { packagesIn, thirdPartyNotices } from '../scripts/thirdPartyNotices.ts';
import { disposableFolder } from './support/disk/configFolder.ts';
import { projectRoot } from './support/paths.ts';
import { linksOf, readPaper } from './support/texts/papers.ts';

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

suite('The README of the package', () => {
  test('has absolute links and pictures, in the repository that package.json names', async () => {
    const folder = await disposableFolder('packed');
    for (const name of ['.vscodeignore', 'LICENSE', 'README.md', 'CHANGELOG.md'])
      await cp(join(projectRoot, name), join(folder, name));
    const manifest = {
      ...{ name: 'safekeep', version: '1.0.0', publisher: 'safekeep', engines: { vscode: '^1.109.0' } },
      repository: 'https://github.com/ada/safekeep',
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    // What packs the extension leaves the links to vsce.
    assert.deepEqual(packageFlags(manifest), ['--no-dependencies']);
    const vsix = join(folder, 'x.vsix');
    await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false });
    const text = await packedText(vsix, 'extension/readme.md');
    const links = linksOf(text);
    assert.equal(links.length, linksOf(await readPaper('README.md')).length);
    assert.deepEqual(
      links.filter((link) => !/^https:\/\/github\.com\/ada\/safekeep\/(blob|raw)\/HEAD\/\w/.test(link)),
      [],
    );
    assert.match(
      text,
      /\(https:\/\/github\.com\/ada\/safekeep\/raw\/HEAD\/docs\/images\/switch-and-restore\.png\)/,
    );
  });

  test('is packed without a repository, too', () => {
    assert.ok(packageFlags({}).includes('--no-rewrite-relative-links'));
  });
});

/** One file of a zip archive. */
async function packedText(archive: string, path: string): Promise<string> {
  const bytes = await readFile(archive);
  const start = bytes.indexOf(path) - 30; // A header of 30 bytes, the name, what is extra, the content.
  const content = bytes.subarray(start + 30 + path.length + bytes.readUInt16LE(start + 28));
  return inflateRawSync(content).toString();
}

async function manifestOf(folder: string): Promise<{ readonly name: string; readonly version: string }> {
  const text = await readFile(join(projectRoot, folder, 'package.json'), 'utf8');
  return JSON.parse(text) as { name: string; version: string }; // Every installed package has both.
}
