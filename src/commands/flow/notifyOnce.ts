// Follows the state and reports once what is found in a folder, for as long as it stands, and whether it was there when
// the window first saw the folder or came about under its eyes. A file that is only just being written looks odd for a
// moment, so a finding has to last before anything is said. It starts with the window, needs nothing of the engine, and
// knows of no finding what it means.
import * as vscode from 'vscode';
import type { Log } from '../../workspace/texts/log.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../../workspace/workspaceService.ts';

const lastingMs = 1_000;

export type FollowedService = Pick<WorkspaceService, 'state' | 'onDidChangeState' | 'refresh'>;

/** `found` at the first look at a folder: the views show it, and nobody is spoken to for having opened a window. */
export type NoticeTiming = 'found' | 'happened';

export interface FindingSource {
  /** What stands in a folder; each key is of one finding, the same at every look. */
  readonly keysOf: (folder: ReadyFolder) => readonly string[];
  readonly say: (folder: ReadyFolder, moment: NoticeTiming) => Promise<void>;
}

interface Notifier {
  readonly folder: string;
  readonly moment: NoticeTiming;
}

export function notifyOnce(
  service: FollowedService,
  log: Log,
  { keysOf, say }: FindingSource,
): vscode.Disposable {
  /** Findings that stand, by folder and key, and who is going to tell them. */
  const seen = new Map<string, Notifier>();
  /** Folders that were looked at in this window, also those that went away. */
  const known = new Set<string>();
  const follow = (state: WorkspaceState) => {
    const folders = readyFolders(state);
    const now = new Map(
      folders.flatMap((folder) =>
        keysOf(folder).map((key) => [JSON.stringify([folder.id, key]), folder.id] as const),
      ),
    );
    for (const key of seen.keys()) if (!now.has(key)) seen.delete(key);
    const fresh = [...now.keys()].filter((key) => !seen.has(key));
    for (const [folder, keys] of Map.groupBy(fresh, (key) => now.get(key) ?? '')) {
      const teller: Notifier = { folder, moment: known.has(folder) ? 'happened' : 'found' };
      for (const key of keys) seen.set(key, teller);
      setTimeout(() => void tell(teller), lastingMs);
    }
    for (const { id } of folders) known.add(id);
  };
  const tell = async (teller: Notifier) => {
    const stands = () => [...seen.values()].includes(teller);
    try {
      if (stands()) await service.refresh();
      const folder = readyFolders(service.state).find(({ id }) => id === teller.folder);
      if (folder && stands()) await say(folder, teller.moment);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
  };
  return vscode.Disposable.from(
    service.onDidChangeState(follow),
    new vscode.Disposable(() => {
      seen.clear();
    }),
  );
}
