import { contentOf, documentOf } from '../documents/fileDocument.ts';
import { metadataPlace, readMetadata } from '../records/profileMetadata.ts';
import { valueAt } from '../values/pointer.ts';
import type { FileContent, Profile, Snapshot } from '../model/model.ts';
import type { DraftWrite } from './draft.ts';

/** What would be read once some writes are done, of files that are there and stay; for what must be judged before. */
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
    profiles: snapshot.profiles.map((profile) =>
      withMetadata({
        ...profile,
        files: inMap(profile.files),
        overlays: inMap(profile.overlays),
        all: profile.all.map(next),
      }),
    ),
  };
}

function withMetadata(profile: Profile): Profile {
  const { file, pointer } = metadataPlace(profile);
  const value = file && documentOf(file).value;
  return { ...profile, metadata: readMetadata(value === undefined ? undefined : valueAt(value, pointer)) };
}
