// The sample's config folder on the disk: laid out anew before each test, and read behind the extension's back.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { closeEditors } from './editors.ts';
import type { ConfigFolder } from '../../../safekeep.d.ts';
import { extension, untilFolder } from './safekeep.ts';

/** Absolute path of the workspace folder. */
export function workspaceRoot(): string {
  const [root] = vscode.workspace.workspaceFolders ?? [];
  if (!root) throw new Error('The tests run in a window with a folder.');
  return root.uri.fsPath;
}

/** Absolute path of the config folder, or of something in it. */
export function inConfig(path = ''): string {
  return join(workspaceRoot(), 'config', path);
}

/** Brings the workspace back to the sample, or to another folder's content, and lets Safekeep read it. */
export async function layOut(from = sample()): Promise<void> {
  await closeEditors();
  if (workspaceRoot() === sample())
    throw new Error('The tests run on a copy of the sample, never on itself.');
  // Safekeep may be writing a backup of what stood there, and make its folder again.
  await eventually(async () => {
    for (const name of await readdir(workspaceRoot()))
      await rm(join(workspaceRoot(), name), { recursive: true, force: true });
    await cp(from, workspaceRoot(), { recursive: true });
    await vscode.commands.executeCommand(commandIds.refresh);
    assert.deepEqual((await readdir(workspaceRoot())).toSorted(), (await readdir(from)).toSorted());
  });
}

function sample(): string {
  return join(extension().extensionPath, 'test', 'fixtures', 'workspaces', 'service');
}

/** The sample after a first switch to development: there is a record, one backup and one commit. */
export async function layOutSwitched(): Promise<void> {
  // The switch is made once in a run, and copied for each test.
  const switched = join(dirname(workspaceRoot()), 'switched');
  if (existsSync(switched)) {
    await layOut(switched);
    await untilFolder(isInDevelopment).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\nThe live file says:\n${await read('current.yaml')}`);
    });
  } else {
    await switchSample();
    await cp(workspaceRoot(), switched, { recursive: true });
  }
}

/** The same, with the switch a moment ago. */
export async function switchSample(): Promise<void> {
  await layOut();
  await vscode.commands.executeCommand(commandIds.switchProfile, { profile: 'development', review: false });
  await untilFolder(isInDevelopment);
}

function isInDevelopment({ activeProfile, drift }: ConfigFolder): boolean {
  return activeProfile === 'development' && drift.length === 0;
}

export async function read(path: string): Promise<string> {
  return readFile(inConfig(path), 'utf8');
}

export async function write(path: string, text: string): Promise<void> {
  await writeFile(inConfig(path), text);
}

/** Replaces the one place where a text stands in a file. */
export async function edit(path: string, from: string, to: string): Promise<void> {
  await write(path, replacedOnce(await read(path), from, to));
}

/** @throws when the text does not stand there exactly once: the test would mean something else. */
export function replacedOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" stands ${String(parts.length - 1)} times in the text.`);
  return parts.join(to);
}

/** Locks, unfinished backups, and the ignore rules that come with the first backup of an edit from outside. */
const byItself =
  /\.safekeep-new$|\/\.safekeep\/lock\/|\/backups\/\.\d|\/(\.safekeep|backups|profiles)\/\.(git)?ignore$/;

/**
 * Every file of a folder with its bytes, so that two moments can be compared whole; who held the lock, and what comes by
 * itself, is left out.
 */
export async function everyFile(folder = inConfig()): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => !byItself.test(path)).toSorted();
  const files = await Promise.all(kept.map(async (path) => [path, await readFile(path, 'latin1')] as const));
  const outside = files
    .filter(([path, text]) => path.endsWith('/backup.json') && text.includes('"reason": "external"'))
    .map(([path]) => dirname(path));
  const asked = files.filter(([path]) => !outside.some((backup) => path.startsWith(`${backup}/`)));
  return Object.fromEntries(asked.map(([path, text]) => [relative(folder, path), text]));
}

export interface BackupOnDisk {
  readonly id: string;
  readonly reason: string;
  readonly name?: string;
  readonly note?: string;
  readonly pinned: boolean;
  readonly activeProfile: string | null;
  readonly files: readonly { readonly path: string; readonly stored: string; readonly gzip: boolean }[];
}

/** Newest first, but for those of edits from outside: those come by themselves, for what a test writes too. */
export async function backups(): Promise<readonly BackupOnDisk[]> {
  if (!existsSync(inConfig('backups'))) return [];
  const ids = (await readdir(inConfig('backups'))).filter((name) => /^\d/.test(name));
  // The shape of backup.json; another one fails the assertion that reads it.
  const record = async (id: string) => JSON.parse(await read(`backups/${id}/backup.json`)) as BackupOnDisk;
  const records = await Promise.all(ids.toSorted().toReversed().map(record));
  return records.filter(({ reason }) => reason !== 'external');
}

export async function newestBackup(): Promise<BackupOnDisk> {
  const [newest] = await backups();
  if (!newest) throw new Error('There is no backup.');
  return newest;
}

/** The text of a file as a backup keeps it. */
export async function backedUp(backup: BackupOnDisk, path: string): Promise<string> {
  const file = backup.files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`Backup ${backup.id} does not hold ${path}.`);
  const bytes = await readFile(inConfig(`backups/${backup.id}/${file.stored}`));
  return (file.gzip ? gunzipSync(bytes) : bytes).toString();
}

export interface CommitOnDisk {
  readonly id: string;
  readonly action: string;
  readonly summary: string;
  readonly author: string;
  readonly undoes?: string;
}

/** The audit log, newest first. */
export async function commits(): Promise<readonly CommitOnDisk[]> {
  if (!existsSync(inConfig('.safekeep/audit.jsonl'))) return [];
  const lines = (await read('.safekeep/audit.jsonl')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as CommitOnDisk).toReversed(); // As with backup.json.
}

export async function newestCommit(): Promise<CommitOnDisk> {
  const [newest] = await commits();
  if (!newest) throw new Error('Nothing was committed.');
  return newest;
}

/** What the record of the active profile says. */
export async function recordedProfile(): Promise<unknown> {
  const record: unknown = JSON.parse(await read('.safekeep/state.json'));
  return typeof record === 'object' && record !== null && 'activeProfile' in record
    ? record.activeProfile
    : undefined;
}
