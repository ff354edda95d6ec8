// Which file a path of the model is, whatever links lead to it and whether or not the disk tells letter case apart.
import type { ConfigFolder } from '../folder/configFolder.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';

export interface FileIdentity {
  readonly path: string;
  readonly place: string;
  /** `null` when there is no file yet. */
  readonly identity: string | null;
}

export async function identifyFile(folder: ConfigFolder, path: string): Promise<FileIdentity> {
  const place = await folder.locate(path);
  const entry = await nullIfNotFound(folder.fileSystem.stat(place));
  return { path, place, identity: entry?.identity ?? null };
}

export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.place === other.place || (one.identity !== null && one.identity === other.identity);
}
