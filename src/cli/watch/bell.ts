// Turns a noise of events into one call for each time it has become silent. It misses none: what rings while somebody is
// at work is there when they ask again.
import { setTimeout as pause } from 'node:timers/promises';

export class QuietPeriod {
  readonly #signal: AbortSignal;
  #rings = 0;
  #heard = 0;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake());
  }

  ring(): void {
    this.#rings += 1;
    this.#wake();
  }

  /** Waits until it has rung and then been silent that long; `false` when it is over instead. */
  async silence(ms: number): Promise<boolean> {
    while (!this.#isOver()) {
      const rings = this.#rings;
      if (rings === this.#heard) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      await pause(ms, undefined, { signal: this.#signal }).catch(() => undefined); // Over: the loop sees it.
      if (this.#rings !== rings || this.#isOver()) continue;
      this.#heard = rings;
      return true;
    }
    return false;
  }

  #isOver(): boolean {
    return this.#signal.aborted;
  }
}
