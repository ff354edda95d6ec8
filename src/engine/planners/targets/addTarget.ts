import { t } from '@vscode/l10n';
import { editDocument } from '../../text/document.ts';
import { assertParsed, documentOf, formatOfTarget } from '../../documents/fileDocument.ts';
import { readManifest } from '../../records/manifest.ts';
import { formatPointer } from '../../values/pointer.ts';
import { fromPlain } from '../../values/value.ts';
import type { FileContent, Snapshot, TargetSpec } from '../../model/model.ts';
import { pathInProfile } from '../../records/profileMetadata.ts';
import { added, escapedFile } from '../profiles/profileOperations.ts';
import { toFolders } from '../profiles/profileFolders.ts';
import { bytesOf, type Draft, type DraftWrite } from '../draft.ts';
import { newManifest, newManifestPath, assertManifest, targetNameOf } from './newManifest.ts';

export interface AddTarget {
  /** The live file, relative to the config folder. */
  readonly live: FileContent;
  readonly manifest: FileContent | null;
}

/**
 * Names a file as a target in the manifest, beside those there are; the targets of a folder without a manifest, which are
 * known by their names, are named in it, too. Profiles of one file become folders, and the active one takes in what the
 * file holds now. @throws EngineError `invalid`.
 */
export function planAddTarget(snapshot: Snapshot, { live, manifest }: AddTarget): Draft {
  assertParsed(documentOf(live));
  const isKnown = snapshot.targets.some(({ path }) => path === live.path);
  const name = freeName(snapshot.targets, live.path);
  const active = snapshot.profiles.find((profile) => profile.name === snapshot.state.activeProfile);
  const target = { name, path: live.path, format: formatOfTarget(live) };
  const own = active && pathInProfile(active.name, target, live);
  const { state } = snapshot;
  return {
    kind: 'add-target',
    summary: t('Add live file {0}', live.path),
    writes: isKnown
      ? []
      : [
          manifestWith(snapshot, manifest, { name, path: live.path }),
          ...toFolders(snapshot),
          ...(own === undefined ? [] : [added(own, escapedFile(live).bytes, live.path)]),
        ],
    preconditions: [{ path: live.path, sha256: live.sha256 }],
    backupPaths: [live.path],
    ...(active && !isKnown
      ? { state: { ...state, applied: { ...state.applied, [name]: live.sha256 } } }
      : {}),
  };
}

function manifestWith({ targets }: Snapshot, manifest: FileContent | null, target: TargetSpec): DraftWrite {
  const { path } = target;
  const all: readonly TargetSpec[] = [...targets, target];
  const [file, text] = manifest
    ? [manifest.path, editedText(manifest, all)]
    : [newManifestPath, newManifest(all)];
  assertManifest(file, text, path);
  return { path: file, before: manifest, after: bytesOf(text) };
}

/** Those that the manifest does not name yet. */
function editedText(manifest: FileContent, all: readonly TargetSpec[]): string {
  const document = documentOf(manifest);
  const known = new Set(readManifest(document).manifest.targets.map(({ name }) => name));
  const edits = all
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({
      op: 'set' as const,
      pointer: formatPointer(['targets', name]),
      value: fromPlain(path),
    }));
  return editDocument(document, edits);
}

/** Made of the file's name: "app", "app-2", …: the first that is free. */
function freeName(targets: readonly TargetSpec[], path: string): string {
  const wanted = targetNameOf(path, 'target');
  const isTaken = (name: string) =>
    targets.some((target) => target.name.toLowerCase() === name.toLowerCase());
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    if (!isTaken(name)) return name;
  }
}
