// The diff before anything: a panel that draws a review and hands on what is clicked. It follows the disk, so nothing stale
// can be applied. There is one panel; a new review takes the place of the last. After a reload of the window the command
// that had opened it opens it again.
import * as vscode from 'vscode';
import { isLockError } from '../workspace/base/isLockError.ts';
import { showWarningMessage } from '../workspace/texts/messages.ts';
import { shownText } from '../workspace/texts/shownText.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { panelHtml } from './panelHtml.ts';
import { PlanDocuments } from './planDocuments.ts';
import {
  isKeptReview,
  isPanelMessage,
  type ExclusionIds,
  type ReviewModel,
  type ReviewNotice,
  type Selected,
} from './protocol.ts';
import { readReopenCommand } from './readReopenCommand.ts';
import { ReviewSession, type ReviewRequest } from './reviewSession.ts';

interface OpenReview {
  readonly panel: vscode.WebviewPanel;
  readonly session: ReviewSession;
}

export const reviewViewType = 'safekeep.review';

export class ReviewPanels implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #planDocuments = new PlanDocuments();
  readonly #service: WorkspaceService;
  readonly #listener: vscode.Disposable;
  #open: OpenReview | undefined;
  /** A panel that the window has brought back, and what was not ticked in it. */
  #kept: { readonly panel: vscode.WebviewPanel; readonly exclusions: ExclusionIds } | undefined;

  constructor(extensionUri: vscode.Uri, service: WorkspaceService) {
    this.#extensionUri = extensionUri;
    this.#service = service;
    this.#listener = service.onDidChangeState(() => void this.#refresh());
  }

  /** Shows what is reviewed; resolves when it is on the screen. @throws EngineError as the service's `review` does. */
  async open(request: ReviewRequest): Promise<void> {
    const kept = this.#kept;
    const session = await ReviewSession.open(this.#service, request, kept?.exclusions);
    this.#kept = undefined;
    this.#open?.panel.dispose();
    const panel = kept?.panel ?? this.#createPanel(session.title);
    panel.iconPath = new vscode.ThemeIcon('diff');
    const open: OpenReview = { panel, session };
    this.#open = open;
    panel.onDidDispose(() => {
      if (this.#open === open) this.#open = undefined;
      request.onClose?.();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(open, message));
    panel.webview.html = panelHtml(
      panel.webview,
      vscode.Uri.joinPath(this.#extensionUri, 'dist', 'webview.js'),
    );
  }

  /** Runs the command that had opened the panel; where that opens nothing now, the panel goes. */
  async reopen(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const reopening = isKeptReview(state) ? readReopenCommand(state.reopen) : undefined;
    if (!isKeptReview(state) || !reopening) {
      panel.dispose();
      return;
    }
    const kept = { panel, exclusions: state.exclusions };
    this.#kept = kept;
    await vscode.commands.executeCommand(reopening.command, reopening.given);
    if (this.#kept !== kept) return;
    this.#kept = undefined;
    panel.dispose();
  }

  dispose(): void {
    this.#open?.panel.dispose();
    this.#listener.dispose();
    this.#planDocuments.dispose();
  }

  #createPanel(title: string): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(reviewViewType, shownText(title), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#extensionUri, 'dist')],
    });
  }

  async #receive(open: OpenReview, message: unknown): Promise<void> {
    if (!isPanelMessage(message)) return; // Only our own page speaks to us; anything else is not for us.
    switch (message.type) {
      case 'ready':
        return this.#show(open, 'resting');
      case 'cancel':
        open.panel.dispose();
        return;
      case 'select':
        return this.#showIfChanged(open, open.session.select(message));
      case 'openTextDiff':
        return this.#openTextDiff(open, message);
      case 'apply':
        return this.#apply(open, message);
    }
  }

  async #openTextDiff(
    open: OpenReview,
    { target, exclusions }: Selected & { readonly target: string },
  ): Promise<void> {
    const { folder, sides: labels } = open.session.request;
    try {
      const sides = await open.session.sidesOf(target, exclusions);
      if (sides) await this.#planDocuments.openDiff(folder.id, sides, labels);
    } catch (error) {
      this.#close(open, error);
    }
  }

  async #apply(open: OpenReview, selected: Selected): Promise<void> {
    const { session, panel } = open;
    if (!session.canApply) return;
    let outcome: 'done' | 'again' = 'again';
    try {
      [outcome] = await Promise.all([session.apply(selected), this.#show(open, 'busy')]);
    } catch (error) {
      if (await isLockError(error)) void showWarningMessage(reasonOf(error));
      else this.#close(open, error);
    }
    if (outcome === 'done') panel.dispose();
    // The page rests until it is shown something, also what it has already.
    else if (this.#open === open) await this.#showIfChanged(open, session.refresh(), 'always');
  }

  async #refresh(): Promise<void> {
    const open = this.#open;
    if (open) await this.#showIfChanged(open, open.session.refresh());
  }

  /** @param when also where it is what the page has already. */
  async #showIfChanged(open: OpenReview, change: Promise<boolean>, when?: 'always'): Promise<void> {
    try {
      if ((await change) || when === 'always') await this.#show(open, 'resting');
    } catch (error) {
      this.#close(open, error);
    }
  }

  /** What was to be reviewed is gone or broken. */
  #close(open: OpenReview, error: unknown): void {
    open.panel.dispose();
    void showWarningMessage(vscode.l10n.t('The review was closed. {0}', reasonOf(error)));
  }

  async #show(open: OpenReview, mode: 'resting' | 'busy'): Promise<void> {
    const { reviewModel } = await import('./reviewModel.ts'); // With it comes the engine, which the start does without.
    if (this.#open !== open) return; // Closed meanwhile.
    const { panel, session } = open;
    const { title, targets, revision, exclusions } = session;
    const { subtitle, facts, apply, reopen } = session.request;
    panel.title = shownText(title);
    const model: ReviewModel = reviewModel({
      revision,
      title,
      subtitle,
      facts,
      notices: [...(revision > 1 ? [changedMeanwhile()] : []), ...session.notices],
      targets,
      busy: mode === 'busy',
      exclusions,
      reopen: JSON.stringify(reopen),
      ...(apply ? { apply: apply.label } : {}),
    });
    await panel.webview.postMessage({ type: 'show', model });
  }
}

/** Opens the reviews again that were open when the window was reloaded, once the disk is read. */
export function reopenReviews(reviews: ReviewPanels, service: WorkspaceService): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(reviewViewType, {
    deserializeWebviewPanel: async (panel, state: unknown) => {
      await service.discover();
      await reviews.reopen(panel, state);
    },
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function changedMeanwhile(): ReviewNotice {
  const message = vscode.l10n.t('Files have changed since this was opened. The comparison was updated.');
  return { severity: 'info', message };
}
