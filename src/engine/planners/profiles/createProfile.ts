import { t } from '@vscode/l10n';
import {
  applyEdits,
  bytesOfDocument,
  editDocument,
  hasSeveralDocuments,
  parseDocument,
  renderDocument,
} from '../../text/document.ts';
import { editsBetween } from '../../diff/editsBetween.ts';
import { assertParsed, contentOf, documentOf, givenContent } from '../../documents/fileDocument.ts';
import {
  blank,
  applyLayer,
  cumulativeValues,
  layerValue,
  withDocument,
  type Layer,
} from '../../layers/layers.ts';
import { layerStack } from '../../layers/origin.ts';
import { resolveLive, withReferences } from '../../layers/liveContent.ts';
import {
  metadataPointer,
  needFolders,
  pathInProfile,
  profileExtension,
} from '../../records/profileMetadata.ts';
import { inTagsOf, isPersonal, withEdits } from '../../layers/writeToLayers.ts';
import { resolveOrThrow } from '../../layers/resolve.ts';
import { isMap, mapOf, type Value } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Profile, Snapshot, StateRecord, Target } from '../../model/model.ts';
import { bytesOf, findProfile, type Draft } from '../draft.ts';
import { added, checkFreeName, escapedFile } from './profileOperations.ts';

/** What a new profile starts from. `file`: a configuration file from anywhere, already read. */
export type ProfileSource =
  | { readonly kind: 'current' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array };

export interface NewProfile {
  readonly name: string;
  readonly source: ProfileSource;
  /** Of live files, and of another profile, only what differs from this one is kept then. */
  readonly extends?: string;
}

/**
 * What a personal overlay says reaches no new profile: others get that. What the defaults would bring although the source
 * does not have it is left out. @throws EngineError `invalid`, `exists`, `not-found`.
 */
export function planCreateProfile(snapshot: Snapshot, operation: NewProfile): Draft {
  const { name, source, extends: parent } = operation;
  checkFreeName(snapshot, name);
  if (parent !== undefined) findProfile(snapshot, parent); // A profile can't extend one that doesn't exist.
  const targets = source.kind === 'file' ? snapshot.targets.slice(0, 1) : snapshot.targets;
  if (targets.length === 0)
    throw new EngineError('not-found', t('This config folder has no live files yet.'), {});
  const isFolder = needFolders(snapshot.targets);
  const files = targets.flatMap((target) => {
    const file = fileOf(snapshot, operation, target);
    if (!file) return [];
    const single = `profiles/${name}${profileExtension(file)}`;
    return [added(isFolder ? pathInProfile(name, target, file) : single, file.bytes, target.path)];
  });
  const description =
    isFolder && parent !== undefined ? bytesOf(renderDocument(mapOf([['extends', parent]]), 'yaml')) : null;
  if (files.length === 0 && !description)
    throw new EngineError('not-found', t('There is no live file to create a profile from.'), { name });
  const becomesActive =
    source.kind === 'current' &&
    snapshot.state.activeProfile === null &&
    parent === undefined &&
    snapshot.defaults.size === 0;
  return {
    kind: 'create-profile',
    summary: t('Create profile {0}', name),
    writes: [
      ...(description ? [added(`profiles/${name}/profile.yaml`, description, targets[0]?.path ?? '')] : []),
      ...files,
    ],
    preconditions: targets.map(({ path, file }) => ({ path, sha256: file?.sha256 ?? null })),
    ...(becomesActive ? { state: appliedAsIs(snapshot, name) } : {}),
  };
}

/** The new profile's own file for a target, with the name of what it is made of; `null` where it needs none. */
function fileOf(snapshot: Snapshot, operation: NewProfile, target: Target): FileContent | null {
  const { source, extends: parent } = operation;
  const isFolder = needFolders(snapshot.targets);
  if (target.format === 'opaque') return wholeFileOf(snapshot, operation, target);
  if (source.kind === 'empty') {
    if (parent !== undefined && isFolder) return null;
    const text = parent === undefined ? renderDocument(mapOf([]), target.format) : blank(target).text;
    return withParent(contentOf(target, bytesOf(text)), parent);
  }
  if (source.kind === 'file')
    return withParent(
      escapedFile(givenContent(source.path, source.bytes, target)),
      isFolder ? undefined : parent,
    );
  const start =
    source.kind === 'current' ? sharedLive(snapshot, target) : resolved(snapshot, source.name, target);
  if (!start) return null;
  if (parent === undefined) return withoutDefaults(snapshot, start, target);
  return differenceFile(snapshot, { operation: { ...operation, extends: parent }, start }, target);
}

/** Where a profile would say what its parent says, it needs no file. */
function wholeFileOf(
  snapshot: Snapshot,
  { source, extends: parent }: NewProfile,
  target: Target,
): FileContent | null {
  if (source.kind === 'empty') return parent === undefined ? contentOf(target, new Uint8Array()) : null;
  if (source.kind === 'file') return givenContent(source.path, source.bytes, target);
  const start = source.kind === 'current' ? target.file : resolved(snapshot, source.name, target);
  const inherited = parent === undefined ? null : resolved(snapshot, parent, target);
  return start && start.sha256 === inherited?.sha256 ? null : start;
}

