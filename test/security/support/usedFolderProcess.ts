// `node usedFolderProcess.mjs WORKSPACE STATE`: makes a used folder, and leaves it `at rest` or `interrupted`: a commit cut
// off by the end of this process.
import { openEngine } from '../../../src/engine/index.ts';
import { perform, writeFiles } from '../../support/disk/configFolder.ts';
import { crashingFileSystem } from '../../support/faults/faultyFileSystem.ts';
import { configOf, use, usedFiles } from './usedFolder.ts';

const [, , workspace = '', state] = process.argv;
await writeFiles(workspace, { '.git/HEAD': 'ref: refs/heads/main\n' });
await writeFiles(configOf(workspace), usedFiles);
await use(await openEngine(configOf(workspace), { workspace, author: 'tester' }));
if (state === 'interrupted') await interrupt();
process.exit();

async function interrupt(): Promise<void> {
  let renames = 0;
  const { fileSystem, hasCrashed } = crashingFileSystem((call, _path, to) => {
    if (call === 'rename' && /\/(app|web)\.json$/.test(to ?? '')) renames += 1;
    return renames === 2;
  });
  const engine = await openEngine(configOf(workspace), { workspace, author: 'tester', fileSystem });
  await perform(engine, { kind: 'switch', profile: 'b' }).catch(() => undefined); // It is to fail.
  if (!hasCrashed()) throw new Error('The commit was not interrupted.');
}
