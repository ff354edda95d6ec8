// Commits that did not come to their end, by the records in the journal, and what a person is told of them.
import { t } from '@vscode/l10n';
import { privateFolder, type ConfigFolder } from '../folder/configFolder.ts';
import type { Interrupted, Problem } from '../model/model.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';
import type { JournalBounds, JournalRecord } from '../storage/transaction/journal.ts';
import { isUnreadable, maxRecordBytes } from '../storage/disk/ownFiles.ts';

const journalPath = `${privateFolder}/journal`;
const damaged: JournalRecord = { intent: null, belongs: false };

/** What is looked into before a change. */
const maxTold: JournalBounds = { records: 100, bytes: 8 * maxRecordBytes };

export interface InterruptedReading {
  /** Oldest first. */
  readonly interrupted: readonly Interrupted[];
  /** How many records more there are. */
  readonly more: number;
}

/**
 * Nothing where git could have brought the records: then none is believed, and that is a problem of its own.
 * @throws EngineError `unsupported-version` for one of this user by a newer Safekeep, `io`.
 */
export async function interruptedIn({ journal, gitProblems }: ConfigFolder): Promise<InterruptedReading> {
  const { names, more } = await journal.likely(maxTold).catch(orUnreadable({ names: [], more: 0 }));
  if (names.length === 0 || (await gitProblems()).length > 0) return { interrupted: [], more: 0 };
  const read = await journal.reader();
  const found = await fewAtOnce(names, maxFilesAtOnce, async (name): Promise<readonly Interrupted[]> => {
    const record = await nullIfNotFound(read(name).catch(orUnreadable(damaged)));
    return record ? [interruptedBy(name, record)] : []; // Else its commit came to its end just now.
  });
  return { interrupted: found.flat(), more };
}

function interruptedBy(name: string, { intent, belongs, newer }: JournalRecord): Interrupted {
  const of = { id: name.replace(/\.json$/, ''), path: `${journalPath}/${name}` };
  if (newer) return { ...of, kind: 'foreign', summary: newer.message, files: [] };
  if (!intent) return { ...of, kind: 'damaged', files: [] };
  const files = intent.files.map(({ path }) => path);
  return { ...of, kind: belongs ? 'own' : 'foreign', summary: intent.entry.summary, files };
}

export function interruptedProblems({ interrupted, more }: InterruptedReading): readonly Problem[] {
  const problems = interrupted.map(interruptedProblem);
  if (more === 0) return problems;
  const message = t(
    "{0} more records of interrupted changes weren't checked. The next change finishes those that you made on this computer. Delete the others.",
    more,
  );
  return [...problems, { file: journalPath, line: 0, column: 0, pointer: '', message }];
}

function interruptedProblem({ path, kind, summary = '' }: Interrupted): Problem {
  const messages = {
    own: () =>
      t(
        'The change “{0}” was interrupted. Run "safekeep recover" to finish it or roll it back; the next change does the same.',
        summary,
      ),
    foreign: () =>
      t(
        'This record of an interrupted change wasn\'t written by you on this computer, so nothing was done. Review it, then run "safekeep recover --trust" or delete it.',
      ),
    damaged: () =>
      t(
        'This record of an interrupted change can\'t be read. Compare your files with the newest backup, then run "safekeep recover --trust" to set it aside, or delete it.',
      ),
  };
  return { file: path, line: 0, column: 0, pointer: '', message: messages[kind]() };
}

function orUnreadable<Fallback>(fallback: Fallback): (error: unknown) => Fallback {
  return (error) => {
    if (isUnreadable(error)) return fallback;
    throw error;
  };
}
