// Many calls in a row become one run. It waits for quiet, but not for ever: beside a live file something may be written
// without end.
const quietMs = 150;
const maxMs = 1_000;

export interface Debounced {
  readonly call: () => void;
  readonly dispose: () => void;
}

/** Runs once the calls have been quiet for a moment, or have gone on for long. */
export function debounced(run: () => Promise<void>): Debounced {
  let quiet: NodeJS.Timeout | undefined;
  let maxTimer: NodeJS.Timeout | undefined;
  const dispose = () => {
    clearTimeout(quiet);
    clearTimeout(maxTimer);
    maxTimer = undefined;
  };
  const end = () => {
    dispose();
    void run();
  };
  return {
    call: () => {
      clearTimeout(quiet);
      quiet = setTimeout(end, quietMs);
      maxTimer ??= setTimeout(end, maxMs);
    },
    dispose,
  };
}
