// Whose a config folder is. A folder that another user made is not obeyed, as git doesn't obey a repository of another
// (CVE-2022-24765): its records and targets say what is written under our name. Ours is what belongs to the user, to root,
// and under sudo to the one who called it; exceptions are in the user's own configuration alone. Where others can write to
// the folder, what makes it a config folder must be ours, too. Windows has no such owners, so nothing is asked there.
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { isInside } from '../disk/confine.ts';
import { currentUser, readUserConfiguration, userConfigurationPath, type User } from './userConfiguration.ts';

type Accepts = (uid: number) => boolean;

const ownFolders = ['.safekeep', 'backups'];
/** What a manifest, a live file, defaults and profiles are called. */
const markers = /^(safekeep|current|default)\.|^profiles$/;
const writableByOthers = 0o022;

/** Whose files in a config folder are taken for ours. What is wrong with the user's configuration accepts nobody more. */
export async function acceptedOwners(folder: string, user: User = currentUser()): Promise<Accepts> {
  const { uid } = user;
  if (uid === null) return () => true;
  try {
    if (await isSafe(folder, user)) return () => true;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error; // `ownerFault` tells it where it matters.
  }
  return ownersOf(uid, user);
}

/** Why a folder is not obeyed, in a sentence with its remedy; `null` when it is, or is not there. */
export async function ownerFault(folder: string, user: User = currentUser()): Promise<string | null> {
  const { uid } = user;
  if (uid === null) return null;
  const unreadable = await privateFault(folder, uid);
  if (unreadable !== null) return unreadable;
  const foreign = await foreignPath(folder, ownersOf(uid, user));
  if (foreign === null) return null;
  try {
    if (await isSafe(folder, user)) return null;
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
  const configuration = userConfigurationPath(user);
  return t(
    "{0} belongs to another user, so Safekeep doesn't use it. To use it anyway, add {1} to safeDirectories in {2}.",
    foreign,
    folder,
    configuration,
  );
}

/** @throws EngineError `invalid` with the sentence of `ownerFault`. */
export async function assertOwnFolder(folder: string): Promise<void> {
  const fault = await ownerFault(folder);
  if (fault !== null) throw new EngineError('invalid', fault, { path: folder });
}

/** What is said of records that another user keeps from us. */
export function privateRecordsSentence(path: string): string {
  return t(
    "{0} belongs to another user. Safekeep keeps its records private, so two users can't share one config folder. Use your own copy, or change the owner of that folder.",
    path,
  );
}

async function privateFault(folder: string, uid: number): Promise<string | null> {
  for (const name of ownFolders) {
    const path = join(folder, name);
    const owner = await ownerOf(path);
    if (owner !== null && owner !== uid && !(await canList(path))) return privateRecordsSentence(path);
  }
  return null;
}

async function canList(path: string): Promise<boolean> {
  try {
    await (await fs.opendir(path)).close();
    return true;
  } catch {
    return false; // Whatever the reason: they are no records of ours.
  }
}

function ownersOf(uid: number, { env }: User): Accepts {
  const caller = uid === 0 && /^\d+$/.test(env['SUDO_UID'] ?? '') ? Number(env['SUDO_UID']) : uid;
  return (owner) => owner === uid || owner === 0 || owner === caller;
}

/** The first of the folder and what makes it one that belongs to somebody else. A link counts, and what it leads to. */
async function foreignPath(folder: string, accepts: Accepts): Promise<string | null> {
  const real = await fs.realpath(folder).catch(() => folder);
  const entry = await fs.lstat(real).catch(() => null);
  const isShared = entry !== null && (entry.mode & writableByOthers) !== 0;
  const names = isShared ? await fs.readdir(real).catch(() => []) : [];
  const inside = [...ownFolders, ...names.filter((name) => markers.test(name))];
  for (const path of [folder, real, ...inside.map((name) => join(folder, name))]) {
    const owner = await ownerOf(path);
    if (owner !== null && !accepts(owner)) return path;
  }
  return null;
}

/** `null` for what isn't there or may not be looked at. */
async function ownerOf(path: string): Promise<number | null> {
  return fs.lstat(path).then(
    ({ uid }) => uid,
    () => null,
  );
}

/** @throws EngineError `invalid` when the user's configuration can't be obeyed. */
async function isSafe(folder: string, user: User): Promise<boolean> {
  const { safeDirectories } = await readUserConfiguration(user);
  if (safeDirectories.includes('*')) return true;
  const real = await fs.realpath(folder).catch(() => folder);
  for (const entry of safeDirectories) {
    const named = entry.replace(/\/\*$/, '') || '/';
    const place = await fs.realpath(named).catch(() => named);
    if (place === real || (entry.endsWith('/*') && isInside(place, real))) return true;
  }
  return false;
}
