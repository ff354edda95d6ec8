// `safekeep watch` as a process of its own, whose lines can be waited for.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { cliWords } from './cli.ts';
import { eventually } from '../eventually.ts';

export interface WatchProcess {
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
  /** The line at a place, from 0, when it has come. */
  readonly line: (place: number) => Promise<string>;
  readonly complaint: (pattern: RegExp) => Promise<string>;
  /** Ends it and answers its exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

const children: ChildProcess[] = [];
// One that a failed test has left would keep this process waiting.
after(() => children.forEach((child) => child.kill('SIGKILL')));

/** Ready when it has said so. */
export async function startWatch(folder: string, ...words: readonly string[]): Promise<WatchProcess> {
  const child = spawn(process.execPath, [...cliWords, 'watch', ...words], {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
  });
  children.push(child);
  const [lines, complaints]: [string[], string[]] = [[], []];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  createInterface(child.stderr).on('line', (line) => complaints.push(line));
  const ended = once(child, 'close');
  const complaint = (pattern: RegExp) =>
    eventually(() => found(complaints.find((line) => pattern.test(line))));
  await complaint(/^Watching /);
  return {
    lines,
    complaints,
    line: (place) => eventually(() => found(lines[place])),
    complaint,
    end: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

function found(line: string | undefined): string {
  if (line === undefined) throw new Error('This line has not come.');
  return line;
}
