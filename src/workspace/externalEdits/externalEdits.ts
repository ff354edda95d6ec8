// Changes from outside (an editor, git, a script, an agent) become backups, so that any content that lived longer than
// the merge window can be brought back. Nobody is asked and nobody is told: what fails stands in the log. What to keep
// is decided in `contentTimeline.ts`; the bytes are still in the reading that had them.
import * as vscode from 'vscode';
import type { FileContent } from '../../engine/index.ts';
import type { Log } from '../texts/log.ts';
import { lostContents, stableContents, observe, untilStable, type Observations } from './contentTimeline.ts';
import { readyFolders, type ReadyFolder } from '../state/workspaceState.ts';
import type { WorkspaceService } from '../workspaceService.ts';

/** Who deletes a whole folder must not find it made anew by a backup: what went away is kept when the folder stays. */
const leavingMs = 500;

type EditsService = Pick<WorkspaceService, 'state' | 'onDidChangeState' | 'createBackup' | 'refresh'>;

export function keepExternalEdits(
  service: EditsService,
  log: Log,
  windowOf: (folder: ReadyFolder) => number = mergeWindowMs,
): vscode.Disposable {
  const watches = new Map<string, FolderWatch>();
  const watchOf = (id: string): FolderWatch => {
    const lookAgain = async () => {
      await service.refresh().catch((error: unknown) => log.error(String(error))); // The timer may come before the watcher.
      const folder = readyFolders(service.state).find((one) => one.id === id);
      if (folder) watches.get(id)?.look(folder);
    };
    const keep = (contents: readonly FileContent[]) => void keepContents(service, log, { id, contents });
    return new FolderWatch({ windowOf, lookAgain, keep });
  };
  return vscode.Disposable.from(
    service.onDidChangeState((state) => {
      const ids = state.kind === 'ready' ? state.folders.map(({ id }) => id) : [];
      for (const [id, watch] of watches) if (!ids.includes(id) && watches.delete(id)) watch.dispose();
      for (const folder of readyFolders(state)) {
        if (!watches.has(folder.id)) watches.set(folder.id, watchOf(folder.id));
        watches.get(folder.id)?.look(folder);
      }
    }),
    new vscode.Disposable(() => {
      for (const watch of watches.values()) watch.dispose();
      watches.clear();
    }),
  );
}

function mergeWindowMs({ snapshot }: ReadyFolder): number {
  return snapshot.manifest.retention.mergeWindow * 1_000;
}

async function keepContents(
  service: EditsService,
  log: Log,
  { id, contents }: { readonly id: string; readonly contents: readonly FileContent[] },
): Promise<void> {
  try {
    const instead = new Map(contents.map(({ path, bytes }) => [path, bytes]));
    await service.createBackup(id, { reason: 'external', instead });
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
  }
}

interface EditWatch {
  readonly windowOf: (folder: ReadyFolder) => number;
  readonly lookAgain: () => Promise<void>;
  readonly keep: (contents: readonly FileContent[]) => void;
}

class FolderWatch {
  readonly #watching: EditWatch;
  readonly #leaving = new Set<NodeJS.Timeout>();
  #observations: Observations | undefined;
  #newestCommit: string | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(watching: EditWatch) {
    this.#watching = watching;
  }

  look(folder: ReadyFolder): void {
    const { snapshot } = folder;
    const { windowOf, lookAgain } = this.#watching;
    const newest = this.#newestCommit;
    // A folder that lost its history is another one in the same place.
    if (newest !== undefined && snapshot.history.every(({ id }) => id !== newest)) this.#forget();
    const moment = { now: performance.now(), windowMs: windowOf(folder) };
    const before = this.#observations;
    const after = observe(before, snapshot, moment.now);
    const lost = before ? lostContents({ before, after }, snapshot, moment) : [];
    // Two backups: in each all contents are of one time.
    if (lost.some(({ path }) => !after.get(path)?.file)) this.#keepLater(lost);
    else this.#keep(lost);
    this.#keep(stableContents(after, snapshot, moment));
    clearTimeout(this.#settling);
    const rest = untilStable(after, snapshot, moment);
    this.#settling = rest === undefined ? undefined : setTimeout(() => void lookAgain(), rest);
    this.#observations = after;
    this.#newestCommit = snapshot.history[0]?.id;
  }

  dispose(): void {
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#settling);
    for (const timer of this.#leaving) clearTimeout(timer);
    this.#leaving.clear();
    this.#observations = undefined;
  }

  #keep(contents: readonly FileContent[]): void {
    if (contents.length > 0) this.#watching.keep(contents);
  }

  #keepLater(contents: readonly FileContent[]): void {
    const timer = setTimeout(() => {
      this.#leaving.delete(timer);
      this.#keep(contents);
    }, leavingMs);
    this.#leaving.add(timer);
  }
}
