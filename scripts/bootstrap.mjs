// The first script a newcomer starts. Plain JavaScript for Node 18, because nothing may be installed yet:
// it installs what the lockfile names, then hands over to the TypeScript script of the given name,
// run by the Node 24 that comes with the dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...scriptArguments] = process.argv.slice(2);

if (!isInstalled()) install();
if (process.env.CI === undefined) addHooks();
handOver(script, scriptArguments);

/** True when node_modules holds what the lockfile says; file times say nothing after a copy or a checkout. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    return present === undefined ? entry.optional === true : present.version === entry.version;
  });
}

function readPackages(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

function install() {
  console.log('Installing the dependencies (npm ci) …');
  // npm tells its scripts where it is; outside of npm, the one on PATH is asked for.
  const npm = process.env.npm_execpath;
  const ended =
    npm === undefined
      ? spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, 'ci'], { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) fail('npm ci failed: see its output above.');
}

/** Once for a checkout; a folder that is no checkout of its own has no hooks. */
function addHooks() {
  const hooks = join(root, '.git', 'hooks');
  if (!existsSync(hooks) || existsSync(join(hooks, 'pre-commit'))) return;
  const lefthook = join(root, 'node_modules', 'lefthook', 'bin', 'index.js');
  spawnSync(process.execPath, [lefthook, 'install'], { cwd: root, stdio: 'ignore' });
}

function handOver(name, args) {
  const flags = [
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    '--disable-warning=ExperimentalWarning',
    join(root, 'scripts', `${name}.ts`),
  ];
  const binaries = join(root, 'node_modules', '.bin');
  const child = spawn(pinnedNode(), [...flags, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` },
  });
  // Ctrl-C reaches the child by itself; this process only waits for it to clean up.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** The Node 24 among the dependencies; on a platform it is not published for, the running Node if new enough. */
function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const prefix of ['node', 'node-bin']) {
    const file = join(root, 'node_modules', `${prefix}-${platform}-${process.arch}`, 'bin', executable);
    if (existsSync(file)) return file;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `No Node 24 is published on npm for ${platform}-${process.arch}: install Node 24 and start again.`,
  );
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
