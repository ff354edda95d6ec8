// Tells what changes in the live files, key by key, whoever changed it. It compares what was read with what was read
// before, and does so only once somebody listens. A content that is damaged or cannot be read as data is no news: it is
// left out, and the next one is compared with what was told last.
import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ConfigurationChange, ConfigurationChangeEvent } from '../../safekeep.d.ts';
import type { FileContent, Target } from '../engine/index.ts';
import type { Log } from '../workspace/texts/log.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { plainFolder } from './plainData.ts';

type ChangesService = Pick<WorkspaceService, 'state' | 'onDidChangeState' | 'reader'>;

export class ConfigurationChanges implements vscode.Disposable {
  readonly #service: ChangesService;
  readonly #log: Log;
  readonly #didChange = new vscode.EventEmitter<ConfigurationChangeEvent>();
  /** By absolute path of the live file: its last content that was told. */
  readonly #reported = new Map<string, FileContent | null>();
  #listening: vscode.Disposable | undefined;
  /** One comparison after the other, so that what changed first is told first. */
  #comparing: Promise<void> = Promise.resolve();

  constructor(service: ChangesService, log: Log) {
    this.#service = service;
    this.#log = log;
  }

  readonly onDidChange: vscode.Event<ConfigurationChangeEvent> = (listener, thisArgs, disposables) => {
    if (!this.#listening) {
      this.#listening = this.#service.onDidChangeState((state) => this.#look(state));
      this.#look(this.#service.state);
    }
    return this.#didChange.event(listener, thisArgs, disposables);
  };

  dispose(): void {
    this.#listening?.dispose();
    this.#didChange.dispose();
  }

  #look(state: WorkspaceState): void {
    for (const folder of readyFolders(state)) {
      this.#comparing = this.#comparing
        .then(() => this.#compare(folder))
        // The folder may have gone meanwhile, or the engine's thread have ended: the next look compares again.
        .catch((error: unknown) => this.#log.error(error instanceof Error ? error : String(error)));
    }
  }

  async #compare(folder: ReadyFolder): Promise<void> {
    const changes: ConfigurationChange[] = [];
    for (const target of folder.snapshot.targets) changes.push(...(await this.#changesOf(folder, target)));
    if (changes.length === 0) return;
    const { isWithin, pointerFromPath } = await import('../engine/index.ts');
    const touches = (place: string, other: string | undefined) =>
      other !== undefined && (isWithin(place, other) || isWithin(other, place));
    this.#didChange.fire({
      folder: plainFolder(folder),
      changes,
      affects: (path, target) =>
        changes.some(
          (change) =>
            (target === undefined || target === change.target) &&
            [change.pointer, change.oldPointer].some((place) => touches(pointerFromPath(path), place)),
        ),
    });
  }

  async #changesOf(
    { id, snapshot: { damage, manifest } }: ReadyFolder,
    { name, path, file: to }: Target,
  ): Promise<readonly ConfigurationChange[]> {
    const key = posix.join(id, path);
    const from = this.#reported.get(key);
    if (damage.some(({ target }) => target === name) || (to?.sha256 === from?.sha256 && from !== undefined))
      return [];
    const changes = await (
      await this.#service.reader(id)
    ).changesBetween({
      from: from ?? null,
      to,
      arrays: manifest.arrays,
    });
    if (changes === null) return [];
    this.#reported.set(key, to);
    if (from === undefined) return [];
    const { plainChange } = await import('./plainChange.ts');
    return changes.map((change) => plainChange(name, change));
  }
}
