// Records as an attacker makes them: every hash that needs no key is right.
import { sha256 } from '../../../src/engine/base/sha256.ts';
import { storedPath } from '../../../src/engine/storage/backups/backupRecord.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A line of the history with the hash that fits it. */
export function historyLine(entry: Plain, previous = ''): string {
  const unsigned = { format: 1, previous, ...entry };
  return `${JSON.stringify({ ...unsigned, hash: sha256(JSON.stringify(unsigned)) })}\n`;
}

/** The record of a backup with the seal that fits it. */
export function backupRecord(record: Plain): string {
  const unsealed = { ...record, sha256: undefined };
  return `${JSON.stringify({ ...unsealed, sha256: sha256(JSON.stringify(unsealed)) }, undefined, 2)}\n`;
}

export const forgedId = '20261120T111616051Z-fa7c22';

/** An intent that nobody of ours wrote. */
export function intent(change: Plain = {}): string {
  const entry = {
    id: forgedId,
    at: '2026-11-20T11:16:16.051Z',
    author: 'mallory',
    action: 'switch',
    summary: '$(touch PWNED)',
    backup: 'none',
    changes: 0,
    files: [],
  };
  return JSON.stringify({
    format: 1,
    id: forgedId,
    direction: 'forward',
    backup: 'none',
    files: [],
    entry,
    ...change,
  });
}

interface ForgedFile {
  readonly path: string;
  readonly text: string;
  readonly mode?: number;
}

/** The files of such a backup, as `write` takes them. */
export function forgedBackupFiles(
  files: readonly ForgedFile[],
  change: { readonly id?: string } & Plain = {},
): Readonly<Record<string, string>> {
  const folder = `backups/${change.id ?? forgedId}`;
  return {
    [`${folder}/backup.json`]: forgedBackup(files, change),
    ...Object.fromEntries(files.map(({ path, text }) => [`${folder}/${storedPath(path, false)}`, text])),
  };
}

/** The record of a backup with files of plain text, sealed. */
export function forgedBackup(files: readonly ForgedFile[], change: Plain = {}): string {
  return backupRecord({
    format: 1,
    id: forgedId,
    createdAt: '2026-11-20T11:16:16.051Z',
    reason: 'manual',
    author: 'mallory',
    pinned: false,
    activeProfile: null,
    applied: {},
    absent: [],
    files: files.map(({ path, text, mode }) => ({
      path,
      sha256: sha256(Buffer.from(text)),
      size: Buffer.byteLength(text),
      ...(mode === undefined ? {} : { mode }),
      stored: storedPath(path, false),
      gzip: false,
    })),
    ...change,
  });
}
