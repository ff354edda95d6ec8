// Profiles of which something may not be read. Half of a profile is another one, so it counts as missing; and nothing is
// written among the profiles meanwhile, as one that builds on another could be overlooked.
import { EngineError } from '../base/errors.ts';
import type { Problem, Profile } from '../model/model.ts';
import { extensionOf, stemOf } from '../documents/fileNames.ts';

/** Of a problem: permissions are why it could not be read. */
export const closedKeyword = 'permissions';

type ReadProblem = Pick<Problem, 'file' | 'keyword' | 'message'>;

export function wholeProfiles(
  profiles: readonly Profile[],
  problems: readonly ReadProblem[],
): readonly Profile[] {
  const closed = new Set(closedAmong(problems).map(({ file }) => profileAt(file)));
  return profiles.filter(({ name }) => !closed.has(name));
}

/** @param name of the profile that is wanted; without it, any of them. @throws EngineError `invalid`. */
export function assertReadable(problems: readonly ReadProblem[], name?: string): void {
  const closed = closedAmong(problems).find(
    ({ file }) => name === undefined || file === 'profiles' || profileAt(file) === name,
  );
  if (closed) throw new EngineError('invalid', closed.message, { path: closed.file });
}

function closedAmong(problems: readonly ReadProblem[]): readonly ReadProblem[] {
  return problems.filter(({ file, keyword }) => keyword === closedKeyword && /^profiles(\/|$)/.test(file));
}

/** The profile that a file, or a folder, below `profiles` is of. */
function profileAt(file: string): string {
  const [, name = ''] = file.split('/');
  return extensionOf(name) === '' ? name : stemOf(name).replace(/\.local$/, '');
}
