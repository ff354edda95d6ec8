import { contentOf, documentOf } from '../documents/fileDocument.ts';
import { stemOf } from '../documents/fileNames.ts';
import { metadataPlace, opaqueName, readMetadata } from '../records/profileMetadata.ts';
import { valueAt } from '../values/pointer.ts';
import type { FileContent, Profile, Snapshot } from '../model/model.ts';
import type { DraftWrite } from './draft.ts';

/**
 * What would be read once some writes are done, for what must be judged before: of files that are there and stay, and new
 * ones in the folder of a profile.
 */
export function projectedSnapshot(
  snapshot: Snapshot,
  writes: readonly Pick<DraftWrite, 'path' | 'after'>[],
): Snapshot {
  const changed = new Map(writes.map(({ path, after }) => [path, after]));
  const known = new Map<FileContent, FileContent>();
  const next = (file: FileContent): FileContent => {
    const after = changed.get(file.path);
    const content = known.get(file) ?? (after ? contentOf(file, after) : file);
    known.set(file, content);
    return content;
  };
  const inMap = (files: ReadonlyMap<string, FileContent>) =>
    new Map([...files].map(([name, file]) => [name, next(file)] as const));
  return {
    ...snapshot,
    targets: snapshot.targets.map((target) => ({ ...target, file: target.file && next(target.file) })),
    defaults: inMap(snapshot.defaults),
    profiles: snapshot.profiles.map((profile) => {
      const made = newFilesOf(snapshot, profile, changed);
      return withMetadata({
        ...profile,
        files: new Map([...inMap(profile.files), ...made]),
        overlays: inMap(profile.overlays),
        all: [...profile.all.map(next), ...made.values()],
      });
    }),
  };
}

/** By the target that they are for. */
function newFilesOf(
  { targets }: Snapshot,
  { name, files, all }: Profile,
  changed: ReadonlyMap<string, Uint8Array | null>,
): ReadonlyMap<string, FileContent> {
  const folder = `profiles/${name}/`;
  const targetOf = (path: string) =>
    targets.find((target) => {
      const file = path.slice(folder.length);
      const isOwn = target.format === 'opaque' ? file === opaqueName(target) : stemOf(file) === target.name;
      return isOwn && !files.has(target.name);
    });
  return new Map(
    [...changed].flatMap(([path, after]): readonly [string, FileContent][] => {
      const target = path.startsWith(folder) && !all.some((file) => file.path === path) && targetOf(path);
      if (!target || !after) return [];
      const { format } = target;
      return [[target.name, contentOf(format === 'opaque' ? { path, format } : path, after)]];
    }),
  );
}

function withMetadata(profile: Profile): Profile {
  const { file, pointer } = metadataPlace(profile);
  const value = file && documentOf(file).value;
  return { ...profile, metadata: readMetadata(value === undefined ? undefined : valueAt(value, pointer)) };
}
