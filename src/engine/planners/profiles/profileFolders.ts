// Profiles of one file as folders with a file for each target: with several targets they need the room.
import { editDocument, renderDocument, type Edit } from '../../text/document.ts';
import { documentOf } from '../../documents/fileDocument.ts';
import { metadataPointer, metadataPlace, profileExtension } from '../../records/profileMetadata.ts';
import { valueAt } from '../../values/pointer.ts';
import { isMap, mapOf, type ValueMap } from '../../values/value.ts';
import type { Profile, Snapshot } from '../../model/model.ts';
import { bytesOf, type DraftWrite } from '../draft.ts';
import { added, removed } from './profileOperations.ts';

export function isFolderProfile({ name, all }: Profile): boolean {
  return all.some(({ path }) => path.startsWith(`profiles/${name}/`));
}

/**
 * `profiles/a.yaml` as `profiles/a/TARGET.yaml`, and what it says of the whole profile as `profiles/a/profile.yaml`; the
 * keys that it leaves out are of that file alone.
 */
export function toFolders({ profiles, targets: [target] }: Snapshot): readonly DraftWrite[] {
  if (!target) return [];
  return profiles.filter((profile) => !isFolderProfile(profile)).flatMap((one) => toFolder(one, target.name));
}

function toFolder(profile: Profile, target: string): readonly DraftWrite[] {
  const directory = `profiles/${profile.name}`;
  const { file: main } = metadataPlace(profile);
  const said = main && metadataOf(profile);
  return profile.all.flatMap((file): readonly DraftWrite[] => {
    const isMain = file === main;
    const overlay = isMain || profile.files.get(target) === file ? '' : '.local';
    const bytes =
      isMain && said ? bytesOf(editDocument(documentOf(file), withoutMetadata(said))) : file.bytes;
    const metadata = isMain && said ? [describe(directory, whole(said), file.path)] : [];
    const path = `${directory}/${target}${overlay}${profileExtension(file)}`;
    return [removed(file), added(path, bytes, file.path), ...metadata];
  });
}

export function describe(directory: string, metadata: ValueMap, modeFrom: string): DraftWrite {
  return added(`${directory}/profile.yaml`, bytesOf(renderDocument(metadata, 'yaml')), modeFrom);
}

/** `undefined` where nothing is said of the profile but what it leaves out. */
function metadataOf(profile: Profile): ValueMap | undefined {
  const { file } = metadataPlace(profile);
  const root = file && documentOf(file).value;
  const said = isMap(root) ? valueAt(root, metadataPointer) : undefined;
  return isMap(said) && Object.keys(said).some((key) => key !== 'unset') ? said : undefined;
}

function whole(said: ValueMap): ValueMap {
  return mapOf(Object.entries(said).filter(([key]) => key !== 'unset'));
}

function withoutMetadata(said: ValueMap): readonly Edit[] {
  if (!('unset' in said)) return [{ op: 'remove', pointer: metadataPointer }];
  const gone = Object.keys(whole(said));
  return gone.map((key) => ({ op: 'remove', pointer: `${metadataPointer}/${key}` }));
}
