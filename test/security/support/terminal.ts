// The terminal that ships, as a process, with a limit of time: one that is still there after ten seconds hangs.
import { execFile } from 'node:child_process';
import { cliWords } from '../../support/terminal/cli.ts';
import './home.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** It gave no answer in time, and was killed. */
  readonly isHung: boolean;
  readonly json: () => unknown;
}

export interface Running {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly umask?: number;
  readonly uid?: number;
  readonly limitMs?: number;
}

export async function terminal(running: Running, ...words: readonly string[]): Promise<Ran> {
  const { cwd, env = {}, input, uid, umask, limitMs = 10_000 } = running;
  return new Promise((resolve) => {
    const ours = umask === undefined ? undefined : process.umask(umask); // The child inherits it.
    const child = execFile(
      process.execPath,
      [...cliWords, ...words],
      {
        cwd,
        env: { ...process.env, LC_ALL: 'C', FORCE_COLOR: '', ...env },
        timeout: limitMs,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 1024 * 1024,
        ...(uid === undefined ? {} : { uid, gid: uid }),
      },
      (error, stdout, stderr) => {
        const isHung = error?.killed === true;
        const code = error === null ? 0 : isHung ? -1 : Number(error.code);
        resolve({ code, stdout, stderr, isHung, json: () => JSON.parse(stdout) as unknown });
      },
    );
    if (ours !== undefined) process.umask(ours);
    child.stdin?.end(input ?? '');
  });
}
