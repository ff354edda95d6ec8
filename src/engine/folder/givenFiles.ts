// Files that somebody names on a command line, anywhere on the disk: links are followed, but each is a regular file of a
// size that can be handled, and a pipe or a device is refused, never waited for.
import { resolve } from 'node:path';
import { maxFileBytes } from './configFolder.ts';
import { replaceFile } from '../storage/disk/atomicFile.ts';
import { realPlace } from '../storage/disk/confine.ts';
import { nullIfNotFound, errorMappingFileSystem } from '../storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';

const fileSystem = errorMappingFileSystem(nodeFileSystem);

/** `null` when there is none. @throws EngineError `io` for what is no regular file, or too large. */
export function readGivenFile(path: string): Promise<Uint8Array | null> {
  return nullIfNotFound(fileSystem.readFile(resolve(path), { maxBytes: maxFileBytes }));
}

/** Replaces or creates it durably and at once, with the mode that it had. @throws EngineError `io`. */
export async function replaceGivenFile(path: string, bytes: Uint8Array): Promise<void> {
  const place = await realPlace(fileSystem, resolve(path));
  const like = await nullIfNotFound(fileSystem.stat(place));
  await replaceFile(fileSystem, place, { bytes, ...(like ? { like } : {}) });
}
