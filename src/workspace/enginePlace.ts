import type { EnginePlace } from './engineCall.ts';
import { authorSetting } from './settings.ts';
import type { FolderPlace } from './workspaceState.ts';

/** Each place and author has an engine of its own: a change of either opens anew. */
export function enginePlace({ id, root }: FolderPlace, key: string | undefined): EnginePlace {
  const author = authorSetting();
  const by = { ...(author === undefined ? {} : { author }), ...(key === undefined ? {} : { key }) };
  return { path: id, options: { workspace: root, command: 'Visual Studio Code', finishes: true, ...by } };
}
