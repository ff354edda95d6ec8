// Tells that something may have happened to one of some paths, also when a folder above it is moved, removed or made again.
// Each folder from the path up to the top is watched, for the one name in it that matters: so a busy folder disturbs
// nobody, a file that is replaced by a rename is seen, and nothing is polled. What has happened is not its business.
import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../engine/index.ts';

interface WatchedFolder {
  readonly watcher: FSWatcher;
  /** Another folder in the same place has another one. */
  readonly identity: string;
  names: ReadonlySet<string>;
}

export class PathWatch {
  readonly #top: string;
  readonly #onEvent: () => void;
  readonly #folders = new Map<string, WatchedFolder>();

  /** @param top a folder above all paths, above which nothing is watched. */
  constructor(top: string, onEvent: () => void) {
    this.#top = top;
    this.#onEvent = onEvent;
  }

  /**
   * Watches these paths and no others. Answers whether a folder is watched that was not before: what happened in it until
   * now has been missed.
   * @throws EngineError `not-found` when the top is gone, `io` when the system refuses.
   */
  async follow(paths: readonly string[]): Promise<boolean> {
    const wanted = namesByFolder(paths, this.#top);
    for (const folder of [...this.#folders.keys()]) if (!wanted.has(folder)) this.#forget(folder);
    let isNew = false;
    // From above, so that a folder that goes while it is looked at is noticed by the one above it.
    for (const [folder, names] of [...wanted].toSorted(([left], [right]) => left.length - right.length)) {
      const identity = await identityOf(folder);
      const known = this.#folders.get(folder);
      if (known?.identity === identity) known.names = names;
      else {
        this.#forget(folder);
        if (identity !== null && this.#watch(folder, { identity, names })) isNew = true;
      }
    }
    if (this.#folders.size === 0)
      throw new EngineError('not-found', t('{0} is missing.', this.#top), { path: this.#top });
    return isNew;
  }

  close(): void {
    for (const folder of [...this.#folders.keys()]) this.#forget(folder);
  }

  #watch(folder: string, { identity, names }: Pick<WatchedFolder, 'identity' | 'names'>): boolean {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || this.#folders.get(folder)?.names.has(name) === true) this.#onEvent();
      });
      this.#folders.set(folder, { watcher, identity, names });
      watcher.on('error', () => {
        this.#forget(folder); // As on Windows when the folder is removed: the next look watches it anew.
        this.#onEvent();
      });
      return true;
    } catch (error) {
      const errno = error instanceof Error && 'code' in error ? error.code : undefined;
      if (errno === 'ENOENT' || errno === 'ENOTDIR') return false; // It went just now.
      throw new EngineError('io', t("{0} can't be watched ({1}).", folder, String(errno)), {
        path: folder,
        errno,
        cause: error,
      });
    }
  }

  #forget(folder: string): void {
    this.#folders.get(folder)?.watcher.close();
    this.#folders.delete(folder);
  }
}

/** Folder → the names in it that lead to one of the paths. */
function namesByFolder(paths: readonly string[], top: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let here = path; here === path || here.startsWith(top + sep); here = dirname(here)) {
      const names = found.get(dirname(here)) ?? new Set();
      found.set(dirname(here), names.add(basename(here)));
    }
  }
  return found;
}

/** `null` when there is no such folder. A number alone can be given to the next folder at once. */
async function identityOf(folder: string): Promise<string | null> {
  const entry = await stat(folder, { bigint: true }).catch(() => null); // What cannot be looked at is not there for us.
  return entry?.isDirectory() === true ? `${entry.dev}:${entry.ino}:${entry.birthtimeNs}` : null;
}
