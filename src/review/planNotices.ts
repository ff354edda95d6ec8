import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationKind } from '../engine/index.ts';
import { dirtyDocuments } from '../workspace/editors/openEditors.ts';
import type { PlanView, ReviewView } from '../workspace/engineWorker/keptPlans.ts';
import { driftBesideDamage } from '../workspace/state/wording.ts';
import type { ReadyFolder } from '../workspace/state/workspaceState.ts';
import type { ReviewNotice } from './protocol.ts';

/** They change single keys and leave all other edits where they are. */
const keepingEdits: ReadonlySet<OperationKind> = new Set(['reset-to-inherited', 'repair']);

/** Says why not all is ticked. */
export function laterNotices(
  { id }: ReadyFolder,
  { later = {} }: Pick<ReviewView, 'later'>,
): readonly ReviewNotice[] {
  const files = Object.keys(later).map((path) => vscode.workspace.asRelativePath(join(id, path), false));
  if (files.length === 0) return [];
  const message = vscode.l10n.t("Edits made to {0} after this change aren't selected.", files.join(', '));
  return [{ severity: 'info', message }];
}

/** Names what would be lost from sight by applying a plan, though it is kept: unsaved text, and edits in no profile. */
export function planNotices(folder: ReadyFolder, plan: PlanView): readonly ReviewNotice[] {
  const { id, snapshot } = folder;
  const drift = driftBesideDamage(folder);
  const dirty = dirtyDocuments(id, plan.writes).map(({ uri }) => vscode.workspace.asRelativePath(uri));
  const edited =
    !keepingEdits.has(plan.kind) &&
    plan.writes.some(({ target }) =>
      drift.some(({ target: drifted, kind }) => drifted === target && kind === 'modified'),
    );
  return [
    ...(plan.notes ?? []).map((message): ReviewNotice => ({ severity: 'info', message })),
    ...(plan.changesAlong
      ? [
          {
            severity: 'info',
            message: vscode.l10n.t(
              'YAML aliases refer to this value, so other keys change, too. To change it only here, clear their checkboxes.',
            ),
          } as const,
        ]
      : []),
    ...(dirty.length > 0
      ? [
          {
            severity: 'warning',
            message: vscode.l10n.t("{0} has unsaved changes. You'll be asked about them.", dirty.join(', ')),
          } as const,
        ]
      : []),
    ...(edited
      ? [
          {
            severity: 'info',
            message: vscode.l10n.t(
              "The live files have changed since you switched to {0}. Those edits aren't saved in any profile; they will be backed up first.",
              snapshot.state.activeProfile ?? '',
            ),
          } as const,
        ]
      : []),
  ];
}
