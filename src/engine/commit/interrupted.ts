// Commits that did not come to their end, by the records in the journal, and what a person is told of them.
import { t } from '@vscode/l10n';
import { privateFolder, type ConfigFolder } from '../folder/configFolder.ts';
import type { Interrupted, Problem } from '../model/model.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';
import type { JournalRecord } from '../storage/transaction/journal.ts';
import { isUnreadable } from '../storage/disk/ownFiles.ts';

const damaged: JournalRecord = { intent: null, belongs: false };

/** Oldest first. @throws EngineError `unsupported-version` for one of this user by a newer Safekeep, `io`. */
export async function interruptedIn({ journal }: ConfigFolder): Promise<readonly Interrupted[]> {
  const names = await journal.names().catch(orUnreadable([]));
  const found = await Promise.all(
    names.map(async (name): Promise<readonly Interrupted[]> => {
      const record = await nullIfNotFound(journal.read(name).catch(orUnreadable(damaged)));
      if (!record) return []; // Its commit came to its end just now.
      const { intent, belongs, newer } = record;
      const of = { id: name.replace(/\.json$/, ''), path: `${privateFolder}/journal/${name}` };
      if (newer) return [{ ...of, kind: 'foreign', summary: newer.message, files: [] }];
      if (!intent) return [{ ...of, kind: 'damaged', files: [] }];
      const files = intent.files.map(({ path }) => path);
      return [{ ...of, kind: belongs ? 'own' : 'foreign', summary: intent.entry.summary, files }];
    }),
  );
  return found.flat();
}

export function interruptedProblem({ path, kind, summary = '' }: Interrupted): Problem {
  const messages = {
    own: () =>
      t(
        'The change “{0}” was interrupted. The next change, or "safekeep recover", brings it to its end.',
        summary,
      ),
    foreign: () =>
      t(
        'This record of an interrupted change was not written by you on this computer, so nothing was done. Look at it, then run "safekeep recover --trust", or delete it.',
      ),
    damaged: () =>
      t(
        'This record of an interrupted change cannot be read. Compare your files with the newest backup, then run "safekeep recover --trust", which sets it aside, or delete it.',
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
