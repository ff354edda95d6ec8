// What Git has checked out around a config folder, told without running Git, and the profile that the manifest names for it.
import { join } from 'node:path';
import type { Manifest } from '../model/model.ts';
import { nullIfUnreadable, repositoriesAround } from '../storage/git/gitRepository.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';

export type Checkout =
  | { readonly kind: 'branch'; readonly branch: string }
  /** A commit or a tag. */
  | { readonly kind: 'detached' }
  /** In the middle of a rebase, a merge, or the like: the branch is about to change. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'none' };

/** As `wt_status_get_state` in Git's wt-status.c tells it. */
const busyNames = [
  'rebase-merge',
  'rebase-apply',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'BISECT_LOG',
];

/** Tells what is checked out; in a worktree or a submodule, its own branch. */
export async function checkoutAt(folder: string): Promise<Checkout> {
  const { value: repository } = await repositoriesAround(nodeFileSystem, folder).next();
  if (!repository) return { kind: 'none' };
  const { gitFolder } = repository;
  const signs = busyNames.map((name) => nullIfUnreadable(nodeFileSystem.stat(join(gitFolder, name))));
  if ((await Promise.all(signs)).some(Boolean)) return { kind: 'busy' };
  const head = await nullIfUnreadable(
    nodeFileSystem.readFile(join(gitFolder, 'HEAD'), { maxBytes: 64 * 1024 }),
  );
  const [, branch] = /^ref:\s*refs\/heads\/(.+)/.exec(head ? Buffer.from(head).toString() : '') ?? [];
  return branch === undefined ? { kind: 'detached' } : { kind: 'branch', branch: branch.trim() };
}

/** Returns the profile of the first rule that matches a branch; `*` stands for any characters, including slashes. */
export function profileForBranch({ activate }: Manifest, branch: string): string | undefined {
  return activate.find((rule) => matches(rule.branch, branch))?.profile;
}

/** Whether a pattern matches; one pass for each star, so that none takes long. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [start = '', ...rest] = parts;
  const end = rest.pop();
  if (end === undefined) return text === pattern;
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) return false;
  let from = start.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > text.length - end.length) return false;
    from = at + part.length;
  }
  return true;
}
