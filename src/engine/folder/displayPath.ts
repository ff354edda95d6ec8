// What a person calls a file that the disk refused: its path from the workspace folder on. A staged file goes by the
// name of the one it is going to be, and what we keep in our own folders by the folder: nobody knows those files.
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { backupsPath } from './backupsPlace.ts';
import { privateFolder } from './configFolder.ts';
import { nameBehindStaged } from '../storage/disk/atomicFile.ts';

export interface Places {
  /** Absolute path of the config folder. */
  readonly folder: string;
  readonly workspace: string;
}

export function displayPath({ folder, workspace }: Places, path: string): string {
  const [own] = relative(folder, path).split(sep);
  const known = own === privateFolder || own === backupsPath ? join(folder, own) : unstaged(path);
  const name = relative(workspace, known);
  const isInside = name !== '' && name !== '..' && !name.startsWith(`..${sep}`) && !isAbsolute(name);
  return isInside ? name.split(sep).join('/') : known;
}

function unstaged(path: string): string {
  return join(dirname(path), nameBehindStaged(basename(path)));
}
