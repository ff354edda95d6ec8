// A file system, the real one unless said, with something in between: a test sees each call before it happens and may
// refuse it, or have a write take only half of its bytes.
import { type FileSystem, type WritableFile } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';

/**
 * Called before every call, those of open files too (`write`, `sync`, `close`, …); throwing makes it fail, and a write
 * takes half of the bytes when the answer is `half`.
 */
export type Intercept = (call: string, path: string, to?: string) => unknown;

export function faultyFileSystem(intercept: Intercept, inner: FileSystem = nodeFileSystem): FileSystem {
  const { platform, now, pause, statNow, listNow, ...disk } = inner; // These do nothing to the disk, and cannot fail.
  const calls = Object.entries(disk).map(([call, run]): [string, unknown] => [
    call,
    async (path: string, second?: unknown) => {
      intercept(call, path, typeof second === 'string' ? second : undefined);
      // The entries keep the arguments that the interface gives them.
      const result: unknown = await (run as (...args: unknown[]) => Promise<unknown>)(path, second);
      return ['create', 'append', 'overwrite'].includes(call) ? faultyFile(intercept, path, result) : result;
    },
  ]);
  // Each entry has the shape of the one it wraps.
  return { ...Object.fromEntries(calls), platform, now, pause, statNow, listNow } as unknown as FileSystem;
}

function faultyFile(intercept: Intercept, path: string, file: unknown): WritableFile {
  const calls = Object.entries(file as WritableFile).map(([call, run]): [string, unknown] => [
    call,
    async (...args: unknown[]) => {
      if (call === 'close') await (file as WritableFile).close(); // A descriptor is given back even by a crash.
      const answer = intercept(call, path);
      const [bytes] = args;
      if (answer === 'half' && bytes instanceof Uint8Array)
        return (file as WritableFile).write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
      return call === 'close' ? undefined : (run as (...args: unknown[]) => Promise<unknown>)(...args);
    },
  ]);
  return Object.fromEntries(calls) as unknown as WritableFile; // As above.
}

export function systemError(errno: string): Error {
  return Object.assign(new Error(`${errno}: made by the test`), { code: errno });
}

export interface CrashingFileSystem {
  readonly fileSystem: FileSystem;
  readonly hasCrashed: () => boolean;
}

/** Like a process that stops at the first call for which this holds: that call and all later ones fail. */
export function crashingFileSystem(
  stopsAt: (call: string, path: string, to?: string) => boolean,
): CrashingFileSystem {
  let crashed = false;
  const fileSystem = faultyFileSystem((call, path, to) => {
    crashed ||= stopsAt(call, path, to);
    if (crashed) throw systemError('EIO');
  });
  return { fileSystem, hasCrashed: () => crashed };
}
