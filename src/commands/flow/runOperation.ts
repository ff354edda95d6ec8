// The road every change takes in the editor: it is planned (and reviewed), unsaved changes are settled, guards are asked
// about, the plan is committed, and the person is told, with an Undo at hand. The steps are in `review/`.
import * as vscode from 'vscode';
import { undoneChange, type CommitResult, type Operation, type OperationKind } from '../../engine/index.ts';
import { commitAccepted, resolveDirtyEditors } from '../../review/applyPlan.ts';
import type { ReviewRequest } from '../../review/reviewSession.ts';
import type { CommittedPlan, PlanView } from '../../workspace/engineWorker/keptPlans.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { showError } from '../errors/showError.ts';
import type { CommandContext } from './commandContext.ts';
import { showChangeMessage, type FollowUpAction } from './showSuccessMessage.ts';

export interface OperationRequest {
  readonly folder: ReadyFolder;
  readonly operation: Operation;
  /** What the success message says. */
  readonly successMessage: string | ((done: OperationResult) => string);
  /** Of what was done unasked: also where success is not told; in the status bar while a window opens. */
  readonly notify?: 'always' | 'in the status bar';
  /** What suggests itself once it is done: one more button of that message. */
  readonly followUp?: (done: OperationResult) => FollowUpAction | undefined;
  /** Told what came of it, once it is on the disk. */
  readonly onDone?: (done: OperationResult) => void;
  /** The file that is shown once it is done. */
  readonly openAfter?: (done: OperationResult) => string | undefined;
}

/** What was planned, and what was committed of it. */
export interface OperationResult extends Pick<PlanView, 'summary' | 'problems'> {
  readonly writes: CommittedPlan['writes'];
  /** `null` where there was nothing to do. */
  readonly result: CommitResult | null;
}

/** How an operation is reviewed before it is done. */
export interface ReviewOptions extends Pick<ReviewRequest, 'subtitle' | 'facts' | 'reopen' | 'onClose'> {
  readonly applyLabel: string;
  /** A last question, once the person has seen the changes; an answer of `false` keeps the review open. */
  readonly confirm?: () => Promise<boolean>;
}

/** Runs what changes no live file, or what the person wants no review of. @throws EngineError as `plan` and `commit` do. */
export async function runOperation({ service }: CommandContext, request: OperationRequest): Promise<void> {
  const folder = request.folder.id;
  const plan = await service.plan(folder, request.operation);
  const settled = await resolveDirtyEditors(service, { folder, plan });
  if (settled === 'cancelled') return;
  // While it was asked, an editor that saves by itself may have written the file.
  const newest = settled === 'clean' ? plan : await service.plan(folder, request.operation);
  const committed = await commitAccepted(service, { folder, plan: newest });
  if (committed) await notify(request, newest, committed);
}

/** Opens the review; the request is done when the person applies it there. Until then nothing is touched. */
export async function reviewOperation(
  { reviews, log }: CommandContext,
  { folder, operation, ...request }: OperationRequest,
  { applyLabel, confirm, ...shown }: ReviewOptions,
): Promise<void> {
  await reviews.open({
    ...shown,
    folder,
    subject: { kind: 'operation', operation },
    apply: {
      label: applyLabel,
      ...(confirm ? { confirm } : {}),
      onApplied: (plan, committed) => notify({ folder, ...request }, plan, committed),
      onError: (error) => showError(error, log),
    },
  });
}

/** Changes of which one may want to undo at once; the views show the rest. */
const loudKinds: ReadonlySet<OperationKind> = new Set([
  ...(['switch', 'restore', 'restore-damaged', 'undo', 'repair', 'migrate'] as const),
  ...(['set-up', 'add-target', 'remove-target', 'delete-profile'] as const),
]);

/** Says what was done, and shows the file that came of it. */
async function notify(
  request: Omit<OperationRequest, 'operation'>,
  { kind, summary, isPartial, problems }: PlanView,
  { writes, result }: CommittedPlan,
): Promise<void> {
  const done: OperationResult = { summary, problems, writes, result };
  request.onDone?.(done);
  if (!result) {
    void showInformationMessage(vscode.l10n.t('Nothing to do: everything is up to date.'));
    return;
  }
  const { folder, successMessage, notify: how, followUp } = request;
  const text = typeof successMessage === 'string' ? successMessage : successMessage(done);
  showChangeMessage(folder, {
    text: isPartial ? vscode.l10n.t('{0} Some changes were left out.', text) : text,
    commit: result.entry.id,
    turn: undoneChange(folder.snapshot.history, result.entry).turn,
    notify: how,
    isQuiet: !loudKinds.has(kind),
    followUp: followUp?.(done),
  });
  const path = request.openAfter?.(done);
  if (path !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder.id), path));
}
