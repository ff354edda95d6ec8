// After a change: its backup goes into the clone's own objects, where the person has set that up. The change is done by then,
// and whatever goes wrong here is one line; the next change, or the next push, makes up for it.
import { t } from '@vscode/l10n';
import type { Engine } from '../../engine/index.ts';
import { cloneAround, isAnySetUp, readSettings, recordBackups } from '../../git/index.ts';

/** @param note prints a line on the error stream. */
export async function recordInGit(engine: Engine, verb: string, note: (text: string) => void): Promise<void> {
  const isQuick = !/^backup (pin|unpin|rename)$/.test(verb);
  try {
    if (!isAnySetUp()) return;
    const clone = await cloneAround(engine.folder);
    if (clone && (await readSettings(clone)).remotes.length > 0)
      await recordBackups(engine, clone, { isQuick });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    note(t("The backup isn't in the Git repository yet: {0} The next change tries again.", reason));
  }
}
