// Writes this user's backups into the clone's objects, as a commit on top of the last one. It uses no index, no checkout,
// and no hook, and never moves a ref but its own, and that only forward. A backup leaves the tree when it is in the trash;
// one that is merely gone stays, since that is what this is for.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { EngineError, type Engine, type StoredBackup } from '../engine/index.ts';
import { at, monthOf, ownRef, readTree, type BackupEntry } from './backupRefs.ts';
import { machineOf, renewMachine, type Clone } from './clone.ts';
import { git, runGit } from './runGit.ts';
import { removeStaleLocks } from './staleLocks.ts';

export type Traveling = Pick<Engine, 'folder' | 'transfer'>;

export interface Recorded {
  readonly machine: string;
  /** The newest commit; `null` where there is nothing to record. */
  readonly tip: string | null;
  /** How many backups it has. */
  readonly count: number;
  /** How many backups came, changed their record, and went. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface RecordOptions {
  /** Looks for new and removed backups alone, since no other has changed. */
  readonly isQuick?: boolean;
  /** A commit to go on from, where the machine has none of its own. */
  readonly from?: string;
  readonly now?: Date;
}

/** How often another process may be faster. */
const maxTurns = 5;

/** Records what has changed since the last time. @throws EngineError `io` with Git's own reason. */
export async function recordBackups(
  engine: Traveling,
  clone: Clone,
  options: RecordOptions = {},
): Promise<Recorded> {
  const machine = await machineOf(clone);
  await removeStaleLocks(clone);
  for (let turn = 1; ; turn += 1) {
    const own = await tipOf(clone, ownRef(clone, machine));
    const tip = own ?? options.from ?? null;
    const changes = await changesSince(engine, clone, { tip, isQuick: options.isQuick === true });
    const [added, changed, removed] = [changes.added.size, changes.changed.size, changes.removed.length];
    const isNews = added + changed + removed > 0 || (own === null && tip !== null);
    if (!isNews) return { machine, tip, count: changes.known, added, changed, removed };
    const commit = { ref: ownRef(clone, machine), machine, tip, now: options.now ?? new Date() };
    const input = commitStream(engine, clone, { ...commit, ...changes });
    const words = [
      '-c',
      'core.logAllRefUpdates=false',
      'fast-import',
      '--quiet',
      '--date-format=raw',
      '--done',
    ];
    const { code, reason } = await runGit(words, { ...at(clone), input, timeoutMs: 300_000 });
    const now = await tipOf(clone, commit.ref);
    if (code === 0 && now !== tip) {
      const count = changes.known + added - removed;
      return { machine, tip: now, count, added, changed, removed };
    }
    // Another process of this worktree has moved the ref meanwhile, or Git could not.
    if (turn >= maxTurns || now === own) throw new EngineError('io', reason, { path: clone.root });
  }
}

/** The commit of a ref; `null` where there is none. */
export async function tipOf(clone: Clone, ref: string): Promise<string | null> {
  const { code, stdout } = await runGit(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], at(clone));
  return code === 0 ? stdout.toString().trim() : null;
}

/** The backups that are in Git's objects and no longer here, though nobody removed them. */
export async function lostBackups(
  engine: Traveling,
  clone: Clone,
  machine: string,
): Promise<readonly BackupEntry[]> {
  const tip = await tipOf(clone, ownRef(clone, machine));
  if (tip === null) return [];
  const [{ entries }, local, trashed] = await Promise.all([
    readTree(clone, tip),
    engine.transfer.ids(),
    engine.transfer.trashed(),
  ]);
  return [...entries.values()].filter(({ id }) => !local.includes(id) && !trashed.has(id));
}

interface Changes {
  /** How many there were before. */
  readonly known: number;
  /** Id → `backup.json`. */
  readonly added: ReadonlyMap<string, Uint8Array>;
  /** Id → `backup.json`. */
  readonly changed: ReadonlyMap<string, Uint8Array>;
  readonly removed: readonly string[];
}

