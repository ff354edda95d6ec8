// The diff before anything: a panel that shows the very plan that will be committed, or a comparison to look at. What is
// ticked is planned anew, and so is all of it when the disk changes underneath: nothing stale can be applied. There is
// one panel; a new review takes the place of the last. It asks nothing and commits nothing itself: `apply` is given by
// the command that opened it. After a reload of the window the same command opens it again.
import * as vscode from 'vscode';
import type { Exclusions, Plan } from '../engine/index.ts';
import { isLockError } from '../workspace/base/isLockError.ts';
import { showWarningMessage } from '../workspace/texts/messages.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { shownText } from '../workspace/texts/shownText.ts';
import { toExclusions } from './exclusions.ts';
import { panelHtml } from './panelHtml.ts';
import { PlanDocuments, type SideLabels } from './planDocuments.ts';
import {
  isKeptReview,
  isPanelMessage,
  type ExclusionIds as LeftOutIds,
  type ReviewFact,
  type ReviewModel,
  type ReviewNotice,
  type Selected,
} from './protocol.ts';
import { readReopenCommand, type ReopenCommand } from './readReopenCommand.ts';
import type { ReviewContent } from './reviewModel.ts';

export interface ReviewRequest {
  /** Absolute path of the config folder. */
  readonly folder: string;
  readonly subtitle: string;
  readonly facts: readonly ReviewFact[];
  /** One look at the disk. */
  readonly load: (leftOut: Exclusions) => Promise<ReviewData>;
  /** Without it the panel is for reading only. */
  readonly apply?: ApplyAction;
  readonly reopen: ReopenCommand;
  /** Whatever was done or not, it is over. */
  readonly onClose?: () => void;
}

export interface ApplyAction {
  /** The button's text. */
  readonly label: string;
  /** Carries the plan out: `done` closes the panel, `again` shows a fresh plan. */
  readonly run: (plan: Plan) => Promise<'done' | 'again'>;
}

/** What is shown, and what is carried out of it. */
export interface ReviewData extends ReviewContent {
  /** What else there is to know before it is applied. */
  readonly notices: readonly ReviewNotice[];
  /** The same for two looks that came to the same. */
  readonly fingerprint: string;
  /** Names of what is compared, where that is not a file now and after an operation. */
  readonly sides?: SideLabels;
  /** Less what is left out; none of a comparison. */
  readonly selected?: Plan;
}

interface OpenReview {
  readonly panel: vscode.WebviewPanel;
  readonly request: ReviewRequest;
  data: ReviewData;
  leftOut: LeftOutIds;
  /** Counts what was shown that differed. */
  revision: number;
  isChanged: boolean;
  /** The newest look that was begun: an older one that comes later is dropped. */
  pendingLoad: symbol;
  /** While it is carried out, what the disk does is its own doing: nothing is shown anew and nothing applied. */
  applying: boolean;
}

export const reviewViewType = 'safekeep.review';

