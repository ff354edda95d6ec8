// What a terminal says below a failure: what was kept, and what to do. It goes by codes and details, never by the text of
// a message; the editor's twin is `commands/errors/errorMessages.ts`.
import { t } from '@vscode/l10n';
import type { EngineError, ErrorCode, ErrorDetails } from '../engine/index.ts';

/** One line. */
export function remedyFor({ code, details }: EngineError): string {
  return details['unfinished'] === undefined
    ? remedies[code](details)
    : t('The backup made before has every file as it was. "safekeep recover" brings it to an end.');
}

const remedies: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  // What became of a change that another process took over, its message says.
  locked: ({ lost, holder }) =>
    lost !== undefined
      ? t('Run "safekeep status" to see what is there now.')
      : holder === undefined
        ? t('Nothing was written. Wait until that is done, then try again.')
        : t(
            'Nothing was written. Wait until that is done, then try again. If that process will never finish, run "safekeep unlock".',
          ),
  conflict: () => t('Nothing was written, and the current content is unchanged. Review it, then try again.'),
  invalid: ({ foreign }) =>
    foreign === undefined
      ? t('Nothing was written. Fix the problem above, then try again.')
      : t('Nothing was written. If it came along with the repository, delete it, then try again.'),
  // Where the engine tells what could have been named, that is the best advice.
  'not-found': ({ known }) =>
    Array.isArray(known) && known.length > 0
      ? t('There are: {0}.', known.join(', '))
      : t('Nothing was written.'),
  exists: ({ name, path }) =>
    name === undefined && path === undefined
      ? t('Nothing was written.')
      : t('Nothing was written. Choose another name, or change what is there.'),
  corrupt: () =>
    t(
      'Nothing was written, and other backups are not affected. "safekeep backup verify" shows which are whole.',
    ),
  'unsupported-version': () => t('Nothing was touched. Update Safekeep, which then can read it.'),
  guarded: () => t('Nothing was written. Look at it with --dry-run, or use --force to confirm.'),
  aborted: () => t('Nothing was written.'),
  io: ({ errno }) =>
    `${t('Your files are unchanged.')} ${diskRemedies[String(errno)] ?? t('Fix the problem above, then try again.')}`,
};

const [space, rights, crowd, user] = [
  t('Free some space, then try again.'),
  t('Change the permissions or the owner, then try again.'),
  t('Close some programs, then try again.'),
  t('Close what uses it, then try again.'),
];

const diskRemedies: Readonly<Record<string, string>> = {
  ENOSPC: space,
  EDQUOT: space,
  EACCES: rights,
  EPERM: rights,
  EROFS: t('Make the disk writable, then try again.'),
  EBUSY: user,
  ETXTBSY: user,
  EMFILE: crowd,
  ENFILE: crowd,
  ENOMEM: crowd,
  ENOENT: t('It may have been moved or deleted just now.'),
  EIO: t('Copy what matters to another disk before you try again.'),
};