interface Since {
  readonly tip: string | null;
  readonly isQuick: boolean;
}

async function changesSince(
  { transfer }: Traveling,
  clone: Clone,
  { tip, isQuick }: Since,
): Promise<Changes> {
  const entries = tip === null ? new Map<string, BackupEntry>() : (await readTree(clone, tip)).entries;
  const ids = await transfer.ids();
  const [here, trashed] = [new Set(ids), await transfer.trashed()];
  const isNews = (id: string, bytes: Uint8Array) => {
    const known = entries.get(id)?.record;
    return known === undefined || known !== objectName(bytes, known.length);
  };
  const looked = isQuick ? ids.filter((id) => !entries.has(id)) : ids;
  const records = await transfer.ownRecords(looked, isNews);
  return {
    known: entries.size,
    added: new Map([...records].filter(([id]) => !entries.has(id))),
    changed: new Map([...records].filter(([id]) => entries.has(id))),
    removed: [...entries.keys()].filter((id) => trashed.has(id) && !here.has(id)),
  };
}

/** The name that Git gives a blob, by SHA-1, or by SHA-256 in a repository with longer names. */
function objectName(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

interface NewCommit extends Changes {
  readonly ref: string;
  readonly machine: string;
  readonly tip: string | null;
  readonly now: Date;
}

/** What `git fast-import` reads. The author is nobody: no address of the person goes along. */
async function* commitStream(
  { transfer }: Traveling,
  { folder }: Clone,
  { ref, machine, tip, now, added, changed, removed }: NewCommit,
): AsyncGenerator<Uint8Array> {
  const seconds = Math.max(0, Math.floor(now.getTime() / 1000));
  const message = `${added.size} added, ${changed.size} changed, ${removed.length} removed\n`;
  yield text(`commit ${ref}\ncommitter Safekeep ${machine} <> ${seconds} +0000\n`);
  yield* data(text(message));
  if (tip !== null) yield text(`from ${tip}\n`);
  const label = hostname().slice(0, 60);
  yield* file('format.json', text(`${JSON.stringify({ format: 1, folder, machine, label })}\n`));
  for (const id of removed) yield text(`D ${monthOf(id)}/${id}\n`);
  for (const [id, record] of changed) yield* file(`${monthOf(id)}/${id}/backup.json`, record);
  for (const [id, record] of added) {
    const stored = await taken(transfer, { id, record });
    if (!stored) continue;
    yield* file(`${monthOf(id)}/${id}/backup.json`, stored.record);
    for (const [index, bytes] of stored.files.entries()) yield* file(`${monthOf(id)}/${id}/${index}`, bytes);
  }
  yield text('done\n');
}

/** Of a damaged backup the record alone, so that it isn't news each time; `null` if it has been removed meanwhile. */
async function taken(
  transfer: Traveling['transfer'],
  known: Pick<StoredBackup, 'id' | 'record'>,
): Promise<StoredBackup | null> {
  try {
    return await transfer.take(known.id);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return error.code === 'not-found' ? null : { ...known, files: [] };
  }
}

function* file(path: string, bytes: Uint8Array): Generator<Uint8Array> {
  yield text(`M 100644 inline ${path}\n`);
  yield* data(bytes);
}

function* data(bytes: Uint8Array): Generator<Uint8Array> {
  yield text(`data ${bytes.length}\n`);
  yield bytes;
  yield text('\n');
}

function text(characters: string): Uint8Array {
  return Buffer.from(characters);
}

/** Starts writing under a new id, going on from what was written under the old one. */
export async function recordUnderNewId(engine: Traveling, clone: Clone, old: string): Promise<Recorded> {
  const tip = await tipOf(clone, ownRef(clone, old));
  await renewMachine(clone);
  const recorded = await recordBackups(engine, clone, tip === null ? {} : { from: tip });
  // Its commits go on under the new id; under the old one there is somebody else.
  if (tip !== null) await git(['update-ref', '-d', ownRef(clone, old), tip], at(clone));
  return recorded;
}
