import { cp, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFolder } from './paths.ts';

/** Copies a sample workspace into the folder, replacing an earlier copy; answers the copy's path. */
export async function copySample(name: string, folder: string): Promise<string> {
  const copy = join(folder, name);
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  const sample = join(sampleFolder, name);
  if (existsSync(sample)) await cp(sample, copy, { recursive: true });
  else console.warn(`There is no sample ${name}: an empty folder is used.`);
  return copy;
}
