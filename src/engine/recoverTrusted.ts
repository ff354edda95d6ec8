// A recovery on a person's word, by records that are not known to be theirs. It reaches what Safekeep manages and nothing
// else, and whatever it may change is in a backup first.
import { recoverFolder, underLock, type CommitContext } from './commitPlan.ts';
import { isManagedPath } from './content/managedPath.ts';
import { statePath } from './content/stateRecord.ts';
import type { Recovery, Snapshot } from './model.ts';
import { t } from '@vscode/l10n';

/** @throws EngineError as `recoverFolder`. */
export async function recoverTrusted(
  context: CommitContext,
  snapshot: Snapshot,
): Promise<readonly Recovery[]> {
  const { targets, interrupted, state } = snapshot;
  const mayChange = (path: string) => path === statePath || isManagedPath(path, targets);
  const paths = interrupted.filter(({ kind }) => kind === 'foreign').flatMap(({ files }) => files);
  if (paths.some(mayChange)) await keep(context, [...new Set(paths.filter(mayChange))], state);
  return recoverFolder(context, { mayChange });
}

async function keep(
  context: CommitContext,
  paths: readonly string[],
  { activeProfile, applied }: Snapshot['state'],
): Promise<void> {
  await underLock(context, t('create a backup'), async () => {
    const { folder, author } = context;
    const files = await Promise.all(paths.map(async (path) => [path, await folder.read(path)] as const));
    const contents = new Map(files.flatMap(([path, file]) => (file ? [[path, file] as const] : [])));
    const absent = files.flatMap(([path, file]) => (file ? [] : [path]));
    const about = { reason: 'recover', author, pinned: false, activeProfile, applied } as const;
    await folder.backups.create({ ...about, contents, absent }, new Date());
  });
}
