// A small config folder, and the ways in which a live file of it is damaged.
import { rm, truncate } from 'node:fs/promises';
import type { Engine } from '../../../src/engine/index.ts';
import { simpleFiles, testFolder, type Files, type TestFolder } from './configFolder.ts';

export const whole = String(simpleFiles['current.json']);

export const requests: Readonly<Record<string, (folder: TestFolder, name: string) => Promise<void>>> = {
  gone: (folder, name) => rm(folder.path(name)),
  empty: (folder, name) => truncate(folder.path(name)),
  'nul-filled': (folder, name) => folder.write({ [name]: Buffer.alloc(whole.length) }),
  truncated: (folder, name) => truncate(folder.path(name), 12),
};

export async function opened(
  files: Files = simpleFiles,
): Promise<{ readonly folder: TestFolder; readonly engine: Engine }> {
  const folder = await testFolder('damage', files);
  return { folder, engine: await folder.open() };
}

export async function kinds(engine: Engine): Promise<readonly (readonly [string, string])[]> {
  return (await engine.snapshot()).damage.map(({ target, kind }) => [target, kind] as const);
}
