// A config folder as it is after some weeks: history, backups, something in the trash, two targets.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine } from '../../../src/engine/index.ts';
import { perform, type Files } from '../../support/disk/configFolder.ts';
import { set } from '../../support/texts/edits.ts';
import { processesFolder } from '../../support/paths.ts';

const large = 'x'.repeat(11_000);
const content = (target: string, profile: string, port: number) => {
  const text = target === 'web' ? `  "text": "${large}",\n` : '';
  return `{ "mode": "${profile}",\n  "target": "${target}",\n${text}  "port": ${port} }\n`;
};

export const usedFiles: Files = {
  'safekeep.json': '{ "format": 1, "targets": { "app": "app.json", "web": "web.json" } }\n',
  'app.json': content('app', 'a', 1),
  'web.json': content('web', 'a', 1),
  'profiles/a/app.json': content('app', 'a', 1),
  'profiles/a/web.json': content('web', 'a', 1),
  'profiles/b/app.json': content('app', 'b', 2),
  'profiles/b/web.json': content('web', 'b', 2),
};

/** Everything that the live files and profiles of such a folder ever were. */
export const wholeContents: ReadonlySet<string> = new Set([
  ...Object.values(usedFiles).map(String),
  content('app', 'b', 3),
]);

/** What the files of a person are called in it. */
export const personalFiles = Object.keys(usedFiles);

export async function use(engine: Engine): Promise<void> {
  await perform(engine, { kind: 'switch', profile: 'b' });
  await perform(engine, { kind: 'edit', target: 'app', edits: [set('/port', 3)] });
  await engine.createBackup({ name: 'kept', pinned: true });
  await perform(engine, { kind: 'duplicate-profile', name: 'a', copy: 'c' });
  await perform(engine, { kind: 'delete-profile', name: 'c' });
  await perform(engine, { kind: 'switch', profile: 'a' });
}

export const configOf = (workspace: string): string => join(workspace, 'config');

/** Made by a process that has ended; interrupted: in the middle of the renames of a switch to b. */
export async function makeUsedFolder(workspace: string, state: 'at rest' | 'interrupted'): Promise<void> {
  await promisify(execFile)(process.execPath, [
    join(processesFolder, 'usedFolderProcess.mjs'),
    workspace,
    state,
  ]);
}
