// Where a path of the model really is on the disk: links are followed, and what lies outside the workspace
// folder, through links too, or in `.git`, is refused. Writing by rename needs the real place, or it would replace the link.
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { nullIfNotFound, type FileSystem } from './fileSystem.ts';

export interface Confines {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly workspace: string;
}

/** The real place of a path relative to the config folder; the file need not exist. @throws EngineError `invalid`, `io`. */
export async function locateInside(
  fileSystem: FileSystem,
  { folder, workspace }: Confines,
  path: string,
): Promise<string> {
  const place = await realPlace(fileSystem, join(folder, path));
  if (!isInside(workspace, place)) {
    throw new EngineError('invalid', t('{0} is outside the workspace folder.', path), { path, place });
  }
  // A script that git runs must not come from a backup, a manifest or a journal record of a stranger's repository.
  if (relative(workspace, place).toLowerCase().split(sep).includes('.git')) {
    throw new EngineError('invalid', t('{0} is in a folder that Git uses for its own files.', path), {
      path,
      place,
    });
  }
  return place;
}

/**
 * Where a change of a path of the model really takes place. What is written goes where a link leads; what is taken away is
 * the link itself, since the file it leads to is another's.
 */
export async function placeOfChange(
  locate: (path: string) => Promise<string>,
  { path, isRemoval }: { readonly path: string; readonly isRemoval: boolean },
): Promise<string> {
  return isRemoval ? join(await locate(dirname(path)), basename(path)) : locate(path);
}

/** A path with the links of its existing part resolved. @throws EngineError `invalid` for a link to nothing. */
export async function realPlace(fileSystem: FileSystem, path: string): Promise<string> {
  const real = await nullIfNotFound(fileSystem.realPath(path));
  if (real !== null) return real;
  const entry = await nullIfNotFound(fileSystem.stat(path));
  if (entry?.kind === 'link')
    throw new EngineError('invalid', t('{0} is a link to nothing.', path), { path });
  const parent = dirname(path);
  if (parent === path) return path;
  return join(await realPlace(fileSystem, parent), path.slice(parent.length).replaceAll(sep, ''));
}

export function isInside(directory: string, path: string): boolean {
  const steps = relative(resolve(directory), resolve(path));
  return steps === '' || (steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps));
}
