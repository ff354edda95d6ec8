import { t } from '@vscode/l10n';
import type { Recovery } from '../engine/index.ts';

const outcomes: Readonly<Record<Recovery['outcome'], string>> = {
  completed: t('completed'),
  'rolled-back': t('rolled-back'),
  'set-aside': t('set-aside'),
};

/** What became of an interrupted commit. */
export function recoveryLine({ id, outcome, kept }: Recovery): string {
  return kept.length > 0
    ? t('{0}: {1}; kept {2}', id, outcomes[outcome], kept.join(', '))
    : `${id}: ${outcomes[outcome]}`;
}
