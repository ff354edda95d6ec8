// A file that somebody names on a command line, anywhere on the disk: links are followed, but it is a regular file of a
// size that can be handled, and a pipe or a device is refused, never waited for.
import { resolve } from 'node:path';
import { maxFileBytes } from './configFolder.ts';
import { nullIfNotFound, errorMappingFileSystem } from '../storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';

/** `null` when there is none. @throws EngineError `io` for what is no regular file, or too large. */
export function readGivenFile(path: string): Promise<Uint8Array | null> {
  return nullIfNotFound(
    errorMappingFileSystem(nodeFileSystem).readFile(resolve(path), { maxBytes: maxFileBytes }),
  );
}
