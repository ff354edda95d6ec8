// A small config folder on the real disk, its engine, and what a test asks of both. It is gone when the process is.
import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  openEngine,
  type Engine,
  type EngineOptions,
  type Plan,
  type Operation,
} from '../../../src/engine/index.ts';
import { sha256 } from '../../../src/engine/base/sha256.ts';
import { temporaryFolder } from '../paths.ts';
import { testUser } from './testUser.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Three profiles, one extending another, and a live file that is the first of them. */
export const simpleFiles: Files = {
  'current.json': '{\n  "port": 1,\n  "log": { "level": "debug" }\n}\n',
  'profiles/development.json': '{\n  "port": 1,\n  "log": { "level": "debug" }\n}\n',
  'profiles/staging.json': '{\n  "port": 2,\n  "log": { "level": "info" }\n}\n',
  'profiles/production.json': '{ "$profile": { "extends": "staging" }, "port": 3 }\n',
};

/** Two targets and two profiles that have a file for each. */
export const doubleFiles: Files = {
  'safekeep.json': '{ "format": 1, "targets": { "app": "app.json", "web": "web.json" } }\n',
  'app.json': '{ "name": "app", "mode": "a" }\n',
  'web.json': '{ "name": "web", "mode": "a" }\n',
  'profiles/a/app.json': '{ "name": "app", "mode": "a" }\n',
  'profiles/a/web.json': '{ "name": "web", "mode": "a" }\n',
  'profiles/b/app.json': '{ "name": "app", "mode": "b" }\n',
  'profiles/b/web.json': '{ "name": "web", "mode": "b" }\n',
};

export interface TestFolder {
  /** The workspace folder; `folder` is its `config`. */
  readonly workspace: string;
  readonly folder: string;
  readonly path: (name: string) => string;
  /** `null` when there is no such file. */
  readonly text: (name: string) => Promise<string | null>;
  readonly write: (files: Files) => Promise<void>;
  readonly open: (options?: EngineOptions) => Promise<Engine>;
}

const user = testUser();
const disposable: string[] = [];
process.once('exit', () => disposable.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export async function disposableFolder(subject: string): Promise<string> {
  const folder = await temporaryFolder(subject);
  disposable.push(folder);
  return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

export async function testFolder(subject: string, files: Files = simpleFiles): Promise<TestFolder> {
  const workspace = await disposableFolder(subject);
  const folder = join(workspace, 'config');
  await mkdir(folder);
  await writeFiles(folder, files);
  return {
    workspace,
    folder,
    path: (name) => join(folder, name),
    text: (name) => readFile(join(folder, name), 'utf8').catch(() => null),
    write: (changed) => writeFiles(folder, changed),
    open: (options = {}) => openEngine(folder, { author: 'tester', finishes: true, user, ...options }),
  };
}

/** Plans and commits at once; the guards are told yes. */
export async function perform(engine: Engine, operation: Operation): Promise<Plan> {
  const plan = await engine.plan(operation);
  await engine.commit(plan, { accepted: 'all' });
  return plan;
}

/** What the names of files that the folder stages are told by. */
export function ownerOf({ folder }: TestFolder): string {
  return sha256(folder).slice(0, 6);
}
