// What else a written file is: by a link, one path may be a target's and another one a schema's, a default's or a profile's.
import { join, relative, sep } from 'node:path';
import { EngineError } from '../base/errors.ts';
import type { ConfigFolder } from '../folder/configFolder.ts';
import type { PlannedWrite, Snapshot } from '../model/model.ts';
import { manifestNames } from '../records/manifest.ts';
import { placeOfChange } from '../storage/disk/confine.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';
import { isSameFile, identifyFile, type FileIdentity } from './identifyFile.ts';

/** With the names of the files that decide of others: schemas, defaults, profiles, migrations, the manifest. */
export async function withOtherNames(
  folder: ConfigFolder,
  snapshot: Snapshot,
  writes: readonly PlannedWrite[],
): Promise<readonly PlannedWrite[]> {
  if (writes.length === 0) return writes;
  const known = await fewAtOnce([...new Set(decisiveIn(snapshot))], maxFilesAtOnce, (path) =>
    identifyOrNone(folder, path),
  );
  return Promise.all(
    writes.map(async (write) => {
      const own = await writtenPlace(folder, write);
      const real = relative(folder.folder, own.place).replaceAll(sep, '/');
      const isCreated = write.before === null;
      const others = known.filter((place) =>
        'place' in place ? isSameFile(place, own) : place.mayBeNew && isCreated,
      );
      const names = [...others.map(({ path }) => path), ...(isDecisive(real) ? [real] : [])];
      const otherNames = [...new Set(names)].filter((name) => name !== write.path);
      return otherNames.length === 0 ? write : { ...write, otherNames };
    }),
  );
}

function decisiveIn({
  manifest,
  schemas,
  awaited,
  defaults,
  migrations,
  profiles,
}: Snapshot): readonly string[] {
  const files = [
    ...[...schemas.values()].flatMap(({ root, parts }) => [root, ...parts.values()]),
    ...defaults.values(),
    ...migrations.map(({ file }) => file),
    ...profiles.flatMap(({ all }) => all),
  ].map(({ path }) => path);
  const ofManifest = manifest.path === undefined ? [] : [manifest.path];
  return [...ofManifest, ...files, ...awaited.schemas, ...awaited.defaults];
}

function isDecisive(path: string): boolean {
  return /^(profiles|migrations)\//.test(path) || manifestNames.some((name) => name === path);
}

interface NoPlace {
  readonly path: string;
  /** A link to nothing, of which each new file may be the end. */
  readonly mayBeNew: boolean;
}

async function identifyOrNone(folder: ConfigFolder, path: string): Promise<FileIdentity | NoPlace> {
  try {
    return await identifyFile(folder, path);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { path, mayBeNew: !('place' in error.details) }; // What is outside has a place, where nothing is written.
  }
}

/** What is taken away is the link itself. */
async function writtenPlace(folder: ConfigFolder, { path, after }: PlannedWrite): Promise<FileIdentity> {
  const place = await placeOfChange((inner) => folder.locate(inner), { path, isRemoval: after === null });
  if (after !== null || place === join(folder.folder, path)) return identifyFile(folder, path);
  const entry = await nullIfNotFound(folder.fileSystem.stat(place));
  return { path, place, identity: entry?.identity ?? null };
}
