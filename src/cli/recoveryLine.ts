import { t } from '@vscode/l10n';
import type { Interrupted, JournalRecovery } from '../engine/index.ts';

const outcomes: Readonly<Record<JournalRecovery['outcome'], string>> = {
  completed: t('completed'),
  'rolled-back': t('rolled back'),
  'set-aside': t('set aside'),
};

/** What became of an interrupted commit. */
export function recoveryLine({ id, outcome, kept }: JournalRecovery): string {
  return kept.length > 0
    ? t('{0}: {1}; kept {2}', id, outcomes[outcome], kept.join(', '))
    : `${id}: ${outcomes[outcome]}`;
}

/** A change that waits for a person, with what it would do. */
export function interruptedLine({ id, kind, summary, files }: Interrupted): string {
  const words = {
    own: () => t('interrupted: {0}', summary ?? ''),
    foreign: () =>
      files.length === 0
        ? t('not made by you: {0}', summary ?? '')
        : t(
            'not made by you: “{0}” ({1}); --trust finishes it or rolls it back',
            summary ?? '',
            files.join(', '),
          ),
    damaged: () => t('damaged record; --trust sets it aside'),
  };
  return `${id}: ${words[kind]()}`;
}
