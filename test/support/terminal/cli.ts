// `safekeep` as a process of its own: the bundle that ships, which starts five times faster than the sources.
import { execFile } from 'node:child_process';
import { cliBundle } from '../paths.ts';

/** What follows `node`, before the words of a command line. */
export const cliWords = [cliBundle];

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document it must be. */
  readonly json: () => unknown;
}

export function safekeep(folder: string, ...words: readonly string[]): Promise<CliResult> {
  return safekeepWith({ folder }, ...words);
}

export interface CliCall {
  readonly folder: string;
  /** Besides that of who runs the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** On standard input. */
  readonly input?: string;
}

export async function safekeepWith(
  { folder, env = {}, input }: CliCall,
  ...words: readonly string[]
): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...cliWords, ...words],
      // Neither in the language nor in the colors of who runs the tests.
      { cwd: folder, env: { ...process.env, LC_ALL: 'C', FORCE_COLOR: '', ...env } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
      },
    );
    if (input === undefined) return;
    child.stdin?.on('error', () => undefined); // It need not be read.
    child.stdin?.end(input);
  });
}
