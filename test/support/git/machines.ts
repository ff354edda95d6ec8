// Computers that share a configuration through a bare repository: each a clone with a config folder in it. They run in
// one process, so they share one state folder, which knows each clone by its path.
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEngine, type Backup, type Engine } from '../../../src/engine/index.ts';
import { cloneOf, type Clone, type Remote } from '../../../src/git/clone.ts';
import { pullBackups, type Pulled } from '../../../src/git/pullBackups.ts';
import { pushBackups, type Pushed } from '../../../src/git/pushBackups.ts';
import { listMachines, type MachineBackups } from '../../../src/git/readBackups.ts';
import { agreeTo } from '../../../src/git/remotes.ts';
import { disposableFolder, writeFiles, type Files } from '../disk/configFolder.ts';
import { gitIn, gitRepository, type GitRepository } from '../disk/gitRepository.ts';
import { testUser } from '../disk/testUser.ts';

process.env['XDG_STATE_HOME'] = await disposableFolder('state');

export interface Hub extends GitRepository {
  readonly remote: Remote;
}

export interface Machine {
  readonly repository: GitRepository;
  readonly folder: string;
  readonly engine: Engine;
  readonly clone: Clone;
  readonly text: (name: string) => Promise<string>;
  /** Edits the live file, and backs it up. */
  readonly backUp: (content: object) => Promise<Backup>;
}

export const live = 'current.json';

export async function hub(files: Files = { [`config/${live}`]: '{ "n": 0 }\n' }): Promise<Hub> {
  const first = await gitRepository();
  await first.write({ ...files, 'config/safekeep.yaml': 'retention: { last: 100000 }\n' });
  first.git('add', '-A');
  first.git('commit', '-qm', 'Start');
  const root = join(await disposableFolder('hub'), 'hub.git');
  first.git('clone', '-q', '--bare', first.root, root);
  const bare = gitIn(root);
  bare.git('config', 'receive.autogc', 'false');
  return { ...bare, remote: { name: root, url: root, secrets: [] } };
}

/** A new clone, with the remote set up. @param key of its user, in 64 hex digits. */
export async function joined({ root, remote }: Hub, key?: string): Promise<Machine> {
  const place = join(await disposableFolder('clone'), 'clone');
  gitIn(root).git('clone', '-q', root, place);
  const machine = await machineAt(place, key);
  await agreeTo(machine.clone, remote);
  return machine;
}

/** A copy of a clone with all that is in it, with the remote set up anew. */
export async function copied({ repository }: Machine, { remote }: Hub): Promise<Machine> {
  const place = join(await disposableFolder('copy'), 'copy');
  await cp(repository.root, place, { recursive: true });
  const machine = await machineAt(place);
  await agreeTo(machine.clone, remote);
  return machine;
}

export async function machineAt(root: string, key?: string): Promise<Machine> {
  const folder = join(root, 'config');
  const engine = await openEngine(folder, { workspace: root, author: 'tester', user: testUser(key) });
  return {
    repository: gitIn(root),
    folder,
    engine,
    clone: await cloneOf(engine.folder),
    text: (name) => readFile(join(folder, name), 'utf8'),
    backUp: async (content) => {
      await writeFiles(folder, { [live]: `${JSON.stringify(content)}\n` });
      return engine.createBackup({});
    },
  };
}

export async function machinesKnown({ engine, clone }: Machine): Promise<readonly MachineBackups[]> {
  return listMachines(engine, clone);
}

/** The ids of all backups that a machine knows of, sorted. */
export async function idsKnown(machine: Machine): Promise<readonly string[]> {
  const machines = await machinesKnown(machine);
  return machines.flatMap(({ backups }) => backups.map(({ backup: { id } }) => id)).toSorted();
}

/** What `safekeep push` does, with no secrets but the known ones. */
export async function push({ engine, clone }: Machine, { remote }: Pick<Hub, 'remote'>): Promise<Pushed> {
  return pushBackups(engine, clone, { remote, sensitive: [] });
}

export async function pull({ clone }: Machine, { remote }: Hub): Promise<Pulled> {
  return pullBackups(clone, remote.url);
}
