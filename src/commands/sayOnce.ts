// Follows the state and says once what is found in a folder, for as long as it stands. A file that is only just being
// written looks odd for a moment, so a finding has to last before anything is said. It starts with the window, needs
// nothing of the engine, and knows of no finding what it means.
import * as vscode from 'vscode';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

const lastingMs = 1_000;

export type FollowedService = Pick<WorkspaceService, 'state' | 'onDidChangeState' | 'refresh'>;

export interface Findings {
  /** What stands in a folder; each key is of one finding, the same at every look. */
  readonly keysOf: (folder: ReadyFolder) => readonly string[];
  readonly say: (folder: ReadyFolder) => Promise<void>;
}

export function sayOnce(
  service: FollowedService,
  log: vscode.LogOutputChannel,
  { keysOf, say }: Findings,
): vscode.Disposable {
  /** Findings that stand, by folder and key, and who is going to tell them. */
  const seen = new Map<string, symbol>();
  const follow = (state: WorkspaceState) => {
    const now = new Map(
      readyFolders(state).flatMap((folder) =>
        keysOf(folder).map((key) => [JSON.stringify([folder.id, key]), folder.id] as const),
      ),
    );
    for (const key of seen.keys()) if (!now.has(key)) seen.delete(key);
    const fresh = [...now.keys()].filter((key) => !seen.has(key));
    for (const [id, keys] of Map.groupBy(fresh, (key) => now.get(key) ?? '')) {
      const teller = Symbol(id);
      for (const key of keys) seen.set(key, teller);
      setTimeout(() => void tell(id, teller), lastingMs);
    }
  };
  const tell = async (id: string, teller: symbol) => {
    const stands = () => [...seen.values()].includes(teller);
    try {
      if (stands()) await service.refresh();
      const folder = readyFolders(service.state).find((one) => one.id === id);
      if (folder && stands()) await say(folder);
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
