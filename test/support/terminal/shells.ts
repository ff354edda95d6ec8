// The shells that a machine has, with `safekeep` as a command in them.
import { execFile, spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cliWords } from './cli.ts';
import { disposableFolder } from '../disk/configFolder.ts';

/** Why a test that needs a program must be skipped, or `false`. */
export function unlessThereIs(program: string): string | false {
  const isThere = spawnSync(program, ['--version']).error === undefined;
  return isThere ? false : `there is no ${program} on this machine`;
}

/** Runs a program in a folder, and answers what it prints; `safekeep` is on its PATH. */
export async function runWithSafekeep(folder: string, words: readonly string[]): Promise<string> {
  const bin = await disposableFolder('bin');
  const quoted = [process.execPath, ...cliWords].map((word) => `'${word}'`).join(' ');
  await writeFile(join(bin, 'safekeep'), `#!/bin/sh\nexec ${quoted} "$@"\n`);
  await chmod(join(bin, 'safekeep'), 0o755);
  const [program = '', ...rest] = words;
  const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path, HOME: bin, LC_ALL: 'C.UTF-8' };
  return (await promisify(execFile)(program, rest, { cwd: folder, env })).stdout;
}
