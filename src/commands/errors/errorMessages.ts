// What is said when an operation failed: the engine tells what happened, these tables tell what was kept and what to do.
// They go by codes and details, never by the text of a message.
import * as vscode from 'vscode';
import type { EngineError, ErrorCode, ErrorDetails } from '../../engine/index.ts';

export interface Remedy {
  readonly advice: string;
  /** Buttons, most helpful first; those that have nothing to work on are left out. */
  readonly actions: readonly RemedyAction[];
}

export type RemedyAction = 'again' | 'file' | 'verify' | 'refresh' | 'recover' | 'unlock' | 'update';

/** A commit that failed has been taken back, unless it says that it is unfinished. */
export function remedyFor({ code, details }: EngineError): Remedy {
  if (details['unfinished'] === undefined) return remedies[code](details);
  return {
    advice: vscode.l10n.t('The backup from before the change has every file as it was.'),
    actions: ['recover'],
  };
}

const remedies: Readonly<Record<ErrorCode, (details: ErrorDetails) => Remedy>> = {
  // What became of a change that another process took over, its message says.
  locked: ({ lost }) =>
    lost === undefined
      ? {
          advice: vscode.l10n.t('Nothing was written. Wait for it to finish and try again.'),
          actions: ['again', 'unlock'],
        }
      : { advice: vscode.l10n.t('The views now show the current state.'), actions: ['refresh'] },
  conflict: () => ({
    advice: vscode.l10n.t('Nothing was written. Review the current content and try again.'),
    actions: ['file', 'again'],
  }),
  invalid: ({ foreign }) => ({
    advice:
      foreign === undefined
        ? vscode.l10n.t('Nothing was written. Fix the problem and try again.')
        : vscode.l10n.t('Nothing was written. If it came with the repository, delete it and try again.'),
    actions: ['file'],
  }),
  'not-found': ({ known, ...details }) => ({
    advice: isFilled(known)
      ? vscode.l10n.t('Nothing was written. There are: {0}.', known.join(', '))
      : vscode.l10n.t('Nothing was written.'),
    actions: isFilled(known) || namesSomething(details) ? ['refresh'] : [],
  }),
  exists: ({ name, path }) => ({
    advice:
      name === undefined && path === undefined
        ? vscode.l10n.t('Nothing was written.')
        : vscode.l10n.t('Nothing was written. Choose another name, or change the existing item.'),
    actions: ['file'],
  }),
  corrupt: () => ({
    advice: vscode.l10n.t("Nothing was written. Other backups aren't affected."),
    actions: ['verify'],
  }),
  'unsupported-version': () => ({
    advice: vscode.l10n.t('No files were changed. Update Safekeep to read it.'),
    actions: ['update'],
  }),
  guarded: () => ({
    advice: vscode.l10n.t('Nothing was written. Review the changes and confirm them there.'),
    actions: [],
  }),
  aborted: () => ({ advice: vscode.l10n.t('Nothing was written.'), actions: [] }),
  io: remedyForDisk,
};

function remedyForDisk({ errno }: ErrorDetails): Remedy {
  const { t } = vscode.l10n;
  const space = t('Your files are unchanged. Free up disk space and try again.');
  const rights = t('Your files are unchanged. Change the permissions or the owner and try again.');
  const crowd = t('Your files are unchanged. Close some programs or windows and try again.');
  const user = t('Your files are unchanged. Close the program that uses it and try again.');
  const advices: Readonly<Record<string, string>> = {
    ENOSPC: space,
    EDQUOT: space,
    EACCES: rights,
    EPERM: rights,
    EROFS: t('Your files are unchanged. Make the disk writable and try again.'),
    EBUSY: user,
    ETXTBSY: user,
    EMFILE: crowd,
    ENFILE: crowd,
    ENOMEM: crowd,
    ENOENT: t('Your files are unchanged. It may have been moved or deleted just now.'),
    EIO: t('Your files are unchanged. Copy important files to another disk before you try again.'),
  };
  const advice = advices[String(errno)] ?? t('Your files are unchanged. Fix the problem and try again.');
  return { advice, actions: errno === 'ENOENT' ? ['refresh'] : ['again'] };
}

/** What was looked for may be known by an old list. */
function namesSomething(details: ErrorDetails): boolean {
  return Object.keys(details).some((key) => key !== 'folder');
}

function isFilled(known: unknown): known is readonly unknown[] {
  return Array.isArray(known) && known.length > 0;
}
