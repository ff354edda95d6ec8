// A repository of git's own making on the real disk, whatever the person who runs the tests has configured.
import { execFileSync } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { disposableFolder, writeFiles, type Files } from './configFolder.ts';

export interface GitRepository {
  readonly root: string;
  /** Runs git and answers what it prints. */
  readonly git: (...words: readonly string[]) => string;
  /** The same, with this as its input. */
  readonly feed: (input: string, ...words: readonly string[]) => string;
  readonly write: (files: Files) => Promise<void>;
  readonly path: (name: string) => string;
}

/** The least that git takes for a repository. */
export const emptyRepository = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/objects/info/packs': '',
  '.git/refs/heads/.keep': '',
} as const satisfies Files;

export async function gitRepository(...initWords: readonly string[]): Promise<GitRepository> {
  const root = await realpath(await disposableFolder('git'));
  const repository = gitIn(root);
  repository.git('init', '-q', '-b', 'main', ...initWords);
  return repository;
}

/** A folder that is one already, as a worktree or a submodule. */
export function gitIn(root: string): GitRepository {
  return {
    root,
    git: (...words) => runGit(root, words),
    feed: (input, ...words) => runGit(root, words, input),
    write: (files) => writeFiles(root, files),
    path: (name) => join(root, name),
  };
}

const settings = ['user.name=A Tester', 'user.email=tester@example.org', 'protocol.file.allow=always'];

function runGit(cwd: string, words: readonly string[], input = ''): string {
  const options = settings.flatMap((setting) => ['-c', setting]);
  return execFileSync('git', [...options, ...words], {
    cwd,
    encoding: 'utf8',
    input,
    stdio: 'pipe',
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' },
  });
}
