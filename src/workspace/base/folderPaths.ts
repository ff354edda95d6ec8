// What paths of folders say by themselves, without a look at the disk.
import { posix, win32 } from 'node:path';

/** Whether a path, taken from a folder, is that folder or one below it on every system. '' is no path. */
export function isFolderBelow(path: string): boolean {
  if (path === '' || path.includes('\0') || /^[a-z]:/i.test(path)) return false;
  return !posix.isAbsolute(path) && !win32.isAbsolute(path) && !pathSegments(path).includes('..');
}

/** Names of folders that hold what others wrote or what a build makes anew. */
const foreignNames = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', 'site-packages', 'venv', '.venv', '.tox'],
  ...['vendor', 'vendors', 'vendored', 'third_party', 'third-party', 'thirdparty', '3rdparty'],
  ...['external', 'externals', 'extern', 'deps', 'pods', 'carthage', '.yarn', '.cargo', '.gradle', '.cache'],
  ...['dist', 'build', 'out', 'output', 'target', 'bin', 'obj', 'coverage', '.next', '.nuxt', '.output'],
]);

/** Whether a path below a workspace folder leads through vendored code or build output. */
export function isForeign(path: string): boolean {
  return pathSegments(path).some((name) => foreignNames.has(name.toLowerCase()));
}

function pathSegments(path: string): readonly string[] {
  return path.split(/[\\/]/);
}
