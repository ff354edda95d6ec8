// Backups for people and for scripts.
import { t } from '@vscode/l10n';
import type { Backup } from '../../engine/index.ts';
import { backupReason } from '../../engine/records/backupReason.ts';
import { table, type Outcome } from '../verb.ts';

/** One backup with its files. */
export function shownBackup(backup: Backup): Outcome {
  return {
    json: backupJson(backup),
    text: table([
      backupRow(backup),
      ...backup.files.map((file) => [`  ${file.path}`, t('{0} bytes', file.size), file.sha256, '', '']),
    ]),
  };
}

/** The shape that scripts rely on. */
export function backupJson(backup: Backup): unknown {
  const { id, name, note, createdAt, reason, author, pinned, size, files, isForeign } = backup;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    createdAt,
    reason,
    author,
    pinned,
    size,
    ...(isForeign ? { isForeign } : {}),
    files,
  };
}

export function backupRow(backup: Backup): readonly string[] {
  const { id, name, note, summary, pinned, size, isForeign } = backup;
  const mark = isForeign ? t('made elsewhere') : pinned ? t('pinned') : '';
  return [
    id,
    mark,
    name ?? (isForeign ? '' : backupReason(backup)),
    note ?? summary ?? '',
    t('{0} bytes', size),
  ];
}
