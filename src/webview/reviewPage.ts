// The page's life: it takes models from the host, draws them, and tells the host what the reader decided.
// It knows nothing of plans; after `apply` it rests until the host shows the next model.
import { render } from 'lit';
import { isHostMessage, isReviewModel, type ReviewModel } from '../review/protocol.ts';
import { page } from './page.ts';
import { emptyState, withToggled, type PanelActions, type PanelState } from './panelState.ts';
import type { HostConnection } from './vscodeApi.ts';

export class ReviewPage {
  readonly #host: HostConnection;
  readonly #root: HTMLElement;
  #state: PanelState = emptyState;

  constructor(host: HostConnection, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
  }

  start(): void {
    this.#draw({});
    const kept = this.#host.getState();
    // The plan behind a kept model may be gone, so nothing can be applied before the host has answered.
    if (isReviewModel(kept)) this.#draw({ model: { ...kept, busy: true } });
    window.addEventListener('message', (event) => this.#receive(event.data));
    window.addEventListener('keydown', (event) => this.#press(event));
    this.#host.postMessage({ type: 'ready' });
  }

  /** Messages that are not the host's reach the window, too; they are none of ours. */
  #receive(message: unknown): void {
    if (!isHostMessage(message)) return;
    this.#host.setState(message.model);
    this.#draw({ model: message.model });
  }

  #press(event: KeyboardEvent): void {
    const isApply = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    const isCancel = event.key === 'Escape';
    if (event.repeat || event.isComposing || !(isApply || isCancel)) return;
    // Otherwise Ctrl+Enter would also press the button that has the focus.
    event.preventDefault();
    if (isApply) this.#actions.apply();
    else this.#actions.cancel();
  }

  #draw(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change };
    render(page(this.#state, this.#actions), this.#root);
  }

  /** The model while the reader may decide about it. */
  get #open(): ReviewModel | undefined {
    const { model } = this.#state;
    return model === undefined || model.busy ? undefined : model;
  }

  readonly #actions: PanelActions = {
    apply: () => {
      const model = this.#open;
      if (model?.apply === undefined) return;
      this.#draw({ model: { ...model, busy: true } });
      this.#host.postMessage({ type: 'apply', revision: model.revision, leftOut: model.leftOut });
    },
    cancel: () => {
      if (this.#open !== undefined) this.#host.postMessage({ type: 'cancel' });
    },
    openTextDiff: (target) => {
      const { model } = this.#state;
      if (model === undefined) return;
      const { revision, leftOut } = model;
      this.#host.postMessage({ type: 'openTextDiff', target, revision, leftOut });
    },
    toggleChildren: (row) => this.#draw({ collapsed: withToggled(this.#state.collapsed, row) }),
    toggleValues: (row) => this.#draw({ unfolded: withToggled(this.#state.unfolded, row) }),
    focusRow: (target, row) => {
      if (this.#state.current.get(target) === row) return;
      this.#draw({ current: new Map(this.#state.current).set(target, row) });
    },
  };
}
