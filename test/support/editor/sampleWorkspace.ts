import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sampleFolder } from '../paths.ts';

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

/** The keys and values of a sample's configuration, the longest first. */
export async function wordsOf(name: string): Promise<readonly string[]> {
  const folder = join(sampleFolder, name, 'config');
  const files = await readdir(folder, { recursive: true });
  const texts = await Promise.all(
    files.filter((file) => file.endsWith('.yaml')).map((file) => readFile(join(folder, file), 'utf8')),
  );
  const words = new Set(texts.flatMap((text) => wordsIn(parse(text))));
  return [...words].toSorted((left, right) => right.length - left.length);
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...wordsIn(item),
  ]);
}
