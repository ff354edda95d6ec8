// The road every change takes in the editor: unsaved changes are settled, the plan is made (and reviewed), guards
// are asked about, the plan is committed, and the person is told, with an Undo at hand.
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import {
  granularityOf,
  type ActionKind,
  type CommitResult,
  type Plan,
  type PlanReview,
  type Operation,
} from '../../engine/index.ts';
import type { ReviewNotice } from '../../review/protocol.ts';
import { noticesOf, type ReviewedWrite } from '../../review/reviewModel.ts';
import type { ReviewData, ReviewRequest } from '../../review/reviewPanel.ts';
import { showInformationMessage, showWarningMessage } from '../../workspace/texts/messages.ts';
import { reloadStaleEditors, dirtyDocuments, revertDocument } from '../../workspace/editors/openEditors.ts';
import { driftBesideDamage } from '../../workspace/state/wording.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import type { CommandContext } from './commandContext.ts';
import { showChangeMessage, type FollowUpAction } from './showSuccessMessage.ts';
import { showError } from '../errors/showError.ts';

export interface OperationRequest {
  readonly folder: ReadyFolder;
  readonly operation: Operation;
  /** What the success message says. */
  readonly successMessage: string | ((plan: Plan) => string);
  /** Of what was done unasked: also where success is not told; in the status bar while a window opens. */
  readonly notify?: 'always' | 'in the status bar';
  /** What suggests itself once it is done: one more button of that message. */
  readonly followUp?: (plan: Plan) => FollowUpAction | undefined;
  /** Told what came of it, once it is on the disk. */
  readonly onDone?: (result: OperationResult) => void;
  /** The file that is shown once it is done. */
  readonly openAfter?: (plan: Plan) => string | undefined;
}

export interface OperationResult {
  readonly plan: Plan;
  /** `null` where there was nothing to do. */
  readonly result: CommitResult | null;
}

/** How an operation is reviewed before it is done. */
export interface ReviewOptions extends Pick<ReviewRequest, 'subtitle' | 'facts' | 'reopen' | 'onClose'> {
  readonly applyLabel: string;
  /** A last question, once the person has seen the changes; an answer of `false` keeps the review open. */
  readonly confirm?: () => Promise<boolean>;
}

/** Without a review: for what changes no live file, or where the person turned the review off. */
export async function runOperation(context: CommandContext, request: OperationRequest): Promise<void> {
  const plan = await context.service.plan(request.folder.id, request.operation);
  const settled = await resolveDirtyEditors(context, request, plan);
  if (settled === 'cancelled') return;
  await commitAndNotify(
    context,
    request,
    // While it was asked, an editor that saves by itself may have written the file.
    settled === 'clean' ? plan : await context.service.plan(request.folder.id, request.operation),
  );
}

/** Opens the review; the request is done when the person applies it there. Until then nothing is touched. */
export async function reviewOperation(
  context: CommandContext,
  request: OperationRequest,
  options: ReviewOptions,
): Promise<void> {
  const { applyLabel, confirm, ...shown } = options;
  await context.reviews.open({
    ...shown,
    folder: request.folder.id,
    load: async (leftOut) => {
      const looked = await context.service.review(request.folder.id, request.operation, leftOut);
      const now = readyFolders(context.service.state).find(({ id }) => id === request.folder.id);
      return toReviewData(looked, (plan) => noticesFor(now ?? request.folder, plan));
    },
    apply: {
      label: applyLabel,
      run: async (plan) => {
        try {
          if (confirm && !(await confirm())) return 'again';
          // What was saved just now is not what the person has seen compared.
          const settled = await resolveDirtyEditors(context, request, plan);
          if (settled === 'saved' || settled === 'cancelled') return 'again';
          return (await commitAndNotify(context, request, plan)) ? 'done' : 'again';
        } catch (error) {
          showError(error, context.log);
          return 'again';
        }
      },
    },
  });
}

function toReviewData(
  { plan, selected, valuesAlone }: PlanReview,
  noticesFor: (plan: Plan) => readonly ReviewNotice[],
): ReviewData {
  const writes = plan.writes.map((write): ReviewedWrite => {
    const alone = valuesAlone.get(write.path);
    return {
      write,
      choice: alone === null ? 'whole' : granularityOf(plan.action, write),
      ...(alone ? { valuesAlone: alone } : {}),
    };
  });
  return {
    title: plan.summary,
    writes,
    // Where nothing is selected they stay, so that no row moves under the pointer.
    notices: [...noticesOf(selected), ...noticesFor(selected.writes.length > 0 ? selected : plan)],
    fingerprint: JSON.stringify(plan.preconditions),
    selected,
  };
}