/** A live file less what the overlay of the active profile brought: that stays personal. */
function sharedLive(snapshot: Snapshot, target: Target): FileContent | null {
  const active = snapshot.profiles.find(({ name }) => name === snapshot.state.activeProfile);
  const file = active ? referringLive(snapshot, active, target) : target.file && escapedFile(target.file);
  const live = file && documentOf(file);
  if (!file || !active?.overlays.has(target.name)) return file;
  const layering = layerStack(snapshot, active, target);
  if (live?.value === undefined || !layering) throw cannotTell(active, target);
  if (hasSeveralDocuments(live)) throw severalDocuments(active, target);
  const { layers, rules, stack } = layering;
  const edits = editsBetween(stack.at(-1) ?? mapOf([]), live.value);
  const own = edits.filter(({ pointer }) => !isPersonal(layering, pointer));
  const wanted = applyEdits(cumulativeValues(layers.slice(0, -1), rules).at(-1) ?? mapOf([]), own);
  return contentOf(file, bytesOf(editDocument(live, editsBetween(live.value, wanted))));
}

/** A live file with the references that the active profile has for its values. */
function referringLive(snapshot: Snapshot, active: Profile, target: Target): FileContent | null {
  const { file } = target;
  const live = file && documentOf(file);
  if (!file || live?.value === undefined) return file;
  const { said, content } = resolveLive(snapshot, active, target);
  if (!said || !content) return escapedFile(file);
  const edits = editsBetween(live.value, withReferences(said.value, content.value, live.value));
  if (edits.length === 0) return file;
  const source = parseDocument(target.path, said.text, target.format);
  return contentOf(target, bytesOf(editDocument(live, edits, { sources: [source], aliases: 'follow' })));
}

function cannotTell({ name }: Profile, { path }: Target): EngineError {
  const message = t(
    '{0} may include values from the personal overlay of "{1}". Fix the problems in {0} and in the layers of "{1}" first, so that these values can be left out.',
    path,
    name,
  );
  return new EngineError('invalid', message, { profile: name, path });
}

/** An overlay says nothing of several documents, so nothing of it can be found in them. */
function severalDocuments({ name }: Profile, { path }: Target): EngineError {
  const message = t(
    '{0} has several documents, so values from the personal overlay of "{1}" can\'t be left out. Delete the overlay, or switch to a profile without one first.',
    path,
    name,
  );
  return new EngineError('invalid', message, { profile: name, path });
}

/** What another profile makes of the target, its overlay left out. */
function resolved(snapshot: Snapshot, name: string, target: Target): FileContent | null {
  const shared: Profile = { ...findProfile(snapshot, name), overlays: new Map() };
  const content = resolveOrThrow(snapshot, shared, target);
  return content ? contentOf(target, bytesOfDocument(content)) : null;
}

/** The file as it is, and besides that the keys it must leave out so that the defaults do not bring them back. */
function withoutDefaults(snapshot: Snapshot, start: FileContent, { name }: Target): FileContent {
  const defaults = snapshot.defaults.get(name);
  const document = documentOf(start);
  const below = defaults && documentOf(defaults).value;
  if (below === undefined || document.value === undefined) return start;
  const layer = withDocument({ name, kind: 'profile', document, unset: [] }, document);
  const brought = editsBetween(applyLayer(layer, below, snapshot.manifest.arrays), layerValue({ document }));
  if (brought.length === 0 || !isMap(layerValue({ document }))) return start;
  const unset = brought.map(({ pointer }) => pointer);
  const edit = { op: 'set', pointer: `${metadataPointer}/unset`, value: unset } as const;
  return contentOf(start, bytesOf(editDocument(document, [edit])));
}

interface Difference {
  readonly operation: NewProfile & { readonly extends: string };
  readonly start: FileContent;
}

/** A file that says only what the start says differently than the parent. @throws EngineError `invalid`. */
function differenceFile(snapshot: Snapshot, { operation, start }: Difference, target: Target): FileContent {
  const value = valueIn(start);
  const parent = findProfile(snapshot, operation.extends);
  const heir: Profile = {
    ...parent,
    name: operation.name,
    metadata: { extends: [parent.name], unset: [], protected: false },
    files: new Map(),
    overlays: new Map(),
    all: [],
  };
  resolveOrThrow(snapshot, heir, target);
  const below = layerStack(snapshot, heir, target)?.stack.at(-1) ?? mapOf([]);
  const path = `profiles/${operation.name}${profileExtension(start)}`;
  const head = needFolders(snapshot.targets)
    ? blank({ path })
    : parseDocument(path, describe(operation.extends, target));
  const layer: Layer = { name: operation.name, kind: 'profile', document: head, unset: [] };
  const rules = snapshot.manifest.arrays;
  const edits = editsBetween(below, inTagsOf(below, value, target.format));
  const { document } = withEdits(layer, edits, { below, rules, source: documentOf(start) });
  return contentOf(start, bytesOf(document.text));
}

function valueIn(file: FileContent): Value {
  const document = documentOf(file);
  assertParsed(document);
  return layerValue({ document });
}

function describe(parent: string, { format }: Target): string {
  return renderDocument(mapOf([[metadataPointer.slice(1), mapOf([['extends', parent]])]]), format);
}

/** A new profile's file as it stands, or with its parent noted. */
export function withParent(file: FileContent, parent: string | undefined): FileContent {
  if (parent === undefined) return file;
  const value = mapOf([['extends', parent]]);
  const text = editDocument(documentOf(file), [{ op: 'set', pointer: metadataPointer, value }]);
  return contentOf(file, bytesOf(text));
}

/** The live files are what the new profile resolves to. */
function appliedAsIs(snapshot: Snapshot, name: string): StateRecord {
  const applied = snapshot.targets.flatMap(({ name: target, file }) =>
    file ? [[target, file.sha256] as const] : [],
  );
  return { format: 1, activeProfile: name, applied: Object.fromEntries(applied) };
}
