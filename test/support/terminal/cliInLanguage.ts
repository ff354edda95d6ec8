// `safekeep` as a process that speaks another language than English.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cliWords } from './cli.ts';
import { processesFolder } from '../paths.ts';

const accents = join(processesFolder, 'speakWithAccents.mjs');

export interface Speaking {
  /** As terminals name it, or the language in which each letter has an accent. */
  readonly locale: 'zh_CN.UTF-8' | 'accents';
  readonly folder: string;
}

/** What it says, on both streams and however it ends. */
export async function saidBy({ locale, folder }: Speaking, words: readonly string[]): Promise<string> {
  const preload = locale === 'accents' ? ['--import', accents] : [];
  const environment = { ...process.env, LC_ALL: locale === 'accents' ? 'C' : locale };
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...preload, ...cliWords, ...words],
      { cwd: folder, env: environment },
    );
    return stdout + stderr;
  } catch (error) {
    // Exit codes other than 0 are answers, too.
    if (error instanceof Error && 'stdout' in error && 'stderr' in error)
      return `${String(error.stdout)}${String(error.stderr)}`;
    throw error;
  }
}
