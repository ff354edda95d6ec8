// Planners that make, copy, rename and delete profiles. A profile's files are only ever added, edited in place,
// or moved to the trash; the ones that extend a renamed profile follow it.
import { editDocument, renderDocument } from '../content/document.ts';
import { contentOf, documentOf } from '../content/fileDocument.ts';
import { metadataPlace, metadataPointer, nameFault, profileExtension } from '../content/profileMetadata.ts';
import { resolveOrRefuse } from '../content/resolve.ts';
import { mapOf, type Value } from '../content/value.ts';
import { EngineError } from '../errors.ts';
import type { FileContent, Profile, Snapshot, StateRecord, Target } from '../model.ts';
import { bytesOf, findProfile, withActive, type Draft, type DraftWrite } from './draft.ts';

/** What a new profile starts from. `file`: a configuration file from anywhere, already read. */
export type ProfileSource =
  | { readonly kind: 'current' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array };

export interface NewProfile {
  readonly name: string;
  readonly source: ProfileSource;
  readonly extends?: string;
}

/** @throws EngineError `invalid`, `exists`, `not-found`. */
export function planCreateProfile(snapshot: Snapshot, wish: NewProfile): Draft {
  const { name, source, extends: parent } = wish;
  checkFreeName(snapshot, name);
  if (parent !== undefined) findProfile(snapshot, parent);
  const targets = source.kind === 'file' ? snapshot.targets.slice(0, 1) : snapshot.targets;
  if (targets.length === 0) throw new EngineError('not-found', 'This config folder has no target yet.', {});
  const writes = targets.flatMap((target): readonly DraftWrite[] => {
    const start = startContent(snapshot, wish, target);
    if (!start) return [];
    const file = snapshot.targets.length > 1 ? `${name}/${target.name}` : name;
    return [added(`profiles/${file}${profileExtension(start.path)}`, withParent(start, parent), target.path)];
  });
  if (writes.length === 0)
    throw new EngineError('not-found', 'There is no live file to make a profile of.', { name });
  const becomesActive =
    source.kind === 'current' &&
    snapshot.state.activeProfile === null &&
    parent === undefined &&
    snapshot.defaults.size === 0;
  return {
    action: 'create-profile',
    summary: `Create profile ${name}`,
    writes,
    reads: targets.map(({ path, file }) => ({ path, sha256: file?.sha256 ?? null })),
    ...(becomesActive ? { state: appliedAsIs(snapshot, name) } : {}),
  };
}

/** @throws EngineError `invalid`, `exists`, `not-found`. */
export function planDuplicateProfile(snapshot: Snapshot, name: string, copy: string): Draft {
  const profile = findProfile(snapshot, name);
  checkFreeName(snapshot, copy);
  const writes = profile.all.map((file) => added(renamedPath(file.path, name, copy), file.bytes, file.path));
  return { action: 'duplicate-profile', summary: `Duplicate profile ${name} as ${copy}`, writes };
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
    action: 'rename-profile',
    summary: `Rename profile ${name} to ${newName}`,
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
    throw new EngineError('invalid', `Profile "${name}" is extended by ${children.join(', ')}.`, {
      name,
      children,
    });
  }
  const active = snapshot.state.activeProfile === name;
  return {
    action: 'delete-profile',
    summary: `Delete profile ${name}`,
    writes: profile.all.map(removed),
    ...(active ? { state: withActive(snapshot.state, null) } : {}),
  };
}

function checkFreeName(snapshot: Snapshot, name: string, except?: string): void {
  const fault = nameFault(name);
  if (fault !== null) throw new EngineError('invalid', fault, { name });
  const isTaken = (other: string) => other !== except && other.toLowerCase() === name.toLowerCase();
  if (name === except || snapshot.profiles.some((profile) => isTaken(profile.name))) {
    throw new EngineError('exists', `There is already a profile "${name}".`, { name });
  }
}

function startContent(
  snapshot: Snapshot,
  { source, extends: parent }: NewProfile,
  target: Target,
): FileContent | null {
  const blank =
    target.format === 'yaml' && parent !== undefined ? '' : renderDocument(mapOf([]), target.format);
  switch (source.kind) {
    case 'empty':
      return contentOf(target.path, bytesOf(blank));
    case 'file':
      return contentOf(source.path, source.bytes);
    case 'current':
      return target.file;
    case 'profile': {
      const content = resolveOrRefuse(snapshot, shared(findProfile(snapshot, source.name)), target);
      return content ? contentOf(target.path, bytesOf(content.text)) : null;
    }
  }
}

/** A profile less its personal overlays, which must not reach a file that others get. */
function shared(profile: Profile): Profile {
  return { ...profile, overlays: new Map() };
}

/** The bytes of a new profile's file: as it stands, or with its parent noted. */
function withParent(file: FileContent, parent: string | undefined): Uint8Array {
  if (parent === undefined) return file.bytes;
  const value = mapOf([['extends', parent]]);
  return bytesOf(editDocument(documentOf(file), [{ op: 'set', pointer: metadataPointer, value }]));
}

function renamedPath(path: string, name: string, newName: string): string {
  return `profiles/${newName}${path.slice(`profiles/${name}`.length)}`;
}

function added(path: string, bytes: Uint8Array, like: string): DraftWrite {
  return { path, before: null, after: bytes, like };
}

function removed(file: FileContent): DraftWrite {
  return { path: file.path, before: file, after: null };
}

function followRename(child: Profile, name: string, newName: string): DraftWrite {
  const { file, pointer } = metadataPlace(child);
  if (!file)
    throw new EngineError(
      'invalid',
      `Profile "${child.name}" extends "${name}" in a file that cannot be edited.`,
      { child: child.name },
    );
  const names = child.metadata.extends.map((parent) => (parent === name ? newName : parent));
  const [only] = names;
  const value: Value = names.length === 1 && only !== undefined ? only : names;
  const edits = [{ op: 'set', pointer: `${pointer}/extends`, value }] as const;
  return { path: file.path, before: file, after: bytesOf(editDocument(documentOf(file), edits)) };
}

/** The live files are what the new profile resolves to. */
function appliedAsIs(snapshot: Snapshot, name: string): StateRecord {
  const applied = snapshot.targets.flatMap(({ name: target, file }) =>
    file ? [[target, file.sha256] as const] : [],
  );
  return { format: 1, activeProfile: name, applied: Object.fromEntries(applied) };
}
