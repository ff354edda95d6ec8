// One commit that changes a file, makes one in a new directory and removes one: what fault tests try.
import { rm } from 'node:fs/promises';
import type { Engine } from '../../../src/engine/index.ts';
import { doubleFiles, testFolder, type TestFolder } from '../disk/configFolder.ts';

export const before = {
  'app.json': '{ "v": "old" }\n',
  'web.json': '{ "v": "old" }\n',
  'new/made.json': null,
};
export const after = {
  'app.json': null,
  'web.json': '{ "v": "new" }\n',
  'new/made.json': '{ "v": "new" }\n',
};
export const names = Object.keys(before);
const manifest = '{ "targets": { "app": "app.json", "web": "web.json", "made": "new/made.json" } }\n';

/** A folder whose newest backup is `after`, and whose files are `before`; to restore it is the commit under test. */
export async function prepared(): Promise<{
  readonly folder: TestFolder;
  readonly restore: (engine: Engine) => Promise<unknown>;
}> {
  const folder = await testFolder('invariants', { ...doubleFiles, 'safekeep.json': manifest });
  await rm(folder.path('app.json'));
  await folder.write({ 'web.json': after['web.json'], 'new/made.json': after['new/made.json'] });
  const engine = await folder.open();
  const { id } = await engine.createBackup({});
  await rm(folder.path('new'), { recursive: true });
  await folder.write({ 'app.json': before['app.json'], 'web.json': before['web.json'] });
  const restore = async (opened: Engine) =>
    opened.commit(await opened.plan({ kind: 'restore', backup: id }), { accepted: 'all' });
  return { folder, restore };
}
