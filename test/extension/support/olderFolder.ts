// A config folder whose documents are in version 1.0.0, with migrations that lead on. It takes the place of the sample's.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { commandIds } from '../../../src/ids.ts';
import { inConfig, layOut, read, write } from './configFolder.ts';
import { run, untilFolder } from './safekeep.ts';

type Texts = Readonly<Record<string, string>>;

export const documents: Texts = {
  'current.yaml': `# what the service reads
version: 1.0.0
server:
  port: 3000 # laptops only
  timeout: 5
log: verbose
`,
  'default.yaml': `# what the service reads
version: 1.0.0
server:
  port: 8080 # laptops only
  timeout: 2
log: quiet
`,
  'profiles/development.yaml': `server:
  port: 3000
  timeout: 5
log: verbose
`,
  'profiles/staging.yaml': `# like production
version: 1.0.0
server:
  timeout: 3 # the balancer waits for 4
`,
};

/** The same in version 1.2.0. */
export const migratedDocuments: Texts = Object.fromEntries(
  Object.entries(documents).map(([path, text]) => {
    const inMs = text.replaceAll('version: 1.0.0', 'version: 1.2.0').replace(/(timeout: \d)/, '$1000');
    return [path, inMs.replace('log: verbose', 'log: debug').replace('log: quiet', 'log: error')];
  }),
);

export const milliseconds = `from: 1.0.0
to: 1.1.0
description: Counts in milliseconds
up:
  - op: scale
    path: /server/timeout
    factor: 1000
`;

export const levels = `from: 1.1.0
to: 1.2.0
description: Names the levels as syslog does
up:
  - op: mapValues
    path: /log
    values: { verbose: debug, quiet: error }
`;

/** The file that says `from`, and leads to another version. */
export function leadingTo(version: string): string {
  return milliseconds.replace('1.1.0', version);
}

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
