// Runs Git. On Windows a program is looked for in the working directory first, unless this variable is set
// (https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw), and that
// directory may be a stranger's.
import { execFile, type ExecFileException } from 'node:child_process';
import process from 'node:process';

export interface RanGit {
  /** `null` where it ended well. */
  readonly error: ExecFileException | null;
  readonly output: Uint8Array;
  /** Why it failed, in Git's own words where it has some. */
  readonly reason: string;
}

/** Runs `git` with these words. Never rejects. */
export function runGit(words: readonly string[]): Promise<RanGit> {
  process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
  return new Promise((resolve) => {
    execFile('git', words, { encoding: 'buffer', maxBuffer: Infinity }, (error, output, said) => {
      resolve({ error, output, reason: said.toString().trim() || String(error?.message) });
    });
  });
}
