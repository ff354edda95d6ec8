// Somebody who can write to the checkout swaps a directory of it for a link that leads outside, at the worst moment.
import { existsSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../../src/engine/index.ts';
import { faultyFileSystem } from '../../support/faults/faultyFileSystem.ts';
import { hostileWorkspace, type HostileWorkspace } from './hostileWorkspace.ts';

const files = {
  'safekeep.yaml': 'format: 1\ntargets: { app: live/app.yaml }\n',
  'live/app.yaml': 'password: old\n',
  'profiles/p.yaml': 'password: new\n',
  'profiles/q.yaml': 'password: other\n',
};

/** @param call the one on the staged file, or on what it becomes, before which the directory is swapped */
export async function swappedDirectory(
  call: string,
): Promise<{ readonly workspace: HostileWorkspace; readonly commit: () => Promise<void> }> {
  const workspace = await hostileWorkspace(files);
  const live = join(workspace.config, 'live');
  const swap = (now: string, path: string) => {
    if (now !== call || !path.startsWith(join(live, '.app.yaml.')) || existsSync(`${live}-old`)) return;
    renameSync(live, `${live}-old`);
    symlinkSync(workspace.outside, live);
  };
  const engine = await workspace.open({ fileSystem: faultyFileSystem(swap) });
  const plan = await engine.plan({ kind: 'switch', profile: 'p' });
  return {
    workspace,
    commit: async () => {
      await engine.commit(plan, { accepted: 'all' }).catch((error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
      });
    },
  };
}
