/**
 * Never runs twice at once, so that an older look at the disk cannot overwrite a newer one. Calls that come while
 * it runs share one more run, which starts after them: who waits for a call knows what was there when it was made.
 */
export function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    running = run();
    const rest = () => {
      if (!next) running = undefined;
    };
    running.then(rest, rest); // A run that failed is told to who asked for it, and keeps nobody else.
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running.then(start, start);
    return next;
  };
}
