// The page's life: it takes models from the host, draws them, and tells the host what the reader decided.
// It knows nothing of plans; after `apply` it rests until the host shows the next model. What is not ticked is kept by
// id from model to model, and over a reload; nothing else is, since the editor writes down what a page keeps.
import { render } from 'lit';
import { isHostMessage, isKeptReview, type ExclusionIds, type ReviewModel } from '../review/protocol.ts';
import { page } from './render/page.ts';
import { emptyState, viewOf, type PanelState, type PanelView } from './model/panelState.ts';
import { pageActions, type PageController } from './pageActions.ts';
import { deselectedIds, untickedOf } from './model/selection.ts';
import { announcement } from './model/summary.ts';
import { TreeViewport } from './scroll/treeViewport.ts';
import type { HostConnection } from './vscodeApi.ts';

/** How long the host is not bothered while boxes are being ticked. */
const selectDelay = 150;

export class ReviewPage implements PageController {
  readonly viewport = new TreeViewport();
  readonly #host: HostConnection;
  readonly #root: HTMLElement;
  readonly #actions = pageActions(this);
  #view: PanelView = viewOf(emptyState, undefined);
  #selecting: ReturnType<typeof setTimeout> | undefined;
  /** What an earlier load of the page kept; until the host has shown a model. */
  #keptExclusions: ExclusionIds | undefined;
  /** The selection that the host was last told, and of which revision, as one text. */
  #sentSelection = '';
  #isScrolling = false;

  constructor(host: HostConnection, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
  }

  start(): void {
    const kept = this.#host.getState();
    if (isKeptReview(kept)) this.#keptExclusions = kept.exclusions;
    this.#paint();
    window.addEventListener('message', (event) => this.#receive(event.data));
    window.addEventListener('keydown', (event) => this.#actions.press(event));
    window.addEventListener('scroll', () => this.#scroll(), { passive: true });
    window.addEventListener('resize', () => this.#resize());
    // Another theme or other letters come as variables of the root.
    new MutationObserver(() => this.#resize()).observe(document.documentElement, {
      attributeFilter: ['style'],
    });
    this.#host.postMessage({ type: 'ready' });
  }

  get view(): PanelView {
    return this.#view;
  }

  draw(change: Partial<PanelState>): void {
    const hadFocus = this.viewport.hasFocus();
    this.#view = viewOf({ ...this.#view.state, ...change }, this.#view);
    this.viewport.place(this.#view.rows, this.#view.visible);
    this.#paint();
    // The row that had it is gone or collapsed away.
    if (hadFocus && !this.viewport.hasFocus()) this.viewport.focus(this.#view.current);
  }

  select(): void {
    clearTimeout(this.#selecting);
    this.#selecting = setTimeout(() => this.#tellSelection(), selectDelay);
  }

  apply(): void {
    const { model } = this.#view.state;
    if (model === undefined) return;
    clearTimeout(this.#selecting);
    const exclusions = this.#exclusions(model);
    const resting = { ...model, busy: true };
    this.draw({ model: resting, said: announcement(resting) });
    this.#host.postMessage({ type: 'apply', revision: model.revision, exclusions });
  }

  cancel(): void {
    this.#host.postMessage({ type: 'cancel' });
  }

  openTextDiff(target: string): void {
    const { model } = this.#view.state;
    if (model === undefined) return;
    const { revision } = model;
    // The page may be hidden behind the text diff, and loaded anew when it comes back.
    clearTimeout(this.#selecting);
    this.#tellSelection();
    this.#host.postMessage({ type: 'openTextDiff', target, revision, exclusions: this.#exclusions(model) });
  }

  /** Messages that are not the host's reach the window, too; they are none of ours. */
  #receive(message: unknown): void {
    if (!isHostMessage(message)) return;
    const { model } = message;
    this.#show(model);
    this.#keep();
    // The host may have heard of another selection, or have dropped what was said of an older model.
    const known = JSON.stringify(deselectedIds(model, untickedOf(model, model.exclusions)));
    if (JSON.stringify(this.#exclusions(model)) !== known && this.#selected(model) !== this.#sentSelection)
      this.select();
  }

  #show(model: ReviewModel): void {
    const { state } = this.#view;
    const isOpening = state.model === undefined && this.#keptExclusions === undefined;
    const exclusions =
      state.model === undefined ? (this.#keptExclusions ?? model.exclusions) : this.#exclusions(state.model);
    const before = state.model === undefined ? '' : announcement(state.model);
    const now = announcement(model);
    const restore = this.viewport.anchor();
    this.draw({ model, unticked: untickedOf(model, exclusions), ...(before === now ? {} : { said: now }) });
    restore();
    this.#paint();
    // A page that is loaded again may be one among others, and leaves the focus where it is.
    if (isOpening) this.#actions.goToChange(1);
  }

  #tellSelection(): void {
    const { model } = this.#view.state;
    if (model === undefined || model.busy) return;
    this.#keep();
    this.#sentSelection = this.#selected(model);
    this.#host.postMessage({ type: 'select', revision: model.revision, exclusions: this.#exclusions(model) });
  }

  #keep(): void {
    const { model } = this.#view.state;
    if (model !== undefined)
      this.#host.setState({ reopen: model.reopen, exclusions: this.#exclusions(model) });
  }

  #selected(model: ReviewModel): string {
    return JSON.stringify([model.revision, this.#exclusions(model)]);
  }

  #exclusions(model: ReviewModel): ExclusionIds {
    return deselectedIds(model, this.#view.state.unticked);
  }

  /** Draws again while measuring shows that more rows are in view than was thought. */
  #paint(): void {
    for (let round = 0; round < 4; round += 1) {
      render(page(this.#view, this.viewport.drawn(), this.#actions), this.#root);
      if (!this.viewport.settle()) return;
    }
  }

  /** Once for each picture of the screen, however often the browser tells of it. */
  #scroll(): void {
    if (this.#isScrolling) return;
    this.#isScrolling = true;
    requestAnimationFrame(() => {
      this.#isScrolling = false;
      if (this.viewport.isLeft()) this.#paint();
    });
  }

  #resize(): void {
    const restore = this.viewport.anchor();
    this.viewport.forget();
    this.#paint();
    restore();
    this.#paint();
  }
}
