// Where a path of the model really is on the disk: links are followed, and what lies outside the workspace
// folder, through links too, or in `.git`, is refused. Writing by rename needs the real place, or it would replace the link.
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { nullIfNotFound, type FileSystem } from './fileSystem.ts';

export interface Confines {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly workspace: string;
  /** A link may lead to what is yet to be; without it, one that does is refused. */
  readonly mayDangle?: true;
}

/** As many links in a row as Linux follows. */
const maxLinks = 40;

/** The real place of a path relative to the config folder; the file need not exist. @throws EngineError `invalid`, `io`. */
export async function locateInside(
  fileSystem: FileSystem,
  { folder, workspace, mayDangle }: Confines,
  path: string,
): Promise<string> {
  const place = await realPlace(fileSystem, join(folder, path), {
    name: path,
    links: mayDangle ? maxLinks : 0,
  });
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

/**
 * A path with the links of its existing part resolved, and as many links to nothing followed as is said.
 * @throws EngineError `invalid` for another one.
 */
export async function realPlace(
  fileSystem: FileSystem,
  path: string,
  { name = path, links = 0 }: { readonly name?: string; readonly links?: number } = {},
): Promise<string> {
  const real = await nullIfNotFound(fileSystem.realPath(path));
  if (real !== null) return real;
  const entry = await nullIfNotFound(fileSystem.stat(path));
  const parent = dirname(path);
  if (entry?.kind === 'link') {
    const end = links > 0 ? await fileSystem.readLink(path) : '';
    // A step back after a name that is missing, or another link, leads elsewhere than its text says.
    if (end === '' || normalize(end) !== end)
      throw new EngineError('invalid', t('{0} is a broken link.', name), { path, dangles: true });
    const next = resolve(await fileSystem.realPath(parent), end);
    return realPlace(fileSystem, next, { name, links: links - 1 });
  }
  if (parent === path) return path;
  const above = await realPlace(fileSystem, parent, { name, links });
  return join(above, path.slice(parent.length).replaceAll(sep, ''));
}

export function isInside(directory: string, path: string): boolean {
  const steps = relative(resolve(directory), resolve(path));
  return steps === '' || (steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps));
}
