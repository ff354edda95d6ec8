import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { CommandContext } from '../flow/commandContext.ts';
import { saveDirty } from './saveDirty.ts';

/** The folder as it is with all live files saved; `undefined` when the person turns away. */
export async function saveLiveFiles(
  { service }: CommandContext,
  folder: ReadyFolder,
): Promise<ReadyFolder | undefined> {
  const dirty = dirtyDocuments(folder.id, folder.snapshot.targets);
  if (dirty.length === 0) return folder;
  if (!(await saveDirty(dirty))) return undefined;
  await service.refresh();
  return readyFolders(service.state).find(({ id }) => id === folder.id);
}
