// What a commit of the history changed. The log keeps hashes, not contents: the old bytes are in the commit's own
// backup, the new ones in the live file or in the next backup that saw them, wherever the hash is found.
import { t } from '@vscode/l10n';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { diffValues } from '../diff/diff.ts';
import { contentOf, documentOf, liveFile } from '../documents/fileDocument.ts';
import { isManagedPath } from '../records/managedPath.ts';
import { EngineError } from '../base/errors.ts';
import type {
  Backup,
  Change,
  FileContent,
  HistoryEntry,
  Manifest,
  Sha256,
  Snapshot,
} from '../model/model.ts';

export interface FileChanges {
  readonly path: string;
  /** The target's name, or the path of a file that is none. */
  readonly target: string;
  readonly changes: readonly Change[];
  /** A content is no longer anywhere, or damaged, or does not parse. */
  readonly unknown: boolean;
  /** Of a file that is kept as a whole, where two contents are compared. */
  readonly whole?: { readonly before: Uint8Array | null; readonly after: Uint8Array | null };
}

export interface CommitChanges {
  readonly entry: HistoryEntry;
  readonly files: readonly FileChanges[];
}

/** @throws EngineError `not-found`. */
export async function listChanges(
  folder: ConfigFolder,
  { history, backups, manifest, targets }: Pick<Snapshot, 'history' | 'backups' | 'manifest' | 'targets'>,
  id: string,
): Promise<CommitChanges> {
  const entry = history.find((candidate) => candidate.id === id);
  if (!entry) throw new EngineError('not-found', t('There is no change "{0}" in the history.', id), { id });
  const files = await Promise.all(
    entry.files.map((file) => changesOfFile({ folder, targets, backups, rules: manifest.arrays }, file)),
  );
  return { entry, files };
}

interface ContentSources {
  readonly folder: ConfigFolder;
  readonly targets: Snapshot['targets'];
  readonly backups: readonly Backup[];
}

interface ChangeSources extends ContentSources {
  readonly rules: Manifest['arrays'];
}

async function changesOfFile(
  sources: ChangeSources,
  { path, before, after }: HistoryEntry['files'][number],
): Promise<FileChanges> {
  const [from, to] = await Promise.all([
    findContent(sources, path, before),
    findContent(sources, path, after),
  ]);
  const [old, now] = [from && documentOf(from), to && documentOf(to)];
  const isMissing = (hash: Sha256 | null, document: typeof old) =>
    hash !== null && document?.value === undefined;
  if (isMissing(before, old) || isMissing(after, now))
    return { path, target: path, changes: [], unknown: true };
  const changes = diffValues(old?.value ?? {}, now?.value ?? {}, sources.rules);
  return { path, target: path, changes, unknown: false };
}

/** The content of a hash, where the live file or a backup has it. */
export async function findContent(
  { folder, targets, backups }: ContentSources,
  path: string,
  hash: Sha256 | null,
): Promise<FileContent | null> {
  if (hash === null) return null;
  // The history says which file; it may come from anybody.
  const target = targets.find((candidate) => candidate.path === path);
  const live = isManagedPath(path, targets) ? await folder.readThrough(path) : null;
  if (live?.sha256 === hash) return target ? liveFile(live, target) : live;
  const holder = backups.find(({ files }) =>
    files.some((file) => file.path === path && file.sha256 === hash),
  );
  const bytes = holder && (await folder.backups.read(holder.id, path).catch(nullIfDamaged));
  return bytes ? contentOf(target ?? { path }, bytes) : null;
}

/** A damaged backup tells nothing, which is no reason to be silent about the other files. */
function nullIfDamaged(error: unknown): null {
  if (error instanceof EngineError && error.code === 'corrupt') return null;
  throw error;
}
