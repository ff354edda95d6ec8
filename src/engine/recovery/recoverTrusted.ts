// A recovery on a person's word, by records that are not known to be theirs. It reaches what Safekeep manages, but no
// file that tools run, and whatever it may change is in a backup first.
import { t } from '@vscode/l10n';
import { withLock, type CommitContext } from '../commit/commitPlan.ts';
import { isManagedPath } from '../records/managedPath.ts';
import { statePath } from '../records/stateRecord.ts';
import { EngineError } from '../base/errors.ts';
import type { JournalRecovery, Snapshot } from '../model/model.ts';
import { isObeyed, linkedPlace } from '../commit/judgedPlan.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { recoverJournal } from '../storage/transaction/recovery.ts';
import { sweepFolder } from '../commit/sweep.ts';

/** @throws EngineError as `recoverInterrupted`, `unsupported-version` for a record that says to be of a newer Safekeep. */
export function recoverTrusted(
  context: CommitContext,
  { targets, interrupted, state }: Snapshot,
): Promise<readonly JournalRecovery[]> {
  const isManaged = (path: string) => path === statePath || isManagedPath(path, targets);
  const foreign = interrupted.filter(({ kind }) => kind === 'foreign').flatMap(({ files }) => files);
  const named = new Set(foreign.filter(isManaged));
  const seen = new Set(interrupted.map(({ id }) => id));
  return withLock(context, t('recover'), async (_lock, recovered) => {
    await context.folder.journal.refuseNewer();
    // A stranger's word is not enough for what tools run, whatever it is called here.
    for (const path of named) if (await isRun(context, targets, path)) named.delete(path);
    await keep(context, [...named], state);
    const more = await recoverJournal(context.folder, {
      mayChange: (path) => named.has(path),
      isSeen: (id) => seen.has(id),
    });
    await sweepFolder(context.folder);
    return [...recovered, ...more];
  });
}

/** Also what a link leads out of the workspace. */
async function isRun(
  { folder }: CommitContext,
  targets: Snapshot['targets'],
  path: string,
): Promise<boolean> {
  const target = targets.find((candidate) => candidate.path === path)?.name;
  try {
    const leadsTo = await linkedPlace(folder, { path, after: new Uint8Array() });
    const named = target === undefined ? { path } : { path, target };
    const mode = (await folder.read(path))?.mode;
    return isObeyed(folder, { ...named, mode, ...(leadsTo === undefined ? {} : { leadsTo }) });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return true;
    throw error;
  }
}

async function keep(
  { folder, author }: CommitContext,
  paths: readonly string[],
  { activeProfile, applied }: Snapshot['state'],
): Promise<void> {
  if (paths.length === 0) return;
  const files = await fewAtOnce(
    paths,
    maxFilesAtOnce,
    async (path) => [path, await folder.read(path)] as const,
  );
  const contents = new Map(files.flatMap(([path, file]) => (file ? [[path, file] as const] : [])));
  const absent = files.flatMap(([path, file]) => (file ? [] : [path]));
  const about = { reason: 'recover', author, pinned: false, activeProfile, applied } as const;
  await folder.backups.create({ ...about, contents, absent }, new Date());
}
