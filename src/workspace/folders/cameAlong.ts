// Whether a folder of the workspace came along with somebody else's code: below a folder of vendored code or build output,
// in a repository of its own (a submodule, a clone, a worktree), or behind a link that leads there or out of the workspace.
// It looks at names, and at nothing inside of the folder.
import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isForeign } from '../base/folderPaths.ts';

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
    if (await exists(join(step, '.git'))) return true;
  return false;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
