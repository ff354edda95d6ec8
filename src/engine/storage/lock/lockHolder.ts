// Who holds a lock, and whether that process still lives: pid and start time prove it within one run of one system;
// of a holder elsewhere nothing is known from here. It knows no files but those of /proc.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { t } from '@vscode/l10n';
import { isHolderShape } from '../disk/recordShapes.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly command: string;
  /** Which run of the system, and which set of pids in it, the pid is from; '' where the system does not tell. */
  readonly system: string;
  /** When the process started, as its system tells it: a pid alone may have been given to another. */
  readonly started: string;
}

/** `null` when the text is not (yet) a whole record. */
export function parseHolder(bytes: Uint8Array): LockHolder | null {
  try {
    const holder: unknown = JSON.parse(Buffer.from(bytes).toString());
    return isHolderShape(holder) ? (holder as LockHolder) : null; // So it was just found to be.
  } catch {
    return null;
  }
}

let own: Omit<LockHolder, 'since' | 'command'> | undefined;

export async function thisProcess(command: string): Promise<LockHolder> {
  const { pid } = process;
  own ??= { pid, host: hostname(), system: await systemOf(), started: (await statusOf(pid)).started };
  return { ...own, since: new Date().toISOString(), command };
}

/** `unknown` where pids tell nothing: another host, another container, or a system without start times. */
export async function liveness(holder: LockHolder): Promise<'alive' | 'stopped' | 'gone' | 'unknown'> {
  const { host, system } = await thisProcess('');
  if (holder.host !== host || holder.system !== system) return 'unknown';
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'gone';
  }
  const { started, state } = await statusOf(holder.pid);
  if (started === '' || holder.started === '') return 'unknown';
  if (started !== holder.started) return 'gone';
  return /^t$/i.test(state) ? 'stopped' : 'alive';
}

/** The run of Linux (random(4)) and the pid namespace (pid_namespaces(7)): containers share a host, and its pids not. */
async function systemOf(): Promise<string> {
  const facts = [readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readlink('/proc/self/ns/pid')];
  const found = await Promise.all(facts.map((fact) => fact.catch(() => '')));
  return found.map((fact) => fact.trim()).join(' ');
}

interface ProcessStatus {
  /** One letter, such as `T` for stopped. */
  readonly state: string;
  /** Clock ticks from the start of Linux to that of the process. */
  readonly started: string;
}

/** proc(5), fields 3 and 22 of `stat`; '' where there is no /proc. */
async function statusOf(pid: number): Promise<ProcessStatus> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

export function describeHolder(holder: LockHolder | null): string {
  if (!holder) return t('Another process has locked this config folder.');
  const { pid, host, command, since } = holder;
  return t(
    'The config folder is in use by process {0} on {1} ({2}), since {3}.',
    pid,
    host,
    command,
    timeOf(since),
  );
}

/** By the clock and the calendar of who reads it. */
function timeOf(since: string): string {
  const at = new Date(since);
  return Number.isNaN(at.getTime()) ? since : at.toLocaleString();
}
