// What must hold, under the lock, before a plan is carried out: the disk still is what the plan was computed from,
// and each write has a file of its own, whatever links there are and whether or not the disk tells letter case apart.
import { relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { isOurs } from '../records/manifest.ts';
import { EngineError } from '../base/errors.ts';
import { linkedPlace, assertNoDanglingLinks } from './judgedPlan.ts';
import type { Plan, Sha256 } from '../model/model.ts';
import { isSameFile, identifyFile } from './identifyFile.ts';
import { placeOfChange } from '../storage/disk/confine.ts';
import { sha256 } from '../base/sha256.ts';

/** @throws EngineError `conflict`, `invalid`, `io`. */
export async function checkPlan(folder: ConfigFolder, plan: Plan): Promise<void> {
  await checkPlaces(folder, plan); // First: a second name of a file looks like a change of it.
  await checkLinks(folder, plan);
  await checkMounts(folder, plan);
  await checkUnchanged(folder, plan);
}

/** A link that came or went since has the write go to a file that nobody was asked about. */
async function checkLinks(folder: ConfigFolder, { writes }: Plan): Promise<void> {
  for (const write of writes) {
    const { path, leadsTo } = write;
    const found = await linkedPlace(folder, write);
    if (found !== leadsTo)
      throw new EngineError('conflict', t('{0} has changed in the meantime.', path), {
        path,
        expected: leadsTo ?? null,
        found: found ?? null,
      });
  }
}

/** A container may have a file mounted by itself; the kernel lets nobody put another one in its place. */
async function checkMounts(folder: ConfigFolder, { writes }: Plan): Promise<void> {
  const mounts = new Set(await folder.fileSystem.mounts(folder.workspace));
  for (const { path, after, target, inPlace } of writes) {
    const place = await placeOfChange(folder.locate, { path, isRemoval: after === null });
    if (inPlace || !mounts.has(place)) continue;
    const message =
      target === undefined || after === null
        ? t("{0} is a mount point, so it can't be replaced. Mount its folder instead of the file.", path)
        : t(
            '{0} is a mount point, so it can\'t be replaced. Mount its folder instead of the file, or add "write: in-place" to target "{1}" in the manifest.',
            path,
            target,
          );
    throw new EngineError('invalid', message, { path });
  }
}

async function checkUnchanged(folder: ConfigFolder, plan: Plan): Promise<void> {
  await assertNoDanglingLinks(folder, plan);
  const seen = new Map<string, Sha256 | null>(
    plan.preconditions.map(({ path, sha256: hash }) => [path, hash]),
  );
  for (const { path, before } of plan.writes) seen.set(path, before && sha256(before));
  for (const [path, hash] of seen) {
    const now = (await folder.readThrough(path))?.sha256 ?? null;
    if (now !== hash)
      throw new EngineError('conflict', t('{0} has changed in the meantime.', path), {
        path,
        expected: hash,
        found: now,
      });
  }
}

/** A target that is a link to a profile would have a switch overwrite that profile; two names of one file, each other. */
async function checkPlaces(
  folder: ConfigFolder,
  { writes, preconditions, backupPaths }: Plan,
): Promise<void> {
  const others = new Set([...[...writes, ...preconditions].map(({ path }) => path), ...backupPaths]);
  const places = await Promise.all([...others].map((path) => identifyFile(folder, path)));
  for (const { path } of writes.filter(({ after }) => after !== null)) {
    const own = places.find((known) => known.path === path);
    const twin = places.find((known) => own && known !== own && isSameFile(known, own));
    const real = relative(folder.folder, own?.place ?? '').replaceAll(sep, '/');
    if (!twin && (!isOurs(real) || ownFolderOf(path) === ownFolderOf(real))) continue;
    const message = t(
      '{0} and {1} are the same file: one is a link, or the names differ only in case. Writing to one would change the other or separate them.',
      path,
      twin?.path ?? real,
    );
    throw new EngineError('invalid', message, { path, other: twin?.path ?? real });
  }
}

/** Which of our folders a file is in: a link of a profile leads to one, and to no backup or migration. */
function ownFolderOf(path: string): string {
  return isOurs(path) ? path.replace(/\/.*$/s, '') : '';
}
