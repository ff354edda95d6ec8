// Which files of a config folder Safekeep may put back or take away on the word of a record: a backup, a line of the
// history, a journal record. Records may come from anybody, so what they name counts only where it is a target now, or
// one of the documents that a config folder is made of. The record of the active profile is not among them: who writes
// it knows its path.
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import type { Target } from '../model/model.ts';
import { manifestNames } from './manifest.ts';
import { opaqueName } from './profileMetadata.ts';

/** What this looks at of a target. */
export type ManagedTarget = Pick<Target, 'path' | 'defaults'> & Partial<Pick<Target, 'name' | 'format'>>;

/** @param path relative to the config folder, with `/`; a target may lie outside of it, nothing else may. */
export function isManagedPath(path: string, targets: readonly ManagedTarget[]): boolean {
  const parts = path.split('/');
  if (path.includes('\\') || parts.some((part) => part === '' || part === '.')) return false;
  if (targets.some((target) => target.path === path || target.defaults === path)) return isTargetPlace(path);
  const [first = '', ...rest] = parts;
  if (isOpaqueFile(parts, targets)) return true;
  if (extensionOf(path) === '' || parts.some(isHiddenOrControl)) return false;
  if (rest.length === 0) return isOwnDocument(first);
  return (first === 'profiles' && rest.length <= 2) || (first === 'migrations' && rest.length === 1);
}

/** The file of a profile for a target that is kept as a whole. */
function isOpaqueFile(
  [first, profile = '', name, ...rest]: readonly string[],
  targets: readonly ManagedTarget[],
): boolean {
  if (first !== 'profiles' || rest.length > 0 || isHiddenOrControl(profile)) return false;
  return targets.some((target) => target.format === 'opaque' && opaqueName({ name: '', ...target }) === name);
}

/** `../` leads to a target outside of the folder; `a/../b` is no way to write a path, nor is a drive of Windows. */
function isTargetPlace(path: string): boolean {
  return (
    !/^[a-z]:|^(\.safekeep|backups)(\/|$)/i.test(path) &&
    !path
      .replace(/^(\.\.\/)+/, '')
      .split('/')
      .includes('..')
  );
}

function isHiddenOrControl(part: string): boolean {
  // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
  return /^\.|[\u0000-\u001f\u007f]/.test(part);
}

/** The manifest, defaults and schemas beside it. */
function isOwnDocument(name: string): boolean {
  const [kind = ''] = stemOf(name).split('.');
  return manifestNames.some((known) => known === name) || kind === 'default' || kind === 'schema';
}
