import { t } from '@vscode/l10n';
import { editDocument } from '../text/document.ts';
import { assertParsed, documentOf } from '../documents/fileDocument.ts';
import { readManifest } from '../records/manifest.ts';
import { formatPointer } from '../values/pointer.ts';
import { fromPlain } from '../values/value.ts';
import type { FileContent, Snapshot, TargetSpec } from '../model/model.ts';
import { bytesOf, type Draft, type DraftWrite } from './draft.ts';
import { newManifest, newManifestPath, assertManifest, targetNameOf } from './newManifest.ts';

export interface AddTarget {
  /** The live file, relative to the config folder. */
  readonly live: FileContent;
  readonly manifest: FileContent | null;
}

/**
 * Names a file as a target in the manifest, beside those there are; nothing else is touched. The targets of a folder
 * without a manifest, which are known by their names, are named in it, too. @throws EngineError `invalid`.
 */
export function planAddTarget(snapshot: Snapshot, { live, manifest }: AddTarget): Draft {
  assertParsed(documentOf(live));
  const isKnown = snapshot.targets.some(({ path }) => path === live.path);
  return {
    kind: 'add-target',
    summary: t('Add target {0}', live.path),
    writes: isKnown ? [] : [manifestWith(snapshot, manifest, live.path)],
    preconditions: [{ path: live.path, sha256: live.sha256 }],
    backupPaths: [live.path],
  };
}

function manifestWith({ targets }: Snapshot, manifest: FileContent | null, path: string): DraftWrite {
  const all: readonly TargetSpec[] = [...targets, { name: freeName(targets, path), path }];
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