/** They change single keys and leave all other edits where they are. */
const keepingEdits: ReadonlySet<ActionKind> = new Set(['reset', 'repair']);

/** What would be lost from sight by applying a plan, though it is kept. */
function noticesFor(folder: ReadyFolder, plan: Plan): readonly ReviewNotice[] {
  const { id, snapshot } = folder;
  const drift = driftBesideDamage(folder);
  const dirty = dirtyDocuments(id, plan.writes).map(({ uri }) => vscode.workspace.asRelativePath(uri));
  const edited =
    !keepingEdits.has(plan.action) &&
    plan.writes.some(({ target }) =>
      drift.some(({ target: drifted, kind }) => drifted === target && kind === 'modified'),
    );
  return [
    ...(plan.notes ?? []).map((message): ReviewNotice => ({ severity: 'info', message })),
    ...(dirty.length > 0
      ? [
          {
            severity: 'warning',
            message: vscode.l10n.t(
              '{0} has unsaved changes; you will be asked about them.',
              dirty.join(', '),
            ),
          } as const,
        ]
      : []),
    ...(edited
      ? [
          {
            severity: 'info',
            message: vscode.l10n.t(
              'The live files were edited since {0} was switched to. Those edits are in no profile; they are backed up first.',
              snapshot.state.activeProfile ?? '',
            ),
          } as const,
        ]
      : []),
  ];
}

/** Unsaved changes on the files to be written are saved, or kept as a backup and dropped; then the disk is as it was. */
async function resolveDirtyEditors(
  context: CommandContext,
  { folder }: OperationRequest,
  plan: Plan,
): Promise<'clean' | 'saved' | 'dropped' | 'cancelled'> {
  const dirty = dirtyDocuments(folder.id, plan.writes);
  if (dirty.length === 0) return 'clean';
  const [save, discard] = [vscode.l10n.t('Save and Continue'), vscode.l10n.t('Discard Editor Changes')];
  const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const answer = await showWarningMessage(
    vscode.l10n.t('{0} has unsaved changes.', names),
    {
      modal: true,
      detail: vscode.l10n.t(
        '"{0}" would replace what is on the disk. Discarded text is kept as a backup.',
        plan.summary,
      ),
    },
    save,
    discard,
  );
  if (answer === undefined) return 'cancelled';
  if (answer === save) for (const document of dirty) await document.save();
  else await backUpAndRevert(context, folder, dirty);
  if (dirty.some(({ isDirty }) => isDirty)) return 'cancelled';
  return answer === save ? 'saved' : 'dropped';
}

async function backUpAndRevert(
  { service }: CommandContext,
  folder: ReadyFolder,
  dirty: readonly vscode.TextDocument[],
): Promise<void> {
  const unsaved = dirty.map((document): [string, Uint8Array] => {
    const path = relative(folder.id, document.uri.fsPath).split(sep).join('/');
    return [path, new TextEncoder().encode(document.getText())];
  });
  await service.createBackup(folder.id, { instead: new Map(unsaved) });
  for (const document of dirty) await revertDocument(document);
}

async function commitAndNotify(
  context: CommandContext,
  request: OperationRequest,
  plan: Plan,
): Promise<boolean> {
  const { folder } = request;
  const accepted = await askGuards(plan);
  if (!accepted) return false;
  const result = await context.service.commit(folder.id, plan, { accepted });
  request.onDone?.({ plan, result });
  if (!result) {
    void showInformationMessage(vscode.l10n.t('Nothing to do: everything is up to date.'));
    return true;
  }
  await reloadStaleEditors(folder.id, plan);
  const { successMessage, notify, followUp } = request;
  showChangeMessage(folder, {
    text: typeof successMessage === 'string' ? successMessage : successMessage(plan),
    commit: result.entry.id,
    notify,
    followUp: followUp?.(plan),
  });
  const path = request.openAfter?.(plan);
  if (path !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder.id), path));
  return true;
}

/** The guards that the person has said yes to, or `undefined` where it was no. */
async function askGuards({ summary, guards }: Plan): Promise<Plan['guards'] | undefined> {
  if (guards.length === 0) return guards;
  const detail = guards.map(({ message }) => message);
  const anyway = vscode.l10n.t('Continue Anyway');
  const answer = await showWarningMessage(`${summary}?`, { modal: true, detail }, anyway);
  return answer === anyway ? guards : undefined;
}
