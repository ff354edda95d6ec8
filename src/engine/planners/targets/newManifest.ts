// The manifest that we write where there is none, and what a target in it is called.
import { parseDocument, renderDocument } from '../../text/document.ts';
import { stemOf } from '../../documents/fileNames.ts';
import { isTargetName, readManifest } from '../../records/manifest.ts';
import { mapOf } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { TargetSpec } from '../../model/model.ts';

/** Where it stands. */
export const newManifestPath = 'safekeep.yaml';

export function newManifest(targets: readonly TargetSpec[]): string {
  const named = mapOf(targets.map(({ name, path }) => [name, path] as const));
  const manifest = mapOf([
    ['format', 1],
    ['targets', named],
  ]);
  return renderDocument(manifest, 'yaml');
}

/** @throws EngineError `invalid` for a manifest that would not do, because of the live file at this path. */
export function assertManifest(file: string, text: string, path: string): void {
  const [problem] = readManifest(parseDocument(file, text)).problems;
  if (problem) throw new EngineError('invalid', problem.message, { path });
}

/** Made of the live file's name, or `otherwise` where that cannot be one. */
export function targetNameOf(path: string, otherwise: string): string {
  const stem = stemOf(path.slice(path.lastIndexOf('/') + 1)).replace(/^\.+/, '');
  return isTargetName(stem) ? stem : otherwise;
}
