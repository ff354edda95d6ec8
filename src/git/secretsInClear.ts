// Backups are pushed as they are, so anyone who can read the remote can read the secrets in them. This looks at everything
// that a push would take along, also at backups that are gone since, and refuses secrets that the person hasn't named for
// this remote. Whatever encrypts backups takes the place of this check.
import { t } from '@vscode/l10n';
import {
  contentOf,
  decode,
  documentOf,
  EngineError,
  holdsSecret,
  secretPlaces,
  type BackupReader,
} from '../engine/index.ts';
import { at, readObjects, type BackupEntry } from './backupRefs.ts';
import type { Clone, Remote } from './clone.ts';
import type { Traveling } from './recordBackups.ts';
import { git } from './runGit.ts';

export interface SecretsQuery {
  /** The commits that would be pushed, as `git log` takes them. */
  readonly range: readonly string[];
  readonly remote: Remote;
  /** Places of secrets besides the known ones. */
  readonly sensitive: readonly string[];
}

const backupsAtOnce = 500;
const shownPlaces = 10;

/** @throws EngineError `invalid` {secrets: places} for secrets that the person hasn't named. */
export async function assertNoSecrets(
  engine: Traveling,
  clone: Clone,
  { range, remote, sensitive }: SecretsQuery,
): Promise<void> {
  const entries = await entriesIn(clone, range);
  const reader = await engine.transfer.reader();
  const [found, seen] = [new Set<string>(), new Set<string>()];
  for (let start = 0; start < entries.length; start += backupsAtOnce) {
    const some = entries.slice(start, start + backupsAtOnce);
    const objects = await readObjects(
      clone,
      some.flatMap(({ record, files }) => [record, ...files]),
    );
    for (const { id, record, files } of some) {
      const bytesOf = (object: string) => objects.get(object) ?? Buffer.alloc(0);
      const stored = { id, record: bytesOf(record), files: files.map(bytesOf) };
      const backup = reader(stored);
      if (holdsSecret([backup.backup.note, backup.backup.name].join('\n'))) found.add(id);
      // Where only the record changed, its files were looked at when they came.
      const places = files.length === 0 ? [] : await placesIn(backup, { sensitive, seen });
      for (const place of places) found.add(place);
    }
  }
  const unnamed = [...found].filter((place) => !remote.secrets.includes(place)).toSorted();
  if (unnamed.length > 0) throw refusal(remote, unnamed);
}

interface Looking {
  readonly sensitive: readonly string[];
  /** Paths with their contents' hashes. */
  readonly seen: Set<string>;
}

/** JSON Pointers in documents; the path of a file for others. */
async function placesIn(
  { backup, read }: BackupReader,
  { sensitive, seen }: Looking,
): Promise<readonly string[]> {
  const places: string[] = [];
  for (const { path, sha256 } of backup.files) {
    const content = `${path}\n${sha256}`;
    if (seen.has(content)) continue;
    seen.add(content);
    const bytes = await read(path).catch(nullIfDamaged);
    const value = bytes && documentOf(contentOf(path, bytes)).value;
    if (value) places.push(...secretPlaces(value, sensitive).map((place) => place || path));
    // Nobody knows what is in a damaged one.
    else if (!bytes || holdsSecret(decode(bytes) ?? '')) places.push(path);
  }
  return places;
}

function nullIfDamaged(error: unknown): null {
  if (error instanceof EngineError && error.code === 'corrupt') return null;
  throw error;
}

/** Every backup that these commits added or changed. */
async function entriesIn(clone: Clone, range: readonly string[]): Promise<readonly BackupEntry[]> {
  const words = ['log', '--format=', '--raw', '-r', '-z', '--root', '--no-renames', '--no-abbrev', ...range];
  const parts = (await git([...words, '--'], at(clone))).toString().split('\0');
  const found = new Map<string, { readonly id: string; record?: string; readonly files: string[] }>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, object = ''] = /^\s*:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]/.exec(parts[index] ?? '') ?? [];
    const [, id = '', name = ''] = /^\d{6}\/([^/]+)\/(backup\.json|\d+)$/.exec(parts[index + 1] ?? '') ?? [];
    if (object === '' || id === '') continue;
    const entry = found.get(id) ?? { id, files: [] };
    if (name !== 'backup.json') entry.files[Number(name)] = object;
    else entry.record ??= object; // The newest comes first.
    found.set(id, entry);
  }
  return [...found.values()].flatMap(({ id, record, files }) =>
    record === undefined ? [] : [{ id, record, files }],
  );
}

function refusal({ name }: Remote, places: readonly string[]): EngineError {
  const message = t(
    'Backups contain secrets, which {0} would get in clear text: {1}. To push one anyway, name it with --with-secret.',
    name,
    [...places.slice(0, shownPlaces), ...(places.length > shownPlaces ? ['…'] : [])].join(', '),
  );
  return new EngineError('invalid', message, { remote: name, secrets: places });
}