export class ReviewPanels implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #planDocuments = new PlanDocuments();
  readonly #listener: vscode.Disposable;
  #open: OpenReview | undefined;
  /** A panel that the window has brought back, and what was not ticked in it. */
  #kept: { readonly panel: vscode.WebviewPanel; readonly leftOut: LeftOutIds } | undefined;

  constructor(extensionUri: vscode.Uri, service: Pick<WorkspaceService, 'onDidChangeState'>) {
    this.#extensionUri = extensionUri;
    this.#listener = service.onDidChangeState(() => void this.#showFresh());
  }

  /** Shows what is reviewed; resolves when it is on the screen. @throws EngineError of `look`. */
  async open(request: ReviewRequest): Promise<void> {
    const kept = this.#kept;
    const leftOut = kept?.leftOut ?? {};
    const look = await request.load(toExclusions(leftOut));
    this.#kept = undefined;
    this.#open?.panel.dispose();
    const panel = kept?.panel ?? this.#createPanel(look.title);
    panel.iconPath = new vscode.ThemeIcon('diff');
    const open: OpenReview = {
      panel,
      request,
      data: look,
      leftOut,
      revision: 1,
      isChanged: false,
      pendingLoad: Symbol(),
      applying: false,
    };
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
    const kept = { panel, leftOut: state.leftOut };
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
        if (open.applying || message.revision !== open.revision) return; // A newer one is on its way to the page.
        open.leftOut = message.leftOut;
        return this.#showFresh();
      case 'openTextDiff':
        try {
          await this.#openTextDiff(open, message);
        } catch (error) {
          this.#close(open, error);
        }
        return;
      case 'apply':
        return this.#apply(open, message);
    }
  }

  async #openTextDiff(
    open: OpenReview,
    { target, leftOut }: Selected & { readonly target: string },
  ): Promise<void> {
    const { writes, selected, sides } = await open.request.load(toExclusions(leftOut));
    const write = (selected?.writes ?? writes.map((one) => one.write)).find(({ path }) => path === target);
    const whole = writes.find((one) => one.write.path === target)?.write;
    // Of a file that is left out nothing would be written.
    const shown = write ?? (whole && { ...whole, after: whole.before });
    if (shown) await this.#planDocuments.openDiff(open.request.folder, shown, sides);
  }

  async #apply(open: OpenReview, { revision, leftOut }: Selected): Promise<void> {
    const { apply } = open.request;
    if (!apply || open.applying) return;
    open.applying = true;
    open.pendingLoad = Symbol();
    let outcome: 'done' | 'again' = 'again';
    try {
      await this.#show(open, 'busy');
      const look = await open.request.load(toExclusions(leftOut));
      const isStale = revision !== open.revision || look.fingerprint !== open.data.fingerprint;
      open.leftOut = leftOut;
      if (!isStale && look.selected) outcome = await apply.run(look.selected);
    } catch (error) {
      if (await isLockError(error)) void showWarningMessage(reasonOf(error));
      else this.#close(open, error);
    } finally {
      open.applying = false;
      if (outcome === 'done') open.panel.dispose();
      else await this.#showFresh('always');
    }
  }

  /** @param when also where it is what the page has already: after it has rested. */
  async #showFresh(when?: 'always'): Promise<void> {
    const open = this.#open;
    if (!open || open.applying) return;
    const looking = Symbol();
    open.pendingLoad = looking;
    const look = await open.request.load(toExclusions(open.leftOut)).catch(async (error: unknown) => {
      // While another process has the lock, what was shown may be stale; applying it looks anew.
      if (await isLockError(error)) return open.data;
      if (open.pendingLoad === looking) this.#close(open, error);
      return undefined;
    });
    if (!look || open.pendingLoad !== looking) return;
    const isSame = look.fingerprint === open.data.fingerprint;
    const isKnown = isSame && JSON.stringify(look.notices) === JSON.stringify(open.data.notices);
    open.data = look;
    if (!isSame) {
      open.revision += 1;
      open.isChanged = true;
    }
    if (!isKnown || when === 'always') await this.#show(open, 'resting');
  }

  /** What was to be reviewed is gone or broken. */
  #close(open: OpenReview, error: unknown): void {
    open.panel.dispose();
    void showWarningMessage(vscode.l10n.t('The review was closed. {0}', reasonOf(error)));
  }

  async #show(open: OpenReview, mode: 'resting' | 'busy'): Promise<void> {
    const { reviewModel } = await import('./reviewModel.ts'); // With it comes the engine, which the start does without.
    if (this.#open !== open) return; // Closed meanwhile.
    const { panel, request, data, revision, leftOut } = open;
    const { subtitle, facts, apply } = request;
    panel.title = shownText(data.title);
    const model: ReviewModel = reviewModel(data, {
      revision,
      subtitle,
      facts,
      notices: [...(open.isChanged ? [changedMeanwhile()] : []), ...data.notices],
      busy: mode === 'busy',
      leftOut,
      reopen: JSON.stringify(request.reopen),
      ...(apply ? { apply: apply.label } : {}),
    });
    await panel.webview.postMessage({ type: 'show', model });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function changedMeanwhile(): ReviewNotice {
  const message = vscode.l10n.t('Files have changed since this was opened. The comparison was updated.');
  return { severity: 'info', message };
}
