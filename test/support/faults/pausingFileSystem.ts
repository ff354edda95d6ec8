// A file system that stops its process at one call, as Ctrl+Z or a debugger does, while something else happens on the disk;
// the call is made when the process goes on.
import type { FileSystem, WritableFile } from '../../../src/engine/storage/disk/fileSystem.ts';

export interface PausingFileSystem {
  readonly fileSystem: FileSystem;
  /** For example "call 12: rename config/app.json"; '' when there was no such call. */
  readonly pausedAt: () => string;
}

/** @param at the number of the call, from 1, counting those on open files. */
export function pausingFileSystem(
  inner: FileSystem,
  at: number,
  meanwhile: () => Promise<unknown>,
): PausingFileSystem {
  let [count, where] = [0, ''];
  const pass = async (call: string, path: string): Promise<void> => {
    count += 1;
    if (count !== at) return;
    where = `call ${count}: ${call} ${path}`;
    await meanwhile();
  };
  const paused =
    <Rest extends readonly unknown[], Result>(
      name: string,
      call: (path: string, ...rest: Rest) => Promise<Result>,
    ) =>
    async (path: string, ...rest: Rest): Promise<Result> => {
      await pass(name, path);
      return call(path, ...rest);
    };
  const opening = <Rest extends readonly unknown[]>(
    name: string,
    open: (path: string, ...rest: Rest) => Promise<WritableFile>,
  ) =>
    paused(name, async (path: string, ...rest: Rest): Promise<WritableFile> => {
      const file = await open(path, ...rest);
      const part =
        <Args extends readonly unknown[], Result>(call: string, run: (...args: Args) => Promise<Result>) =>
        async (...args: Args): Promise<Result> => {
          await pass(call, path);
          return run(...args);
        };
      return {
        write: part('write', file.write),
        setMode: part('setMode', file.setMode),
        setOwner: part('setOwner', file.setOwner),
        truncate: part('truncate', file.truncate),
        sync: part('sync', file.sync),
        close: part('close', file.close),
      };
    });
  const fileSystem: FileSystem = {
    ...inner,
    readFile: paused('readFile', inner.readFile),
    create: opening('create', inner.create),
    append: opening('append', inner.append),
    overwrite: opening('overwrite', inner.overwrite),
    rename: paused('rename', inner.rename),
    remove: paused('remove', inner.remove),
    makeDirectory: paused('makeDirectory', inner.makeDirectory),
    removeDirectory: paused('removeDirectory', inner.removeDirectory),
    list: paused('list', inner.list),
    stat: paused('stat', inner.stat),
    realPath: paused('realPath', inner.realPath),
    readLink: paused('readLink', inner.readLink),
    syncFile: paused('syncFile', inner.syncFile),
    syncDirectory: paused('syncDirectory', inner.syncDirectory),
  };
  return { fileSystem, pausedAt: () => where };
}
