// Runs Git: the program of the PATH, never one of the current folder; without hooks, file monitors, or questions on the
// terminal; without locks where it only reads; and with bounds on its time and output. It doesn't see the variables by
// which a hook or an alias tells Git of another repository.
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { t } from '@vscode/l10n';
import { EngineError } from '../engine/index.ts';

export interface GitOptions {
  /** Where Git runs, absolute; the current folder by default. */
  readonly folder?: string;
  /** What it reads on its standard input; nothing by default. */
  readonly input?: Uint8Array | AsyncIterable<Uint8Array>;
  /** A minute by default. */
  readonly timeoutMs?: number;
  /** Of its standard output; 64 MB by default. */
  readonly maxBytes?: number;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  /** Git's own reason, or '' without one. */
  readonly reason: string;
}

const safeSettings = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** As `git rev-parse --local-env-vars` names them, less those that pass on settings. */
const localVariables = [
  ...['GIT_DIR', 'GIT_COMMON_DIR', 'GIT_WORK_TREE', 'GIT_IMPLICIT_WORK_TREE', 'GIT_PREFIX', 'GIT_INDEX_FILE'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE', 'GIT_GRAFT_FILE'],
  ...['GIT_NO_REPLACE_OBJECTS', 'GIT_REPLACE_REF_BASE', 'GIT_NAMESPACE', 'GIT_QUARANTINE_PATH'],
];

const maxReasonLength = 2_000;

/** Returns what Git wrote to its standard output. @throws EngineError `io` with Git's own reason. */
export async function git(words: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const { code, stdout, reason } = await runGit(words, options);
  if (code === 0) return stdout;
  throw failed(reason || t('exit code {0}', code), options);
}

/** Like `git`, as text without the last line break. @throws EngineError `io` with Git's own reason. */
export async function gitText(words: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await git(words, options)).toString().replace(/\r?\n$/, '');
}

/** Returns the exit code with the rest. @throws EngineError `io` if Git can't run, takes too long, or writes too much. */
export async function runGit(words: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
  // On Windows, what Git starts is looked for in the current folder first, unless this is set
  // (https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw).
  process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
  const program = gitProgram();
  if (program === null) throw failed(t("Git isn't installed, or isn't in the PATH"), options);
  const child = spawn(program, [...safeSettings, ...words], {
    cwd: options.folder,
    env: environment(),
    stdio: 'pipe',
    windowsHide: true,
  });
  const [answer] = await Promise.all([answerOf(child, options), feed(child, options.input)]);
  return answer;
}

/** Absolute; `null` without one. */
function gitProgram(): string | null {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !localVariables.includes(name));
  // Its answers are read by us, so in no other language.
  const own = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', LANGUAGE: 'C' };
  return { ...Object.fromEntries(kept), ...own };
}

async function answerOf(
  child: ChildProcess,
  { timeoutMs = 60_000, maxBytes = 64 * 1024 * 1024, ...options }: GitOptions,
): Promise<GitAnswer> {
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  let [size, stopped] = [0, ''];
  const stop = (why: string) => {
    stopped ||= why;
    child.kill();
    // What Git has started may keep these open.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(() => stop(t('it took longer than {0} seconds', timeoutMs / 1000)), timeoutMs);
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) output.push(chunk);
    else stop(t('its output is too large'));
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (errors.length < 1_000) errors.push(chunk);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (found) => resolve(found ?? 128));
    });
    if (stopped !== '') throw failed(stopped, options);
    return { code, stdout: Buffer.concat(output), reason: reasonIn(Buffer.concat(errors).toString()) };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw failed(cause instanceof Error ? cause.message : String(cause), options, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Git that ends early has its reasons, which it tells; only what can't be read for it is a failure here. */
async function feed(child: ChildProcess, input: GitOptions['input'] = Buffer.alloc(0)): Promise<void> {
  if (!child.stdin) return;
  const chunks = input instanceof Uint8Array ? [input] : input;
  try {
    await pipeline(Readable.from(chunks), child.stdin);
  } catch (error) {
    const isGone =
      error instanceof Error && 'code' in error && /^(EPIPE|ECONN|EOF|ERR_STREAM)/.test(String(error.code));
    if (isGone) return;
    child.kill();
    throw error;
  }
}

/** The lines that say why, which come last; without the advice and the marks of what a server said. */
function reasonIn(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/^(hint|warning):/.test(line));
  return telling.slice(-6).join(' ').slice(-maxReasonLength);
}

function failed(reason: string, { folder }: GitOptions, cause?: unknown): EngineError {
  return new EngineError('io', t('Git failed: {0}', reason), { path: folder ?? '', cause });
}
