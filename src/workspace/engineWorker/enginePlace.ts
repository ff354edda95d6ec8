import type { EnginePlace } from './engineCall.ts';
import { authorSetting, lockTimeoutSetting } from '../base/settings.ts';
import type { FolderPlace } from '../state/workspaceState.ts';

/** Each place and each set of options has an engine of its own: a change of either opens anew. */
export function enginePlace({ id, root }: FolderPlace, key: string | undefined): EnginePlace {
  const author = authorSetting();
  return {
    path: id,
    options: {
      workspace: root,
      command: 'Visual Studio Code',
      finishes: true,
      lockTimeoutMs: lockTimeoutSetting(),
      ...(author === undefined ? {} : { author }),
      ...(key === undefined ? {} : { key }),
    },
  };
}
