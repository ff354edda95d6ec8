// Starts `committingProcess.ts`, and the folder it works on: five targets that two profiles fill, and one with a number.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testFolder, type Files, type TestFolder } from '../disk/configFolder.ts';
import { processesFolder } from '../paths.ts';

export const switched = ['app', 'web', 'jobs', 'mail', 'cache'];
const script = join(processesFolder, 'committingProcess.mjs');

/** The text of one target under one profile. */
export function textOf(target: string, profile: string): string {
  return `${JSON.stringify({ mode: profile, target, more: 'x'.repeat(200) }, undefined, 2)}\n`;
}

export async function sharedFolder(): Promise<TestFolder> {
  const names = [...switched, 'counter'];
  const files: Files = {
    'safekeep.json': JSON.stringify({
      targets: Object.fromEntries(names.map((name) => [name, `${name}.json`])),
    }),
    'counter.json': '{ "n": 0 }\n',
    ...Object.fromEntries(switched.map((name) => [`${name}.json`, textOf(name, 'a')])),
    ...Object.fromEntries(
      switched.flatMap((name) =>
        ['a', 'b'].map((profile) => [`profiles/${profile}/${name}.json`, textOf(name, profile)]),
      ),
    ),
  };
  return testFolder('shared', files);
}

export interface Committing {
  /** What it has said so far, line by line. */
  readonly lines: readonly (readonly string[])[];
  /** It has loaded everything and is about to begin. */
  readonly ready: Promise<unknown>;
  /** It is about to commit for the first time. */
  readonly begun: Promise<unknown>;
  readonly kill: () => void;
  /** Ends the standard input: one who looks stops looking. */
  readonly end: () => void;
  /** Resolves to the exit code, or the signal, when every line has arrived. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export function startCommitting(
  mode: 'switch' | 'count' | 'look',
  { folder }: TestFolder,
  rounds = 0,
): Committing {
  const child = spawn(process.execPath, [script, mode, folder, String(rounds)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[][] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line.split(' ')));
  const begun = new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      if (line.startsWith('begin')) resolve();
    });
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>; // As child_process says.
  return {
    lines,
    ready: once(reader, 'line'),
    begun,
    kill: () => child.kill('SIGKILL'),
    end: () => child.stdin.end(),
    ended: ended.then(([code, signal]) => code ?? signal ?? 0),
  };
}
