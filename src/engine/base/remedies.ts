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
  /** Sentences in the person's language; '' where only the surface has something to say. */
  readonly advice: string;
}

/** Finds what to do about an error. */
export function remedyFor({ code, details }: EngineError): Remedy {
  const kind = remedyKind(code, details);
  return { kind, advice: adviceFor(kind, details) };
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

function adviceFor(kind: RemedyKind, details: ErrorDetails): string {
  const { name, path, errno } = details;
  switch (kind) {
    case 'unfinished':
      return t('The backup made before the change contains every file as it was.');
    case 'lost':
      return '';
    case 'locked':
      return t('Nothing was written. Wait for it to finish and try again.');
    case 'conflict':
      return t('Nothing was written. Review the current content and try again.');
    case 'invalid':
      return t('Nothing was written. Fix the problem and try again.');
    case 'foreign':
      return t('Nothing was written. If it came with the repository, delete it and try again.');
    case 'known':
      return t('Nothing was written. Available: {0}.', knownIn(details).join(', '));
    case 'exists':
      return name === undefined && path === undefined
        ? t('Nothing was written.')
        : t('Nothing was written. Choose another name, or change the existing one.');
    case 'corrupt':
      return t("Nothing was written. Other backups aren't affected.");
    case 'unsupported-version':
      return t('No files were changed. Update Safekeep to read this file.');
    case 'io':
    case 'gone':
      return diskAdvice(String(errno));
    case 'guarded':
    case 'aborted':
    case 'not-found':
      return t('Nothing was written.');
  }
}

/** @param errno the system's name of the error, such as `ENOSPC`. */
function diskAdvice(errno: string): string {
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
      return t('Your files are unchanged. Free up disk space and try again.');
    case 'EACCES':
    case 'EPERM':
      return t('Your files are unchanged. Change the permissions or the owner and try again.');
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return t('Your files are unchanged. Close some programs or windows and try again.');
    case 'EBUSY':
    case 'ETXTBSY':
      return t('Your files are unchanged. Close the program that is using the file and try again.');
    case 'EROFS':
      return t('Your files are unchanged. Make the disk writable and try again.');
    case 'ENOENT':
      return t('Your files are unchanged. The file may have just been moved or deleted.');
    case 'EIO':
      return t('Your files are unchanged. Copy important files to another disk before you try again.');
    default:
      return t('Your files are unchanged. Fix the problem and try again.');
  }
}
