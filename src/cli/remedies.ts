// What a terminal says below a failure: what was kept, what to do, and which command helps.
import { t } from '@vscode/l10n';
import { linesOf } from './verb.ts';
import { remedyFor, type EngineError, type RemedyKind } from '../engine/index.ts';

/** Returns one line, or '' if there is nothing to say; a command that only reads doesn't say what was kept. */
export function remedyText(error: EngineError, isWriting: boolean): string {
  const { kind, kept, advice } = remedyFor(error);
  // Who holds the lock may be nobody that could be ended.
  const hint = kind === 'locked' && error.details['holder'] === undefined ? undefined : hints[kind];
  const sentences = [isWriting ? kept : '', advice, hint].filter(Boolean);
  return sentences.length === 0 ? '' : linesOf([sentences.join(' ')]);
}

const hints: Readonly<Partial<Record<RemedyKind, string>>> = {
  unfinished: t('Run "safekeep recover" to finish the change or roll it back.'),
  lost: t('Run "safekeep status" to see the current state.'),
  locked: t('If that process is stuck, run "safekeep unlock".'),
  corrupt: t('Run "safekeep backup verify" to see which backups are intact.'),
  guarded: t('Review the change with --dry-run, or use --force to confirm it.'),
};
