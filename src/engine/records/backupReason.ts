// Why a backup was made, in words.
import { t } from '@vscode/l10n';
import type { Backup } from '../model/model.ts';

/** Returns a few words, such as `before switch`. */
export function backupReason({ reason, isForeign }: Pick<Backup, 'reason' | 'isForeign'>): string {
  // Why, a foreign one says itself, and is not believed.
  if (isForeign) return t('made elsewhere');
  const reasons: Readonly<Record<Backup['reason'], string>> = {
    manual: t('manual'),
    unsaved: t('unsaved text'),
    external: t('external change'),
    init: t('before setup'),
    switch: t('before switch'),
    restore: t('before restore'),
    edit: t('before edit'),
    save: t('before saving to profile'),
    reset: t('before reapply'),
    undo: t('before undo'),
    recover: t('before recovery'),
    repair: t('before repair'),
    migrate: t('before migration'),
    'create-migration': t('before new migration'),
    'create-profile': t('before new profile'),
    'duplicate-profile': t('before new profile'),
    'rename-profile': t('before rename'),
    'delete-profile': t('before delete'),
  };
  return reasons[reason];
}
