// What is remembered of a workspace from one window to the next: what verification found, how the backups are ordered,
// which config folders of others are used, and that nobody wants to be asked about migrations. It is what this editor has seen and this person likes, so it stands in the editor's own store and not beside
// the backups. Nothing that is read there is trusted: what is of another shape counts as not remembered. A filter is
// not kept: who comes back another day must not miss backups.
import type { Verification } from '../../engine/index.ts';
import type { BackupsOrder, VerifiedBackup, VerifiedBackups } from './workspaceState.ts';

/** A `Memento` of the editor is one. */
interface Store {
  readonly get: (key: string) => unknown;
  readonly update: (key: string, value: unknown) => PromiseLike<void>;
}

const verifiedKey = 'verified';
const groupByKey = 'backups.groupBy';
const usedKey = 'folders.used';
const migrationsKey = 'migrations.ask';

export class WorkspaceMemory {
  readonly #store: Store | undefined;
  /** By config folder. */
  readonly #verified: Map<string, VerifiedBackups>;
  #backupsOrder: BackupsOrder;
  #used: ReadonlySet<string>;
  #asksAboutMigrations: boolean;

  /** @param store none: what is remembered goes with this object. */
  constructor(store?: Store) {
    this.#store = store;
    const groupBy = store?.get(groupByKey) === 'profile' ? 'profile' : 'day';
    this.#backupsOrder = { groupBy, filter: '' };
    this.#verified = readVerified(store?.get(verifiedKey));
    const used = store?.get(usedKey);
    this.#used = new Set(Array.isArray(used) ? used.filter((item) => typeof item === 'string') : []);
    this.#asksAboutMigrations = store?.get(migrationsKey) !== false;
  }

  get backupsOrder(): BackupsOrder {
    return this.#backupsOrder;
  }

  async orderBackups(change: Partial<BackupsOrder>): Promise<void> {
    this.#backupsOrder = { ...this.#backupsOrder, ...change };
    if (change.groupBy !== undefined) await this.#store?.update(groupByKey, change.groupBy);
  }

  /** Config folders that the person uses though they came along with code of others. */
  get usedFolders(): ReadonlySet<string> {
    return this.#used;
  }

  async useFolder(folder: string): Promise<void> {
    if (this.#used.has(folder)) return;
    this.#used = new Set([...this.#used, folder]);
    await this.#store?.update(usedKey, [...this.#used]);
  }

  get asksAboutMigrations(): boolean {
    return this.#asksAboutMigrations;
  }

  async askAboutMigrations(answer: 'again' | 'never'): Promise<void> {
    const asks = answer === 'again';
    if (this.#asksAboutMigrations === asks) return;
    this.#asksAboutMigrations = asks;
    await this.#store?.update(migrationsKey, asks);
  }

  verifiedIn(folder: string): VerifiedBackups {
    return this.#verified.get(folder) ?? {};
  }

  /** @param ids the backups there are: what was found of others is forgotten. */
  async keepVerified(
    folder: string,
    found: readonly Verification[],
    ids: ReadonlySet<string>,
  ): Promise<void> {
    const at = new Date().toISOString();
    const all = {
      ...this.verifiedIn(folder),
      ...Object.fromEntries(found.map(({ id, problems }) => [id, { at, problems }])),
    };
    const kept = Object.entries(all).filter(([id]) => ids.has(id));
    this.#verified.set(folder, Object.fromEntries(kept));
    await this.#store?.update(verifiedKey, Object.fromEntries(this.#verified));
  }
}

function readVerified(kept: unknown): Map<string, VerifiedBackups> {
  const folders = entriesOf(kept).map(([folder, backups]) => {
    const known = entriesOf(backups).filter((entry): entry is [string, VerifiedBackup] =>
      isVerified(entry[1]),
    );
    return [folder, Object.fromEntries(known)] as const;
  });
  return new Map(folders);
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function isVerified(value: unknown): value is VerifiedBackup {
  return (
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'string' &&
    'problems' in value &&
    Array.isArray(value.problems) &&
    value.problems.every((problem) => typeof problem === 'string')
  );
}
