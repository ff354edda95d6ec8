// What Safekeep's own folders say: backups, history, the record of the active profile. All of it may be a stranger's, so
// what is not as we make it is a problem at its place, and the rest is read without it. Where git tracks these folders,
// nothing in them is believed, and the history is what the user's own copy says.
import { relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { backupsPath, missingPlace } from './backupsPlace.ts';
import { damagedPath, privateFolder, type ConfigFolder } from './configFolder.ts';
import type { FileContent, Problem } from '../model/model.ts';
import type { AuditReading } from '../storage/history/auditLog.ts';
import type { BackupReading } from '../storage/backups/backupStore.ts';
import { isId, timeOfId } from '../storage/backups/ids.ts';
import { isUnreadable } from '../storage/disk/ownFiles.ts';

export interface OwnRecords {
  /** Newest first. */
  readonly backups: BackupReading['backups'];
  /** Oldest first. */
  readonly entries: AuditReading['entries'];
  readonly stateFile: FileContent | null;
  readonly problems: readonly Problem[];
}

const noBackups: BackupReading = { backups: [], problems: [] };
const noHistory: AuditReading = { entries: [], damaged: [], moreDamaged: 0 };

/** @param readState reads the record of the active profile. @throws EngineError `unsupported-version`, `io`. */
export async function readOwnRecords(
  folder: ConfigFolder,
  readState: () => Promise<FileContent | null>,
): Promise<OwnRecords> {
  await folder.backupsPlace.find();
  const problems = [...(await folder.gitProblems())];
  if (problems.length > 0)
    return { ...noBackups, ...(await folder.auditLog.remembered()), stateFile: null, problems };
  const ours = ownOrProblem(folder, problems);
  const list = (name: string) => ours(folder.list(`${privateFolder}/${name}`), []);
  const [backups, audit, stateFile, aside, inBackups] = await Promise.all([
    ours(folder.backups.list(), noBackups),
    ours(folder.auditLog.read(), noHistory),
    ours(readState(), null),
    ours(folder.list(damagedPath), []),
    ours(folder.list(backupsPath), []),
    ...['trash', 'lock', 'journal'].map(list),
  ]);
  return {
    backups: backups.backups,
    entries: audit.entries,
    stateFile,
    problems: [
      ...problems,
      ...backups.problems,
      ...(await goneProblems(folder, inBackups, audit.entries)),
      ...inBackups.filter(isLeftOver).map((name) => leftOverProblem(name)),
      ...audit.damaged.map((line) => auditProblem(line)),
      ...(audit.moreDamaged > 0 ? [moreDamagedProblem(audit.moreDamaged)] : []),
      ...(audit.isReplaced === true ? [replacedProblem()] : []),
      ...aside.map((name) => asideProblem(name)),
    ],
  };
}

/** Git takes ignored folders away without a word. */
async function goneProblems(
  { knownBackups, backupsPlace, unfenced }: ConfigFolder,
  names: readonly string[],
  { length: commits }: AuditReading['entries'],
): Promise<readonly Problem[]> {
  const missing = missingPlace(unfenced, backupsPlace);
  if (missing) return [goneProblem(missing.message)];
  if (names.some(isId)) return [];
  const seen = await knownBackups.seen();
  if (!seen || seen.count === 0) return [];
  const [count, time] = [String(seen.count), seen.at.slice(0, 16).replace('T', ' ')];
  const message =
    commits > 0
      ? t(
          'All backups ({0}) are gone since {1} UTC. "git clean -fdx" and "git stash --all" remove them, for example.',
          count,
          time,
        )
      : t(
          'All backups ({0}) and the history are gone since {1} UTC. "git clean -fdx" and "git stash --all" remove them, for example. Run "safekeep recover" to bring the history back.',
          count,
          time,
        );
  return [goneProblem(message)];
}

function goneProblem(message: string): Problem {
  return { file: backupsPath, line: 0, column: 0, pointer: '', message };
}

/** Something of a stranger among our own files is a problem there, and the rest is read without it. */
function ownOrProblem({ folder }: ConfigFolder, problems: Problem[]) {
  return async <Answer>(reading: Promise<Answer>, otherwise: Answer): Promise<Answer> => {
    try {
      return await reading;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const { foreign, path } = error.details;
      const file = relative(folder, String(foreign ?? path)).replaceAll(sep, '/');
      if (problems.every((problem) => problem.file !== file))
        problems.push({ file, line: 0, column: 0, pointer: '', message: error.message });
      return otherwise;
    }
  };
}

function replacedProblem(): Problem {
  const message = t(
    'The history was truncated or replaced, for example by a checkout. Safekeep is using its own copy. Run "safekeep recover" to restore the history; the next change does the same.',
  );
  return { file: `${privateFolder}/audit.jsonl`, line: 0, column: 0, pointer: '', message };
}

function auditProblem(line: number): Problem {
  return {
    file: `${privateFolder}/audit.jsonl`,
    line,
    column: 1,
    pointer: '',
    message: t('This line of the history was changed or damaged.'),
  };
}

function moreDamagedProblem(count: number): Problem {
  const message = moreDamagedText(count);
  return { file: `${privateFolder}/audit.jsonl`, line: 0, column: 0, pointer: '', message };
}

/** Returns a sentence about damaged lines of the audit log beyond those that are listed. */
export function moreDamagedText(count: number): string {
  return count === 1
    ? t('1 more line of the history was changed or damaged.')
    : t('{0} more lines of the history were changed or damaged.', count);
}

/** Of a backup that was interrupted long ago: one of just now may still be written. */
function isLeftOver(name: string): boolean {
  const time = name.startsWith('.') ? timeOfId(name.slice(1)) : null;
  return time !== null && Date.now() - time > 24 * 3_600_000;
}

function leftOverProblem(name: string): Problem {
  const message = t(
    'An interrupted backup left this behind. The next change removes it. If that fails, change its permissions or delete it.',
  );
  return { file: `${backupsPath}/${name}`, line: 0, column: 0, pointer: '', message };
}

function asideProblem(name: string): Problem {
  return {
    file: `${damagedPath}/${name}`,
    line: 0,
    column: 0,
    pointer: '',
    message: t(
      'This record of an interrupted change was damaged and is kept here. Compare your files with the newest backup, then delete the record.',
    ),
  };
}
