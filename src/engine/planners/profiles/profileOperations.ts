// Planners that copy, rename and delete profiles. A profile's files are only ever added, edited in place,
// or moved to the trash; the ones that extend a renamed profile follow it.
import { t } from '@vscode/l10n';
import { editDocument } from '../../text/document.ts';
import { contentOf, documentOf } from '../../documents/fileDocument.ts';
import { escapeReferences, referringTexts } from '../../layers/references.ts';
import { metadataPlace, nameFault } from '../../records/profileMetadata.ts';
import { type Value } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Profile, Snapshot } from '../../model/model.ts';
import { bytesOf, findProfile, withActive, type Draft, type DraftWrite } from '../draft.ts';

/** @throws EngineError `invalid`, `exists`, `not-found`. */
export function planDuplicateProfile(snapshot: Snapshot, name: string, copy: string): Draft {
  const profile = findProfile(snapshot, name);
  checkFreeName(snapshot, copy);
  const writes = profile.all.map((file) => added(renamedPath(file.path, name, copy), file.bytes, file.path));
  return { kind: 'duplicate-profile', summary: t('Duplicate profile {0} as {1}', name, copy), writes };
}

/** @throws EngineError `invalid`, `exists`, `not-found`. */
export function planRenameProfile(snapshot: Snapshot, name: string, newName: string): Draft {
  const profile = findProfile(snapshot, name);
  checkFreeName(snapshot, newName, name);
  const moved = profile.all.flatMap((file): readonly DraftWrite[] => [
    removed(file),
    added(renamedPath(file.path, name, newName), file.bytes, file.path),
  ]);
  const children = snapshot.profiles.filter(
    (candidate) => candidate !== profile && candidate.metadata.extends.includes(name),
  );
  const active = snapshot.state.activeProfile === name;
  return {
    kind: 'rename-profile',
    summary: t('Rename profile {0} to {1}', name, newName),
    writes: [...moved, ...children.map((child) => followRename(child, name, newName))],
    ...(active ? { state: withActive(snapshot.state, newName) } : {}),
  };
}

/** @throws EngineError `invalid` when another profile extends it, `not-found`. */
export function planDeleteProfile(snapshot: Snapshot, name: string): Draft {
  const profile = findProfile(snapshot, name);
  const children = snapshot.profiles
    .filter(({ metadata }) => metadata.extends.includes(name))
    .map((child) => child.name);
  if (children.length > 0 && children.some((child) => child !== name)) {
    const message = t(
      'Profile "{0}" is extended by {1}. Change "extends" there first.',
      name,
      children.join(', '),
    );
    throw new EngineError('invalid', message, { name, children });
  }
  const active = snapshot.state.activeProfile === name;
  return {
    kind: 'delete-profile',
    summary: t('Delete profile {0}', name),
    writes: profile.all.map(removed),
    ...(active ? { state: withActive(snapshot.state, null) } : {}),
  };
}

/** @throws EngineError `invalid`, `exists`. */
export function checkFreeName(snapshot: Snapshot, name: string, except?: string): void {
  const fault = nameFault(name);
  if (fault !== null) throw new EngineError('invalid', fault, { name });
  const isTaken = (other: string) => other !== except && other.toLowerCase() === name.toLowerCase();
  if (name === except || snapshot.profiles.some((profile) => isTaken(profile.name))) {
    throw new EngineError('exists', t('Profile "{0}" already exists.', name), { name });
  }
}

function renamedPath(path: string, name: string, newName: string): string {
  return `profiles/${newName}${path.slice(`profiles/${name}`.length)}`;
}

export function added(path: string, bytes: Uint8Array, modeFrom: string): DraftWrite {
  return { path, before: null, after: bytes, modeFrom };
}

export function removed(file: FileContent): DraftWrite {
  return { path: file.path, before: file, after: null };
}

function followRename(child: Profile, name: string, newName: string): DraftWrite {
  const { file, pointer } = metadataPlace(child);
  if (!file)
    throw new EngineError(
      'invalid',
      t('Profile "{0}" extends "{1}" in a file that can\'t be edited.', child.name, name),
      { child: child.name },
    );
  const names = child.metadata.extends.map((parent) => (parent === name ? newName : parent));
  const [only] = names;
  const value: Value = names.length === 1 && only !== undefined ? only : names;
  const edits = [{ op: 'set', pointer: `${pointer}/extends`, value }] as const;
  return { path: file.path, before: file, after: bytesOf(editDocument(documentOf(file), edits)) };
}

/** A file of an application as one of a profile: what looks like a reference in it is the application's own. */
export function escapedFile(file: FileContent): FileContent {
  const document = documentOf(file);
  const edits = referringTexts(document.value ?? null).map(
    ({ pointer, text }) => ({ op: 'set', pointer, value: escapeReferences(text) }) as const,
  );
  return edits.length === 0
    ? file
    : contentOf(file, bytesOf(editDocument(document, edits, { aliases: 'follow' })));
}
