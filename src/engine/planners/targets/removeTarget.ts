import { t } from '@vscode/l10n';
import { documentOf } from '../../documents/fileDocument.ts';
import { EngineError } from '../../base/errors.ts';
import { editDocument } from '../../text/document.ts';
import { formatPointer } from '../../values/pointer.ts';
import { mapOf } from '../../values/value.ts';
import type { FileContent, Profile, Snapshot } from '../../model/model.ts';
import { bytesOf, findTarget, type Draft, type DraftWrite } from '../draft.ts';
import { assertManifest } from './newManifest.ts';
import { describe } from '../profiles/profileFolders.ts';
import { removed } from '../profiles/profileOperations.ts';

export interface RemoveTarget {
  readonly target: string;
  readonly manifest: FileContent | null;
}

/**
 * Takes a target out of the manifest, and its files out of the profiles. The live file stays, and so does every profile.
 * @throws EngineError `not-found`, `invalid` for the only one.
 */
export function planRemoveTarget(snapshot: Snapshot, { target: name, manifest }: RemoveTarget): Draft {
  const { path } = findTarget(snapshot, name);
  if (snapshot.targets.length === 1 || !manifest)
    throw new EngineError('invalid', t('{0} is the only live file of this config folder.', path), { path });
  const text = editDocument(documentOf(manifest), [
    { op: 'remove', pointer: formatPointer(['targets', name]) },
  ]);
  assertManifest(manifest.path, text, path);
  const others = Object.entries(snapshot.state.applied).filter(([target]) => target !== name);
  return {
    kind: 'remove-target',
    summary: t('Remove live file {0}', path),
    writes: [
      { path: manifest.path, before: manifest, after: bytesOf(text) },
      ...snapshot.profiles.flatMap((profile) => without(profile, name)),
    ],
    state: { ...snapshot.state, applied: Object.fromEntries(others) },
  };
}

/** A profile that said nothing of other targets stays as one that says nothing. */
function without(profile: Profile, name: string): readonly DraftWrite[] {
  const gone = [profile.files.get(name), profile.overlays.get(name)].filter((file) => file !== undefined);
  const [first] = gone;
  const isEmptied = first !== undefined && profile.all.every((file) => gone.includes(file));
  const stays = isEmptied ? [describe(`profiles/${profile.name}`, mapOf([]), first.path)] : [];
  return [...gone.map(removed), ...stays];
}
