// A profile written to one file, anywhere. It is the only writing that is no commit: nothing of the config folder changes.
// What is there already is only replaced when that is said, and when it is such a file itself.
import { relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { maxFileBytes, type ConfigFolder } from '../folder/configFolder.ts';
import { exportedText, readExportedProfile, sharedFiles } from '../layers/exportedProfile.ts';
import { assertParsed, decode, documentOf } from '../documents/fileDocument.ts';
import { isOurs } from '../records/manifest.ts';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Snapshot } from '../model/model.ts';
import { findProfile } from '../planners/draft.ts';
import { replaceFile } from '../storage/disk/atomicFile.ts';
import { realPlace } from '../storage/disk/confine.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';

export interface ProfileExport {
  readonly profile: string;
  /** Absolute. */
  readonly path: string;
  /** An older export at that place may go. */
  readonly replaces?: true;
}

/** @throws EngineError `not-found`, `invalid`, `exists`, `io`. */
export async function exportProfile(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { profile: name, path, replaces }: ProfileExport,
): Promise<void> {
  const { unfenced: fileSystem } = folder;
  const profile = findProfile(snapshot, name);
  const files = [...sharedFiles(profile).values()];
  if (files.length === 0)
    throw new EngineError('not-found', t('Profile "{0}" has no file for a target.', name), { name });
  for (const file of files) assertText(file);
  const place = await realPlace(fileSystem, path);
  if (isOurs(relative(folder.folder, place).replaceAll(sep, '/')))
    throw new EngineError('invalid', t('{0} is in a folder that Safekeep uses for its own files.', path), {
      path,
    });
  const there = await nullIfNotFound(fileSystem.readFile(place, { maxBytes: maxFileBytes }));
  if (there && !replaces) throw new EngineError('exists', t('The file {0} already exists.', path), { path });
  if (there) assertExport(path, there);
  const [first] = files;
  const like = first && (await fileSystem.stat(await folder.locate(first.path)));
  // A copy of private files is private.
  const mode = files.reduce((common, file) => common & (file.mode ?? 0o600), 0o666);
  const bytes = new TextEncoder().encode(exportedText(profile));
  await replaceFile(fileSystem, place, { bytes, ...(like ? { like: { ...like, mode } } : {}) });
}

/** An export is text. @throws EngineError `invalid`. */
function assertText(file: FileContent): void {
  assertParsed(documentOf(file));
  const { path } = file;
  if (decode(file.bytes) !== null) return;
  throw new EngineError('invalid', t("{0} isn't text, so it can't be exported.", path), { path });
}

/** Nothing but an older export is written over: of anything else there would be no copy. */
function assertExport(path: string, bytes: Uint8Array): void {
  try {
    readExportedProfile(path, bytes);
  } catch (cause) {
    const message = t(
      "{0} isn't an exported profile, so it won't be overwritten. Choose another name.",
      path,
    );
    throw new EngineError('exists', message, { path, cause });
  }
}
