// What is left to do after a failure: what was kept, and what helps. It goes by codes and details, never by the text of a
// message. Each surface adds its own means to it: buttons, commands of the terminal, tools.
import { t } from '@vscode/l10n';
import type { EngineError, ErrorCode, ErrorDetails } from './errors.ts';

export type RemedyKind =
  | ErrorCode
  /** A commit that could not be taken back. */
  | 'unfinished'
  /** Another process took the lock over; what became of the change, the message says. */
  | 'lost'
  /** A file of ours that came along in a repository. */
  | 'foreign'
  /** The error tells what there is instead. */
  | 'known'
  /** What was asked for, or a file, went away meanwhile. */
  | 'gone';

export interface Remedy {
  readonly kind: RemedyKind;
  /** What the failed change left as it was, a sentence in the person's language; '' where that isn't certain. */
  readonly kept: string;
  /** What to do, in sentences; '' where the message or the surface says it. */
  readonly advice: string;
}

/** Finds what to do about an error. */
export function remedyFor({ code, details }: EngineError): Remedy {
  const kind = remedyKind(code, details);
  return { kind, kept: keptAfter(kind), advice: adviceFor(kind, details) };
}

/** Returns the names that exist, for an error that did not find one. */
export function knownIn({ known }: ErrorDetails): readonly unknown[] {
  return Array.isArray(known) ? known : [];
}

function remedyKind(code: ErrorCode, details: ErrorDetails): RemedyKind {
  if (details['unfinished'] !== undefined) return 'unfinished';
  if (code === 'locked' && details['lost'] !== undefined) return 'lost';
  if (code === 'invalid' && details['foreign'] !== undefined) return 'foreign';
  if (code === 'not-found' && knownIn(details).length > 0) return 'known';
  return code === 'io' && details['errno'] === 'ENOENT' ? 'gone' : code;
}

function keptAfter(kind: RemedyKind): string {
  if (kind === 'unfinished' || kind === 'lost') return '';
  if (kind === 'unsupported-version') return t('No files were changed.');
  return kind === 'io' || kind === 'gone' ? t('Your files are unchanged.') : t('Nothing was written.');
}

function adviceFor(kind: RemedyKind, details: ErrorDetails): string {
  const { name, path, errno } = details;
  switch (kind) {
    case 'unfinished':
      return t('The backup made before the change contains every file as it was.');
    case 'locked':
      return t('Wait for it to finish and try again.');
    case 'conflict':
      return t('Review the current content and try again.');
    case 'foreign':
      return t('If it came with the repository, delete it and try again.');
    case 'known':
      return t('Available: {0}.', knownIn(details).join(', '));
    case 'exists':
      return name === undefined && path === undefined
        ? ''
        : t('Choose another name, or change the existing one.');
    case 'corrupt':
      return t("Other backups aren't affected.");
    case 'unsupported-version':
      return t('Update Safekeep to read this file.');
    case 'io':
    case 'gone':
      return diskAdvice(String(errno));
    case 'lost':
    case 'invalid':
    case 'guarded':
    case 'aborted':
    case 'not-found':
      return '';
  }
}

/** @param errno the system's name of the error, such as `ENOSPC`. */
function diskAdvice(errno: string): string {
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('Free up disk space and try again.');
    case 'EACCES':
    case 'EPERM':
      return t('Change the permissions or the owner and try again.');
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return t('Close some programs or windows and try again.');
    case 'EBUSY':
    case 'ETXTBSY':
      return t('Close the program that is using the file and try again.');
    case 'EROFS':
      return t('Make the disk writable and try again.');
    case 'ENOENT':
      return t('The file may have just been moved or deleted.');
    case 'EIO':
      return t('Copy important files to another disk before you try again.');
    default:
      return t('Fix the problem and try again.');
  }
}
