// The VS Code that the tests run in where no desktop VS Code can be downloaded: VS Code's own web server, as the
// npm package code-server carries it. Installed once under `.vscode-test/`; nothing is fetched when it is there.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../paths.ts';

const version = '4.139.1';
const installFolder = join(cacheFolder, `code-server-${version}`);

/** The folder that holds the server's `out/server-main.js`; installs it when missing. */
export async function vscodeServerFolder(): Promise<string> {
  if (!existsSync(installFolder)) await install();
  return serverFolderIn(installFolder);
}

/** VS Code's version, for example `1.139.1`. */
export async function vscodeServerVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(await vscodeServerFolder(), 'package.json'), 'utf8'),
  );
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'of unknown version';
}

function serverFolderIn(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The folder gets its final name last: an install that was interrupted is never taken for a whole one. */
async function install(): Promise<void> {
  console.log(`Installing the VS Code server (npm package code-server ${version}, about 750 MB, once) …`);
  const partial = `${installFolder}.${String(process.pid)}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  // Native parts that need a compiler are left out (--ignore-scripts): they only log errors when missing.
  await npmInstall(partial, ['--prefix', partial, `code-server@${version}`]);
  await npmInstall(serverFolderIn(partial), ['--omit=dev']);
  await rename(partial, installFolder);
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args];
  // As a script of npm's this process knows which npm that is.
  const npm = process.env['npm_execpath'];
  const [command, commandArguments] =
    npm === undefined ? ['npm', flags] : [process.execPath, [npm, ...flags]];
  // A lockfile or workspace of the surrounding project must not be found from in there.
  const env = { ...process.env, npm_config_workspaces: undefined, npm_config_prefix: undefined };
  await promisify(execFile)(command, commandArguments, { cwd: folder, env, maxBuffer: 64_000_000 });
}
