// Which file a path of the model is, whatever links lead to it and whether or not the disk tells letter case apart.
import type { ConfigFolder } from '../folder/configFolder.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';

export interface Place {
  readonly path: string;
  readonly place: string;
  /** `null` when there is no file yet. */
  readonly identity: string | null;
}

export async function placeOf(folder: ConfigFolder, path: string): Promise<Place> {
  const place = await folder.locate(path);
  const entry = await nullIfNotFound(folder.fileSystem.stat(place));
  return { path, place, identity: entry?.identity ?? null };
}

export function isSameFile(one: Place, other: Place): boolean {
  return one.place === other.place || (one.identity !== null && one.identity === other.identity);
}
