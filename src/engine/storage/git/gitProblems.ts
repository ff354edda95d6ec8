// What git could do to our own folders, as problems with their remedies: replace records with those of a branch, or take
// backups along in a commit. Nothing in those folders is to be believed, and nothing written, while there is one.
import { basename, dirname, join } from 'node:path/posix';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { Problem } from '../../model/model.ts';
import type { FileSystem } from '../disk/fileSystem.ts';
import { foreignIgnoreRules } from './ignoreRules.ts';
import { trackedByGit } from './trackedByGit.ts';

/**
 * @param folder a config folder, absolute, links resolved. @param backups where its backups are, likewise.
 * @throws EngineError `io`.
 */
export async function gitProblems(
  fileSystem: FileSystem,
  folder: string,
  backups = join(folder, 'backups'),
): Promise<readonly Problem[]> {
  const elsewhere =
    dirname(backups) === folder ? [] : [trackedByGit(fileSystem, dirname(backups), [basename(backups)])];
  const [tracked, rules] = await Promise.all([
    Promise.all([trackedByGit(fileSystem, folder), ...elsewhere])
      .then((found) => found.flat())
      .then((paths) => paths.map(trackedProblem))
      .catch(unknownProblems),
    foreignIgnoreRules(fileSystem, folder),
  ]);
  return [...tracked, ...rules.map(ignoreRuleProblem)];
}

/** Where nobody can tell, records may be tracked. */
function unknownProblems(error: unknown): readonly Problem[] {
  if (error instanceof EngineError && error.code === 'invalid')
    return [problemOf('.safekeep', error.message)];
  throw error;
}

function trackedProblem(path: string): Problem {
  const message = t(
    "Git tracks {0}, so a branch can replace Safekeep's own records. If someone else added it, delete it first. Then run: git rm -r --cached {1}",
    path,
    shellWord(`:/${path}`), // From the root of the repository, wherever the person is.
  );
  return problemOf(basename(path), message);
}

function ignoreRuleProblem(path: string): Problem {
  const message = t(
    "{0} doesn't have the rule that Safekeep wrote, so Git could include backups. Delete it, and Safekeep will write it again.",
    path,
  );
  return problemOf(path, message);
}

function problemOf(file: string, message: string): Problem {
  return { file, line: 0, column: 0, pointer: '', message };
}

/** A stranger may have chosen the path so that a shell would run a part of it. */
function shellWord(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
