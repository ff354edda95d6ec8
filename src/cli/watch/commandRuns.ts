// Runs a command for what has changed: one run at a time, and what changes during a run waits for the next.
import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';

export interface CommandRunsOptions {
  /** File descriptor that the command's output goes to. */
  readonly output: 1 | 2;
  /** Told after a run that did not go well: its exit code, or the signal that ended it. */
  readonly onFailure: (how: number | string) => void;
}

export class CommandRuns {
  readonly #command: string;
  readonly #options: CommandRunsOptions;
  readonly #waiting = new Set<string>();
  #running: ChildProcess | null = null;
  #onIdle: () => void = () => undefined;
  #isOver = false;

  constructor(command: string, options: CommandRunsOptions) {
    this.#command = command;
    this.#options = options;
  }

  /** @param paths absolute. */
  run(paths: readonly string[]): void {
    for (const path of paths) this.#waiting.add(path);
    if (!this.#running && this.#waiting.size > 0) this.#start();
  }

  /** Asks a run to end, and waits until it has. No other one begins. */
  async end(): Promise<void> {
    this.#isOver = true;
    const running = this.#running;
    if (!running) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      endGroup(running);
    });
  }

  #start(): void {
    const paths = [...this.#waiting];
    this.#waiting.clear();
    const child = start(this.#command, paths, this.#options.output);
    this.#running = child;
    const ended = (how: number | string) => {
      if (this.#running !== child) return; // A process that could not be started may say so twice.
      this.#running = null;
      if (how !== 0 && !this.#isOver) this.#options.onFailure(how);
      if (this.#isOver) this.#onIdle();
      else this.run([]);
    };
    child.once('exit', (code, signal) => ended(code ?? signal ?? 0));
    child.once('error', (error) => ended(error.message));
  }
}

/** The shell and whatever it has started. */
function endGroup(leader: ChildProcess): void {
  if (leader.pid === undefined || process.platform === 'win32') return void leader.kill('SIGTERM');
  try {
    process.kill(-leader.pid, 'SIGTERM');
  } catch {
    // All of it has just ended.
  }
}

/** One with a line break of its own would be read as two others; in "$@" it is whole. */
function onLines(paths: readonly string[]): string {
  return paths.filter((path) => !/[\n\r]/.test(path)).join('\n');
}

/** In a POSIX shell the paths are "$@" as well; `cmd` has no such thing. */
function start(command: string, paths: readonly string[], output: 1 | 2): ChildProcess {
  const options = {
    // That our own process may be VS Code's Node is nothing that a program started from here should follow.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, SAFEKEEP_CHANGED: onLines(paths) },
    stdio: ['ignore', output, 2] as const satisfies readonly unknown[],
  };
  return process.platform === 'win32'
    ? spawn(command, { ...options, stdio: [...options.stdio], shell: true })
    : spawn('/bin/sh', ['-c', command, 'safekeep', ...paths], {
        ...options,
        stdio: [...options.stdio],
        detached: true, // A process group of its own, which is ended as a whole.
      });
}
