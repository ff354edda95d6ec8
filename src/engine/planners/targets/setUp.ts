import { t } from '@vscode/l10n';
import { assertParsed, documentOf, formatOfTarget } from '../../documents/fileDocument.ts';
import { nameFault, needFolders, pathInProfile, profileExtension } from '../../records/profileMetadata.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Snapshot, Target } from '../../model/model.ts';
import { bytesOf, type Draft, type DraftWrite } from '../draft.ts';
import { withParent } from '../profiles/createProfile.ts';
import { added, escapedFile } from '../profiles/profileOperations.ts';
import { newManifest, newManifestPath, assertManifest, targetNameOf } from './newManifest.ts';

export interface SetUp {
  /** The live file the application reads, relative to the config folder. */
  readonly live: FileContent;
  /** The first profile, made of it. */
  readonly profile: string;
  /** Files that say what is different elsewhere: profiles that extend the first one. */
  readonly overlays?: readonly NewOverlay[];
}

export interface NewOverlay {
  readonly file: FileContent;
  readonly profile: string;
}

/** Makes a config folder of a live file. Nothing is moved. @throws EngineError `exists`, `invalid`. */
export function planSetUp(snapshot: Snapshot, { live, profile, overlays = [] }: SetUp): Draft {
  assertNames([profile, ...overlays.map((overlay) => overlay.profile)]);
  if (snapshot.profiles.length > 0)
    throw new EngineError('exists', t('This folder is already set up: it has profiles.'), {});
  assertParsed(documentOf(live));
  const found = snapshot.targets.find(({ path, file }) => path === live.path && file);
  const name = found?.name ?? targetNameOf(live.path, 'current');
  const target = { name, path: live.path, format: found?.format ?? formatOfTarget(live) };
  const isFolder = needFolders(found ? snapshot.targets : [target]);
  const pathFor = (one: string, from: FileContent) =>
    isFolder ? pathInProfile(one, target, from) : `profiles/${one}${profileExtension(from)}`;
  const first = added(pathFor(profile, live), escapedFile(live).bytes, live.path);
  const others = overlays.map((overlay) => overlayOf(overlay, { profile, target, pathFor }));
  return {
    kind: 'set-up',
    summary: t('Set up {0} with profile {1}', live.path, profile),
    writes: [first, ...others, ...(found ? [] : [manifestFor(snapshot, name, live.path)])],
    state: { format: 1, activeProfile: profile, applied: { [name]: live.sha256 } },
    preconditions: [live, ...overlays.map((overlay) => overlay.file)].map(({ path, sha256 }) => ({
      path,
      sha256,
    })),
    backupPaths: [live.path],
  };
}

function assertNames(names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    const fault = nameFault(name);
    if (fault !== null) throw new EngineError('invalid', fault, { name });
    if (names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase()))
      throw new EngineError('exists', t('Profile "{0}" already exists.', name), { name });
  }
}

interface FirstProfile {
  readonly profile: string;
  readonly target: Pick<Target, 'format'>;
  readonly pathFor: (profile: string, from: FileContent) => string;
}

/** The file as it is, and that it extends the first profile, unless it is kept as a whole and inherits nothing. */
function overlayOf(
  { file, profile }: NewOverlay,
  { profile: parent, target, pathFor }: FirstProfile,
): DraftWrite {
  assertParsed(documentOf(file));
  const after = target.format === 'opaque' ? file.bytes : withParent(escapedFile(file), parent).bytes;
  return added(pathFor(profile, file), after, file.path);
}

function manifestFor(snapshot: Snapshot, name: string, path: string): DraftWrite {
  if (snapshot.manifest.path !== undefined) {
    throw new EngineError(
      'exists',
      t('{0} already lists the targets. Add "{1}" to it.', snapshot.manifest.path, path),
      { path },
    );
  }
  const text = newManifest([{ name, path }]);
  assertManifest(newManifestPath, text, path);
  return { path: newManifestPath, before: null, after: bytesOf(text) };
}
