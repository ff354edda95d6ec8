// A config folder with backups of several hours, and a manifest whose retention lets some of them go.
import { mkdir, readdir } from 'node:fs/promises';
import type { Engine, Plan } from '../../../src/engine/index.ts';
import { backupMarks } from '../../../src/engine/storage/backups/backupMarks.ts';
import { BackupStore, type BackupContent } from '../../../src/engine/storage/backups/backupStore.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { perform, simpleFiles, testFolder, type TestFolder } from './configFolder.ts';
import { testUser } from './testUser.ts';

const disk = errorMappingFileSystem(nodeFileSystem);
export const onlyLast = (last: number): string =>
  `retention: { last: ${last}, hourly: 0, daily: 0, weekly: 0, monthly: 0, within: 0 }\n`;

export interface Prunable extends TestFolder {
  /** Ids, newest first. */
  readonly ids: () => Promise<readonly string[]>;
  /** Every path in the trash. */
  readonly trash: () => Promise<readonly string[]>;
}

export async function prunable(manifest: string): Promise<Prunable> {
  const folder = await testFolder('prune', { ...simpleFiles, 'safekeep.yaml': manifest });
  return {
    ...folder,
    ids: async () => {
      const names = await readdir(folder.path('backups')).catch(() => []);
      return names
        .filter((name) => /^\d/.test(name))
        .toSorted()
        .toReversed();
    },
    trash: () => readdir(folder.path('.safekeep/trash'), { recursive: true }).catch(() => []),
  };
}

/** Backups that were made an hour apart, the newest an hour ago; ids newest first. */
export async function withBackups(folder: TestFolder, count: number): Promise<readonly string[]> {
  const marks = backupMarks(testUser().keys);
  const store = new BackupStore(disk, folder.path('backups'), marks);
  await mkdir(folder.path('backups'), { recursive: true });
  const ids: string[] = [];
  for (let hours = count; hours > 0; hours -= 1) {
    const content: BackupContent = {
      reason: 'manual',
      author: 'tester',
      pinned: false,
      activeProfile: null,
      applied: {},
      absent: [],
      contents: new Map([['current.json', { bytes: Buffer.from(`{ "port": ${hours} }\n`) }]]),
    };
    ids.unshift((await store.create(content, new Date(Date.now() - hours * 3_600_000))).id);
  }
  return ids;
}

export const setPort = (engine: Engine, port: number): Promise<Plan> =>
  perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: port }] });
