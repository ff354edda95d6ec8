// A recovery on a person's word, by records that are not known to be theirs. It reaches what Safekeep manages and nothing
// else, and whatever it may change is in a backup first.
import { t } from '@vscode/l10n';
import { underLock, type CommitContext } from './commitPlan.ts';
import { isManagedPath } from './content/managedPath.ts';
import { statePath } from './content/stateRecord.ts';
import type { Recovery, Snapshot } from './model.ts';
import { recover } from './storage/recovery.ts';
import { sweepFolder } from './sweep.ts';

/** @throws EngineError as `recoverFolder`. */
export function recoverTrusted(
  context: CommitContext,
  { targets, interrupted, state }: Snapshot,
): Promise<readonly Recovery[]> {
  const mayChange = (path: string) => path === statePath || isManagedPath(path, targets);
  const named = interrupted.filter(({ kind }) => kind === 'foreign').flatMap(({ files }) => files);
  return underLock(context, t('recover'), async (_lock, recovered) => {
    await keep(context, [...new Set(named.filter(mayChange))], state);
    const more = await recover(context.folder, { mayChange });
    await sweepFolder(context.folder);
    return [...recovered, ...more];
  });
}

async function keep(
  { folder, author }: CommitContext,
  paths: readonly string[],
  { activeProfile, applied }: Snapshot['state'],
): Promise<void> {
  if (paths.length === 0) return;
  const files = await Promise.all(paths.map(async (path) => [path, await folder.read(path)] as const));
  const contents = new Map(files.flatMap(([path, file]) => (file ? [[path, file] as const] : [])));
  const absent = files.flatMap(([path, file]) => (file ? [] : [path]));
  const about = { reason: 'recover', author, pinned: false, activeProfile, applied } as const;
  await folder.backups.create({ ...about, contents, absent }, new Date());
}
