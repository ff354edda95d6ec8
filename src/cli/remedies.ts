// What a terminal says below a failure: what was kept, and what to do. It goes by codes and details, never by the text of
// a message; the editor's twin is `commands/errors/errorMessages.ts`.
import { t } from '@vscode/l10n';
import type { EngineError, ErrorCode, ErrorDetails } from '../engine/index.ts';

/** One line. */
export function remedyFor({ code, details }: EngineError): string {
  return details['unfinished'] === undefined
    ? remedies[code](details)
    : t(
        'The backup from before the change has every file as it was. Run "safekeep recover" to finish it or roll it back.',
      );
}

const remedies: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  // What became of a change that another process took over, its message says.
  locked: ({ lost, holder }) =>
    lost !== undefined
      ? t('Run "safekeep status" to see what is there now.')
      : holder === undefined
        ? t('Nothing was written. Wait for it to finish and try again.')
        : t(
            'Nothing was written. Wait for it to finish and try again. If that process will never finish, run "safekeep unlock".',
          ),
  conflict: () => t('Nothing was written. Review the current content and try again.'),
  invalid: ({ foreign }) =>
    foreign === undefined
      ? t('Nothing was written. Fix the problem above and try again.')
      : t('Nothing was written. If it came with the repository, delete it and try again.'),
  // Where the engine tells what could have been named, that is the best advice.
  'not-found': ({ known }) =>
    Array.isArray(known) && known.length > 0
      ? t('There are: {0}.', known.join(', '))
      : t('Nothing was written.'),
  exists: ({ name, path }) =>
    name === undefined && path === undefined
      ? t('Nothing was written.')
      : t('Nothing was written. Choose another name, or change the existing item.'),
  corrupt: () =>
    t(
      'Nothing was written. Other backups aren\'t affected. Run "safekeep backup verify" to see which are intact.',
    ),
  'unsupported-version': () => t('No files were changed. Update Safekeep to read it.'),
  guarded: () => t('Nothing was written. Review the change with --dry-run, or use --force to confirm it.'),
  aborted: () => t('Nothing was written.'),
  io: ({ errno }) =>
    `${t('Your files are unchanged.')} ${diskRemedies[String(errno)] ?? t('Fix the problem above and try again.')}`,
};

const [space, rights, crowd, user] = [
  t('Free up disk space and try again.'),
  t('Change the permissions or the owner and try again.'),
  t('Close some programs and try again.'),
  t('Close the program that uses it and try again.'),
];

const diskRemedies: Readonly<Record<string, string>> = {
  ENOSPC: space,
  EDQUOT: space,
  EACCES: rights,
  EPERM: rights,
  EROFS: t('Make the disk writable and try again.'),
  EBUSY: user,
  ETXTBSY: user,
  EMFILE: crowd,
  ENFILE: crowd,
  ENOMEM: crowd,
  ENOENT: t('It may have been moved or deleted just now.'),
  EIO: t('Copy important files to another disk before you try again.'),
};
