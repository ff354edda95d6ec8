// Calls of a commit to a file system, told apart for tests that stop one or make it fail.
import type { Intercept } from './faultyFileSystem.ts';

export type Matches = (...call: Parameters<Intercept>) => boolean;

/** A file of the config folder gets its new content, or its old one back. */
export const isRenameOnto =
  (name: string): Matches =>
  (call, _path, to) =>
    call === 'rename' && to?.endsWith(`config/${name}`) === true;

/** A file of the config folder goes to the trash. */
export const isRemovalOf =
  (name: string): Matches =>
  (call, path, to) =>
    call === 'rename' && path.endsWith(`config/${name}`) && to?.includes('/trash/') === true;
