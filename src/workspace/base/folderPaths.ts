// What paths of folders say by themselves, without a look at the disk.
import { posix, win32 } from 'node:path';

/** Whether a path, taken from a folder, is that folder or one below it on every system. '' is no path. */
export function isFolderBelow(path: string): boolean {
  if (path === '' || path.includes('\0') || /^[a-z]:/i.test(path)) return false;
  return !posix.isAbsolute(path) && !win32.isAbsolute(path) && !pathSegments(path).includes('..');
}

function pathSegments(path: string): readonly string[] {
  return path.split(/[\\/]/);
}
