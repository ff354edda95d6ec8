// What a terminal says below a failure: what was kept, and what to do. It goes by codes and details, never by the text of
// a message; the editor's twin is `commands/errorMessages.ts`.
import type { EngineError, ErrorCode, ErrorDetails } from '../engine/index.ts';

/** One line. */
export function remedyFor({ code, details }: EngineError): string {
  return remedies[code](details);
}

const remedies: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  locked: () => 'Nothing was written. Wait until that is done, then try again.',
  conflict: () => 'Nothing was written: what is there now stays. Look at it, then try again.',
  invalid: () => 'Nothing was written. Mend what is named above, then try again.',
  // Where the engine tells what could have been named, that is the best advice.
  'not-found': ({ known }) =>
    Array.isArray(known) && known.length > 0 ? `There are: ${known.join(', ')}.` : 'Nothing was written.',
  exists: ({ name, path }) =>
    name === undefined && path === undefined
      ? 'Nothing was written.'
      : 'Nothing was written. Choose another name, or change what is there.',
  corrupt: () =>
    'Nothing was written, and other backups are not affected. "safekeep backup verify" shows which are whole.',
  'unsupported-version': () => 'Nothing was touched. Update Safekeep, which then can read it.',
  guarded: () => 'Nothing was written. Look at it with --dry-run; --force says yes.',
  aborted: () => 'Nothing was written.',
  io: ({ errno, unfinished }) =>
    unfinished === undefined
      ? `Your files are as they were. ${diskRemedies[String(errno)] ?? 'Mend what is named above, then try again.'}`
      : 'The backup made before has every file as it was. "safekeep recover" brings it to an end.',
};

const [space, rights, crowd, user] = [
  'Free some space, then try again.',
  'Change the permissions or the owner, then try again.',
  'Close some programs, then try again.',
  'Close what uses it, then try again.',
];

const diskRemedies: Readonly<Record<string, string>> = {
  ENOSPC: space,
  EDQUOT: space,
  EACCES: rights,
  EPERM: rights,
  EROFS: 'Make the disk writable, then try again.',
  EBUSY: user,
  ETXTBSY: user,
  EMFILE: crowd,
  ENFILE: crowd,
  ENOMEM: crowd,
  ENOENT: 'It may have been moved or deleted just now.',
  EIO: 'Copy what matters to another disk before you try again.',
};
