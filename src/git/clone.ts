// The clone that a config folder lies in, and what this user has decided for it: where its backups may go, and under which
// id each of its worktrees writes them. That is kept on the user's side (`clones/<hash of the clone's path>.json`, and
// `<hash of the worktree's path>.id`, see `userState.ts`), where no repository can write. So a clone that was copied elsewhere
// starts without any of it.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import {
  checkoutAt,
  EngineError,
  findWorkspace,
  readGivenFile,
  replaceGivenFile,
  sha256,
  userStateFolder,
} from '../engine/index.ts';
import { gitText } from './runGit.ts';

export interface Clone {
  /** Where its files are checked out, absolute. */
  readonly root: string;
  /** What all of its worktrees share, absolute, links resolved. */
  readonly common: string;
  /** Git's folder of this worktree, likewise. */
  readonly worktree: string;
  /** 16 hex digits for the config folder, by its path in the repository. */
  readonly folder: string;
}

/** Where backups go. */
export interface Remote {
  /** As Git calls it; its URL if it has no name there; `local` for the clone's own objects alone. */
  readonly name: string;
  /** The one that the person agreed to; '' for `local`. */
  readonly url: string;
  /** Places of secrets that the person named to be pushed there in clear text. */
  readonly secrets: readonly string[];
}

export interface CloneSettings {
  readonly format: 1;
  readonly remotes: readonly Remote[];
}

/**
 * Finds the clone; `null` without one. Git is asked in the folder that is found to be the repository without it: a folder
 * inside may look like a repository to Git, and name programs to run.
 * @throws EngineError `io` with Git's own reason.
 */
export async function cloneAround(folder: string): Promise<Clone | null> {
  const isIn = (await checkoutAt(folder)).kind !== 'none';
  const root = await findWorkspace(folder); // It's no repository if that belongs to somebody else.
  if (!isIn || !existsSync(join(root, '.git'))) return null;
  const words = ['rev-parse', '--path-format=absolute', '--git-common-dir', '--git-dir'];
  const [shared = '', own = ''] = (await gitText(words, { folder: root })).split(/\r?\n/);
  const path = relative(root, folder).split(sep).join('/');
  return {
    root,
    common: await realpath(shared),
    worktree: await realpath(own),
    folder: sha256(path || '.').slice(0, 16),
  };
}

/** Like `cloneAround`. @throws EngineError `not-found` without one. */
export async function cloneOf(folder: string): Promise<Clone> {
  const clone = await cloneAround(folder);
  if (clone) return clone;
  throw new EngineError('not-found', t("{0} isn't in a Git repository.", folder), { path: folder });
}

/** Whether this user has set up any clone at all, found without running Git. */
export function isAnySetUp(): boolean {
  return existsSync(settingsFolder());
}

export async function readSettings({ common }: Clone): Promise<CloneSettings> {
  const path = settingsPath(common);
  const bytes = await readGivenFile(path);
  if (!bytes) return { format: 1, remotes: [] };
  const settings = parsed(Buffer.from(bytes).toString());
  if (isSettings(settings)) return settings;
  throw new EngineError('corrupt', t("{0} can't be read.", path), { path });
}

export async function writeSettings({ common }: Clone, settings: CloneSettings): Promise<void> {
  await mkdir(settingsFolder(), { recursive: true, mode: 0o700 });
  await replaceGivenFile(settingsPath(common), Buffer.from(`${JSON.stringify(settings, undefined, 2)}\n`));
}

/** The id under which this worktree writes, 16 hex digits; `null` where there is none yet. */
export async function knownMachine({ worktree }: Clone): Promise<string | null> {
  const bytes = await readGivenFile(machinePath(worktree));
  const id = bytes ? Buffer.from(bytes).toString().trim() : '';
  return isMachineId(id) ? id : null;
}

/** Like `knownMachine`, made where there is none. Of two processes, both get the same. */
export async function machineOf(clone: Clone): Promise<string> {
  const known = await knownMachine(clone);
  if (known !== null) return known;
  const id = newMachineId();
  await mkdir(settingsFolder(), { recursive: true, mode: 0o700 });
  const [path, made] = [machinePath(clone.worktree), join(settingsFolder(), `${id}.new`)];
  await writeFile(made, `${id}\n`, { mode: 0o600 });
  await link(made, path).catch(() => undefined); // Another process was faster, or it shows below.
  await rm(made, { force: true });
  return (await knownMachine(clone)) ?? renewMachine(clone);
}

/** Gives this worktree another id. */
export async function renewMachine({ worktree }: Clone): Promise<string> {
  const id = newMachineId();
  await replaceGivenFile(machinePath(worktree), Buffer.from(`${id}\n`));
  return id;
}

function newMachineId(): string {
  return randomBytes(8).toString('hex');
}

export const isMachineId = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);

function settingsFolder(): string {
  return join(userStateFolder(), 'clones');
}

function settingsPath(common: string): string {
  return join(settingsFolder(), `${sha256(common)}.json`);
}

function machinePath(worktree: string): string {
  return join(settingsFolder(), `${sha256(worktree)}.id`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSettings(value: unknown): value is CloneSettings {
  if (!isObject(value) || value['format'] !== 1) return false;
  const { remotes } = value;
  return Array.isArray(remotes) && remotes.every(isRemote);
}

function isRemote(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, url, secrets } = value;
  const isText = (one: unknown) => typeof one === 'string';
  return isText(name) && isText(url) && Array.isArray(secrets) && secrets.every(isText);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
