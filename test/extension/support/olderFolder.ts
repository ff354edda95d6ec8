// The older documents as the config folder of the window, in the place of the sample.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { commandIds } from '../../../src/ids.ts';
import { documents, levels, milliseconds, type Texts } from '../../support/texts/olderDocuments.ts';
import { inConfig, layOut, read, write } from './configFolder.ts';
import { run, untilFolder } from './safekeep.ts';

/** The folder, in development, before anybody has written a migration. */
export async function layOutUnmigrated(): Promise<void> {
  await layOut();
  for (const name of await readdir(inConfig()))
    await rm(inConfig(name), { recursive: true, force: true, maxRetries: 5 });
  await layDown(documents);
  await run(commandIds.refresh);
  await run(commandIds.switchProfile, { profile: 'development', review: false });
  await untilFolder(({ activeProfile, older }) => activeProfile === 'development' && older.length === 0);
}

export async function layOutOlder(
  migrations: Texts = { 'migrations/1.yaml': milliseconds, 'migrations/2.yaml': levels },
): Promise<void> {
  await layOutUnmigrated();
  await layDown(migrations);
  await run(commandIds.refresh);
  await untilFolder(({ older }) => older.length === 1);
}

/** Writes texts by their paths. */
export async function layDown(texts: Texts): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(inConfig(path)), { recursive: true });
    await write(path, text);
  }
}

/** What the documents of the folder say now. */
export async function readDocuments(): Promise<Texts> {
  const paths = Object.keys(documents);
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
}
