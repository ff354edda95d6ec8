// Writing through to a file that is there, for one that no rename can replace: a mount of its own. Such a write is not
// atomic. What it interrupts has bytes of the old and of the new content, and is known by that.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { writeAll } from './atomicFile.ts';
import { usingFile, type FileSystem } from './fileSystem.ts';

/**
 * Gives a file other bytes, durably; its owner, its mode, and its other names stay. A directory above it that somebody swaps
 * for a link just then leads to no other file. @param path absolute, links resolved. @throws EngineError `conflict`, `io`.
 */
export async function overwriteFile(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fileSystem.overwrite(path);
  await usingFile(file, async () => {
    if ((await fileSystem.realPath(path)) !== path)
      throw new EngineError('conflict', t('{0} was replaced in the meantime.', path), { path });
    await writeAll(file, bytes);
    await file.truncate(bytes.length);
    await file.sync();
  });
}

/** Whether bytes are what a write from one content to another can leave: each is of one of them, or was never written. */
export function isTorn(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): boolean {
  if (bytes.length > Math.max(from.length, to.length)) return false;
  return bytes.every((byte, at) => byte === 0 || byte === from[at] || byte === to[at]);
}
