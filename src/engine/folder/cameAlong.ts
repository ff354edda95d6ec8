// Whether a folder came along with somebody else's code: below a folder of vendored code or build output,
// in a repository of its own (a submodule, a clone, a worktree), or behind a link that leads there or out of the workspace.
// It looks at names, and at nothing inside of the folder.
import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Names of folders that hold what others wrote or what a build makes anew. */
const foreignNames = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', 'site-packages', 'venv', '.venv', '.tox'],
  ...['vendor', 'vendors', 'vendored', 'third_party', 'third-party', 'thirdparty', '3rdparty'],
  ...['external', 'externals', 'extern', 'deps', 'pods', 'carthage', '.yarn', '.cargo', '.gradle', '.cache'],
  ...['dist', 'build', 'out', 'output', 'target', 'bin', 'obj', 'coverage', '.next', '.nuxt', '.output'],
]);

/** Whether a path leads through vendored code or build output. */
export function isForeign(path: string): boolean {
  return path.split(/[\\/]/).some((name) => foreignNames.has(name.toLowerCase()));
}

/** @param root the workspace folder. What cannot be looked at counts as come along. */
export async function cameAlong(root: string, folder: string): Promise<boolean> {
  try {
    const paths = [[root, folder] as const, [await realpath(root), await realpath(folder)] as const];
    for (const [from, to] of paths) if (await isStrange(from, to)) return true;
    return false;
  } catch {
    return true; // Who can read nothing there misses nothing.
  }
}

async function isStrange(root: string, folder: string): Promise<boolean> {
  const path = relative(root, folder);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) || isForeign(path)) return true;
  for (let step = folder; step.length > root.length; step = dirname(step))
    if (await isRepository(step)) return true;
  return false;
}

/** @throws where it can't be looked at. */
export async function isRepository(folder: string): Promise<boolean> {
  try {
    await lstat(join(folder, '.git'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
