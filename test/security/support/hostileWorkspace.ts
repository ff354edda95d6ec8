// A repository that somebody else wrote, beside files of the user that are none of its business, on the real disk.
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openEngine, type Engine, type EngineOptions } from '../../../src/engine/index.ts';
import { disposableFolder, writeFiles, type Files } from '../../support/disk/configFolder.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import { terminal, type Ran, type Running } from './terminal.ts';

export const profileFiles: Files = {
  'current.yaml': 'a: 1\nb: 2\nc: 3\n',
  'profiles/p.yaml': 'a: 2\nb: 2\nc: 3\n',
  'profiles/q.yaml': 'a: 3\nb: 2\nc: 3\n',
};

export interface HostileWorkspace {
  /** Holds `outside` and `repo`. */
  readonly root: string;
  readonly repo: string;
  readonly config: string;
  /** The user's files, which no call may touch. */
  readonly outside: string;
  readonly run: (...words: readonly string[]) => Promise<Ran>;
  readonly runWith: (running: Partial<Running>, ...words: readonly string[]) => Promise<Ran>;
  readonly open: (options?: EngineOptions) => Promise<Engine>;
  /** Files of the config folder. */
  readonly write: (files: Files) => Promise<void>;
  /** A link of the config folder. @param to from the folder of the workspace */
  readonly link: (path: string, to: string) => Promise<void>;
  readonly lookOutside: () => Fingerprint;
}

/** @param files of the config folder; of the repository where they begin with `../`. */
export async function hostileWorkspace(files: Files = profileFiles): Promise<HostileWorkspace> {
  const root = await disposableFolder('hostile');
  const [repo, outside] = [join(root, 'repo'), join(root, 'outside')];
  const config = join(repo, 'config');
  await mkdir(config, { recursive: true });
  await writeFiles(repo, { '.git/HEAD': 'ref: refs/heads/main\n' });
  await writeFiles(config, files);
  await writeFiles(outside, {
    '.bashrc': '# rc\n',
    'User/settings.json': '{ "mine": 1 }\n',
    'User/x.json': '{ "mine": 2 }\n',
    'profiles/secret-name.yaml': 'a: 9\n',
  });
  return {
    root,
    repo,
    config,
    outside,
    run: (...words) => terminal({ cwd: repo }, ...words),
    runWith: (running, ...words) => terminal({ cwd: repo, ...running }, ...words),
    open: (options = {}) => openEngine(config, { author: 'tester', workspace: repo, ...options }),
    write: (changed) => writeFiles(config, changed),
    link: async (path, to) => {
      await mkdir(dirname(join(config, path)), { recursive: true });
      await symlink(join(root, to), join(config, path));
    },
    lookOutside: () => fingerprint(outside),
  };
}

/** What only looks, as words of the terminal. */
export const lookingVerbs: readonly (readonly string[])[] = [
  ['status'],
  ['history'],
  ['backup', 'list'],
  ['diff', 'current', 'profile:p'],
  ['get', 'a'],
  ['completion', 'values', 'switch', ''],
  ['audit', 'verify'],
  ['profile', 'list'],
];
