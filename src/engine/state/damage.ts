// What a crash, a full disk or a dying program leaves of a file, told apart from what somebody's editing leaves:
// only content that went away counts, so everything is measured against the last content that is known. Pure; the
// bytes of that content are had elsewhere. Content that is wrong in another way is a problem, not damage.
import { t } from '@vscode/l10n';
import type { Backup, DamageKind, FileContent, Sha256, Snapshot, Target } from '../model/model.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { hashOf } from '../records/stateRecord.ts';

export type KnownContents = Pick<Snapshot, 'history' | 'backups' | 'state'>;

/** Damage that shows without a look at the last known content, where there is one. */
export function obviousDamage(
  bytes: Uint8Array | null,
  format?: Target['format'],
): Exclude<DamageKind, 'truncated'> | null {
  if (bytes === null) return 'gone';
  if (bytes.length === 0) return 'empty';
  // Text in UTF-16 ends in one NUL, and no text in two.
  const isNul = bytes.at(-1) === 0 && (bytes.length === 1 || bytes.at(-2) === 0);
  return isNul && !(format === 'opaque' && isBinary(bytes)) ? 'nul-filled' : null;
}

/** Has NUL bytes among others, and not only at its end. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(bytes.indexOf(0)).some((byte) => byte !== 0);
}

/**
 * A strict prefix of the last known content. One that still parses is none: so looks a file of which somebody took
 * out the end. But YAML parses wherever it is cut, so there it has to end where a line did, too.
 */
export function isTruncated(file: FileContent, known: Uint8Array): boolean {
  const { bytes } = file;
  if (bytes.length === 0 || bytes.length >= known.length) return false;
  if (Buffer.compare(bytes, known.subarray(0, bytes.length)) !== 0) return false;
  const endsWithLine = bytes.at(-1) === lineFeed || [lineFeed, carriageReturn].includes(known[bytes.length]);
  const { value, format } = documentOf(file);
  // Of what is kept as a whole only text is known to end with a line.
  if (format === 'opaque') return !endsWithLine && known.at(-1) === lineFeed;
  const isMeant = endsWithLine || format !== 'yaml';
  return !(isMeant && value !== undefined);
}

const lineFeed: number | undefined = 0x0a;
const carriageReturn: number | undefined = 0x0d;

/**
 * The hash of the content that a target had last by what we know; `null`: it was not there, which was said by a
 * commit or in a backup of somebody's; `undefined`: nothing is known. Backups made elsewhere say nothing. What is newest
 * goes by the ids: clocks are set.
 */
export function lastKnownHash(
  { history, backups: all, state }: KnownContents,
  { name, path, format, file }: Target,
): Sha256 | null | undefined {
  const backups = ownBackups(all);
  const entry = history.find(({ files }) => files.some((one) => one.path === path));
  const damaged = obviousDamage(file?.bytes ?? null, format) === null ? undefined : file?.sha256;
  const backup = backups.find((candidate) => {
    const hash = contentIn(candidate, path);
    return hash !== undefined && (candidate.reason === 'manual' || hash === null || hash !== damaged);
  });
  // A commit's own backup holds what was before; one made after it has a later id.
  if (entry && !(backup && backup.id > entry.backup))
    return entry.files.find((one) => one.path === path)?.after;
  if (backup) return contentIn(backup, path);
  // The record goes by names: a target that has another path since was never there.
  const wasHere = file !== null || backups.some(({ files }) => files.some((one) => one.path === path));
  return wasHere ? hashOf(state.applied, name) : undefined;
}

/** What a backup says of a path, as `lastKnownOf` does. Of damage only one that somebody made by hand speaks. */
function contentIn(backup: Backup, path: string): Sha256 | null | undefined {
  const { reason, files, absent } = backup;
  // What an editor held was never in the file.
  if (reason === 'unsaved' || holdsDamaged(backup, path)) return undefined;
  const held = files.find((one) => one.path === path);
  if (held) return held.size > 0 || reason === 'manual' ? held.sha256 : undefined;
  return reason !== 'external' && absent.includes(path) ? null : undefined;
}

/** Some commit or backup speaks of this content of a path, and not only as of damage. */
export function isKnown({ history, backups, state }: KnownContents, path: string, hash: Sha256): boolean {
  return (
    Object.values(state.applied).includes(hash) ||
    ownBackups(backups).some((backup) => holds(backup, path, hash) && !holdsDamaged(backup, path)) ||
    history.some(({ action, files }) =>
      files.some(
        ({ path: changed, before, after }) =>
          changed === path && (after === hash || (before === hash && action !== 'recover')),
      ),
    )
  );
}

/** The path was damaged when the backup was made of it. */
export function holdsDamaged({ damaged }: Backup, path: string): boolean {
  return damaged?.includes(path) ?? false;
}

export function holds({ files }: Backup, path: string, hash: Sha256): boolean {
  return files.some((file) => file.path === path && file.sha256 === hash);
}

/** "current.json is empty." */
export function damageSentence(kind: DamageKind, path: string): string {
  return damageSentences[kind](path);
}

const damageSentences: Readonly<Record<DamageKind, (path: string) => string>> = {
  gone: (path) => t('{0} is missing.', path),
  empty: (path) => t('{0} is empty.', path),
  'nul-filled': (path) => t('{0} ends in NUL bytes.', path),
  truncated: (path) => t('{0} is truncated.', path),
};
