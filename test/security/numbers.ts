// Which tests show that each finding of the report on hostile input is closed: number → file and title.

export interface Shown {
  readonly file: string;
  /** As it stands in the file. */
  readonly title: string;
}

const inFile =
  (file: string) =>
  (...titles: readonly string[]): readonly Shown[] =>
    titles.map((title) => ({ file, title }));

const records = inFile('test/security/records.test.ts');
const strangers = inFile('test/security/strangersRecords.test.ts');
const repositories = inFile('test/security/repositories.test.ts');
const agents = inFile('test/security/agents.test.ts');
const bombs = inFile('test/security/bombs.test.ts');
const surfaces = inFile('test/security/surfaces.test.ts');
const editor = inFile('test/security/editor.test.ts');

export const shownBy: Readonly<Record<string, readonly Shown[]>> = {
  'S-1': strangers(
    'a link in place of the history is not followed, by looking or by working (S-1)',
    'a dangling link in place of the history makes no file (S-1)',
  ),
  'S-2': strangers('a link in place of the folder for damaged records is not followed (S-2)'),
  'S-3': [
    ...strangers(
      'a vendored folder changes nothing of the repository around it, even when its record is trusted (S-3)',
    ),
    ...inFile('test/extension/restingFolders.test.ts')(
      'rest: they have a row, and nothing of them is read, told, offered or changed',
    ),
  ],
  'S-4': repositories(
    'whose branch tracks our records is a problem, and nothing in them is believed (S-4)',
    'keeps the history that a checkout overwrote, and says so (S-4)',
  ),
  'S-5': repositories('that belongs to another user is not obeyed from below it (S-5)'),
  'S-6': agents('that writes back what it was shown destroys no secret (S-6)'),
  'S-7': records(
    'that is not one is a problem that stops nothing (S-7)',
    'that no comparison takes is a problem at its place (S-7)',
  ),
  'S-8': records('of a number out of range makes nobody wait for ever, and can be taken over (S-8)'),
  'S-9': strangers(
    'pipes and devices in place of our records are refused at once (S-9)',
    'pipes and devices as arguments are refused at once (S-9)',
  ),
  'S-10': bombs(
    'in gzipped files of a backup is not unpacked, whatever size the record claims (S-10)',
    'of migration steps that copy and copy is refused before it grows (S-10)',
    'of schema patterns that backtrack is called off in time (S-10)',
  ),
  'S-11': bombs('of globs for secret keys costs the agents nothing (S-11)'),
  'S-12': [
    ...editor('the name of a file becomes no link and no icon of a message (S-12)'),
    ...inFile('test/workspace/shownText.test.ts')(
      'becomes no link, no icon and no line of a message, a row or the status bar',
    ),
  ],
  'S-13': surfaces(
    'draws what stands in data, and obeys none of it (S-13)',
    'draws content on a screen, too, and leaves its bytes alone in a pipe (S-13)',
    'draws what a parser or the holder of a lock says in the same way (S-13)',
  ),
  'S-14': agents('is shown no secret under any of the common names and forms (S-14)'),
  'S-15': agents('cannot reach a protected profile by parts, by its parents, or while it is active (S-15)'),
  'S-16': agents('learns nothing about a secret by guessing it (S-16)'),
  'S-17': records('of a new live file are no more open than the umask and the strictest source (S-17)'),
  'S-18': records('of a forged backup give no setuid bit, and others no right to write (S-18)'),
  'S-19': records(
    'finds that the last lines, or all, are gone (S-19)',
    'finds a history that was written anew with hashes that fit (S-19)',
  ),
  'S-20': repositories('whose ignore rules are not ours hands no backup to Git (S-20)'),
  'S-21': inFile('test/package.test.ts')(
    'go along with the notice of each package that they have a part of, and its whole license',
  ),
  'S-22': inFile('test/cli/launcher.test.ts')(
    'runs programs by their whole paths alone, and none of the working directory',
  ),
  'S-23': surfaces('tells who watches that a secret was changed, and not what it was or is (S-23)'),
  'S-24': surfaces('takes a secret from its standard input, and repeats none in an error (S-24)'),
  'S-25': strangers(
    'links out of lock, journal, backups, trash and profiles are neither written through nor listed (S-25)',
    'links out in place of profiles and migrations are one problem each, and nothing there is named (S-25)',
  ),
  'S-26': records(
    'is targets and profiles alone, whatever a backup holds (S-26)',
    'among targets that run code is guarded, and named (S-26)',
  ),
  'S-27': strangers(
    'a directory that turns into a link in the middle of a commit takes no content outside (S-27)',
  ),
  'S-28': records('whose holder never dies can be taken over by the person (S-28)'),
  'S-29': repositories(
    'that two users share says so to the second, and shows them nothing of the first (S-29)',
  ),
  'S-30': agents('that nests a value too deeply is refused in a sentence (S-30)'),
  'S-31': [
    ...editor('no repository sets what takes questions away (S-31)'),
    ...inFile('test/extension/settings.test.ts')('that take questions away are of no effect in a repository'),
  ],
  'S-32': inFile('test/e2e/reviewPage.e2e.ts')(
    'has kept what opens it again and what was not ticked, and none of the values',
  ),
  'S-33': agents('sees no secret in notes and summaries of backups, nor as a key (S-33)'),
  'S-34': agents('that has a shell is not stopped by protection, and the threat model says so (S-34)'),
};
