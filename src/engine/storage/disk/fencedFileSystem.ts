// The file system of whoever holds the lock: each call that changes something looks first whether the lock is still held.
// A process that was stopped in the middle of its renames, while another one took over and finished them, so changes
// nothing any more when it goes on, wherever in the code it was.
import type { FileSystem, WritableFile } from './fileSystem.ts';

/** @throws what `assertHeld` throws, from every call that changes something. */
export function fencedFileSystem(inner: FileSystem, assertHeld: () => void): FileSystem {
  const fenced =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      assertHeld();
      return call(...args);
    };
  const opening = <Args extends readonly unknown[]>(open: (...args: Args) => Promise<WritableFile>) =>
    fenced(async (...args: Args): Promise<WritableFile> => {
      const file = await open(...args);
      return {
        ...file,
        write: fenced(file.write),
        setMode: fenced(file.setMode),
        setOwner: fenced(file.setOwner),
        truncate: fenced(file.truncate),
      };
    });
  return {
    ...inner,
    create: opening(inner.create),
    append: opening(inner.append),
    overwrite: opening(inner.overwrite),
    rename: fenced(inner.rename),
    remove: fenced(inner.remove),
    makeDirectory: fenced(inner.makeDirectory),
    removeDirectory: fenced(inner.removeDirectory),
    setMode: fenced(inner.setMode),
  };
}
