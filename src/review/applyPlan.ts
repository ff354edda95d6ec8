// The last steps of a change, after a review or without one: unsaved editors are settled, guards are asked about, and the
// plan is committed with those that the person accepted.
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { dirtyDocuments, reloadStaleEditors, revertDocument } from '../workspace/editors/openEditors.ts';
import type { CommittedPlan, PlanView } from '../workspace/engineWorker/keptPlans.ts';
import { showWarningMessage } from '../workspace/texts/messages.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

/** A plan, and the config folder that it is for. */
export interface FolderPlan {
  /** Absolute path. */
  readonly folder: string;
  readonly plan: PlanView;
}

type ApplyService = Pick<WorkspaceService, 'commit' | 'createBackup'>;

/**
 * Saves unsaved changes on the files to be written, or keeps them as a backup and drops them; then the disk is as it was.
 * @returns `saved` where the disk is not what was planned any more, `cancelled` where the person turned away.
 */
export async function resolveDirtyEditors(
  service: ApplyService,
  { folder, plan }: FolderPlan,
): Promise<'clean' | 'saved' | 'dropped' | 'cancelled'> {
  const dirty = dirtyDocuments(folder, plan.writes);
  if (dirty.length === 0) return 'clean';
  const [save, discard] = [vscode.l10n.t('Save and Continue'), vscode.l10n.t('Discard Editor Changes')];
  const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const answer = await showWarningMessage(
    vscode.l10n.t('{0} has unsaved changes.', names),
    {
      modal: true,
      detail: vscode.l10n.t(
        '"{0}" would replace the file on disk. If you discard your edits, they are kept in a backup.',
        plan.summary,
      ),
    },
    save,
    discard,
  );
  if (answer === undefined) return 'cancelled';
  if (answer === save) for (const document of dirty) await document.save();
  else await backUpAndRevert(service, folder, dirty);
  if (dirty.some(({ isDirty }) => isDirty)) return 'cancelled';
  return answer === save ? 'saved' : 'dropped';
}

async function backUpAndRevert(
  service: ApplyService,
  folder: string,
  dirty: readonly vscode.TextDocument[],
): Promise<void> {
  const unsaved = dirty.map((document): [string, Uint8Array] => {
    const path = relative(folder, document.uri.fsPath).split(sep).join('/');
    return [path, new TextEncoder().encode(document.getText())];
  });
  await service.createBackup(folder, { instead: new Map(unsaved) });
  for (const document of dirty) await revertDocument(document);
}

/**
 * Asks about the guards and commits the plan, which the engine refuses when it finds another guard than the accepted ones.
 * @returns `undefined` where the person said no.
 * @throws EngineError `guarded`, `conflict`, `locked`, `io`.
 */
export async function commitAccepted(
  service: ApplyService,
  { folder, plan }: FolderPlan,
): Promise<CommittedPlan | undefined> {
  const accepted = await askGuards(plan);
  if (!accepted) return undefined;
  const committed = await service.commit(folder, plan, accepted);
  if (committed.result) await reloadStaleEditors(folder, plan.writes);
  return committed;
}

/** The guards that the person has said yes to, or `undefined` where it was no. */
async function askGuards({ summary, guards }: PlanView): Promise<PlanView['guards'] | undefined> {
  if (guards.length === 0) return guards;
  const detail = guards.map(({ message }) => message);
  const anyway = vscode.l10n.t('Continue Anyway');
  const answer = await showWarningMessage(`${summary}?`, { modal: true, detail }, anyway);
  return answer === anyway ? guards : undefined;
}
