// A process of its own that takes the lock of a directory. `hold`: says its number, keeps the lock until told on
// standard input, then releases it. `count`: adds one to a number in a file, again and again, each time under the lock.
import { readFile, writeFile } from 'node:fs/promises';
import { acquireLock } from '../../src/engine/storage/fileLock.ts';
import { nodeFileSystem, reportingFileSystem } from '../../src/engine/storage/fileSystem.ts';

const [, , mode, directory = '', counter = '', rounds = '0'] = process.argv;
const take = () =>
  acquireLock(reportingFileSystem(nodeFileSystem), { directory, command: 'test', timeoutMs: 30_000 });

if (mode === 'hold') {
  const lock = await take();
  process.stdout.write(`${lock.number}\n`);
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await lock.release();
  process.exit();
}

for (let round = 0; round < Number(rounds); round += 1) {
  const lock = await take();
  await writeFile(counter, String(Number(await readFile(counter, 'utf8')) + 1));
  await lock.release();
}
