// The diff before anything: a panel that shows the very plan that will be committed. When the disk changes under
// it the plan is made anew and shown, so nothing stale can be applied. There is one panel; a new review takes the
// place of the last. It asks nothing and commits nothing itself: `apply` is given by the command that opened it.
import * as vscode from 'vscode';
import type { Plan } from '../engine/index.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { panelHtml } from './panelHtml.ts';
import { PlanDocuments } from './planDocuments.ts';
import { isPanelMessage, type ReviewFact, type ReviewNotice } from './protocol.ts';

export interface ReviewRequest {
  /** Absolute path of the config folder. */
  readonly folder: string;
  readonly subtitle: string;
  readonly facts: readonly ReviewFact[];
  /** What else there is to know before it is applied; asked for at each showing. */
  readonly notices?: (plan: Plan) => readonly ReviewNotice[];
  /** The button's text; without it the panel is for reading only. */
  readonly applyLabel?: string;
  readonly makePlan: () => Promise<Plan>;
  /** Carries the plan out: `done` closes the panel, `again` shows a fresh plan. */
  readonly apply: (plan: Plan) => Promise<'done' | 'again'>;
}

interface OpenReview {
  readonly panel: vscode.WebviewPanel;
  readonly request: ReviewRequest;
  plan: Plan;
  /** While it is carried out, what the disk does is its own doing: nothing is shown anew and nothing applied. */
  applying: boolean;
}

const viewType = 'safekeep.review';

export class ReviewPanels implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #planDocuments = new PlanDocuments();
  readonly #listener: vscode.Disposable;
  #open: OpenReview | undefined;

  constructor(extensionUri: vscode.Uri, service: WorkspaceService) {
    this.#extensionUri = extensionUri;
    this.#listener = service.onDidChangeState(() => void this.#showFresh());
  }

  /** Shows a plan; resolves when it is on the screen. @throws EngineError of `makePlan`. */
  async open(request: ReviewRequest): Promise<void> {
    const plan = await request.makePlan();
    this.#open?.panel.dispose();
    const panel = vscode.window.createWebviewPanel(viewType, plan.summary, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#extensionUri, 'dist')],
    });
    panel.iconPath = new vscode.ThemeIcon('diff');
    const open: OpenReview = { panel, request, plan, applying: false };
    this.#open = open;
    panel.onDidDispose(() => {
      if (this.#open === open) this.#open = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(open, message));
    panel.webview.html = panelHtml(
      panel.webview,
      vscode.Uri.joinPath(this.#extensionUri, 'dist', 'webview.js'),
    );
  }

  dispose(): void {
    this.#open?.panel.dispose();
    this.#listener.dispose();
    this.#planDocuments.dispose();
  }

  async #receive(open: OpenReview, message: unknown): Promise<void> {
    if (!isPanelMessage(message)) return; // Only our own page speaks to us; anything else is not for us.
    switch (message.type) {
      case 'ready':
        return this.#show(open, 'resting');
      case 'cancel':
        open.panel.dispose();
        return;
      case 'openTextDiff': {
        const write = open.plan.writes.find(({ path }) => path === message.target);
        if (write) await this.#planDocuments.openDiff(open.request.folder, write);
        return;
      }
      case 'apply':
        return this.#apply(open);
    }
  }

  async #apply(open: OpenReview): Promise<void> {
    if (open.applying) return;
    open.applying = true;
    let outcome: 'done' | 'again' = 'again';
    try {
      await this.#show(open, 'busy');
      outcome = await open.request.apply(open.plan);
    } finally {
      open.applying = false;
      if (outcome === 'done') open.panel.dispose();
      else await this.#showFresh();
    }
  }

  async #showFresh(): Promise<void> {
    const open = this.#open;
    if (!open || open.applying) return;
    try {
      open.plan = await open.request.makePlan();
    } catch (error) {
      open.panel.dispose(); // What was to be reviewed is gone or broken.
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(vscode.l10n.t('The review was closed. {0}', reason));
      return;
    }
    await this.#show(open, 'resting');
  }

  async #show(open: OpenReview, mode: 'resting' | 'busy'): Promise<void> {
    const { reviewModel } = await import('./reviewModel.ts'); // With it comes the engine, which the start does without.
    if (this.#open !== open) return; // Closed meanwhile.
    const { panel, request, plan } = open;
    const { subtitle, facts, notices, applyLabel } = request;
    panel.title = plan.summary;
    const headline = {
      subtitle,
      facts,
      notices: notices?.(plan) ?? [],
      busy: mode === 'busy',
      revision: 0,
      ...(applyLabel === undefined ? {} : { apply: applyLabel }),
    };
    await panel.webview.postMessage({ type: 'show', model: reviewModel(plan, headline) });
  }
}
