// A process of its own that takes the lock of a directory. `hold`: says its number, keeps the lock until told on
// standard input, then releases it. `count`: adds one to a number in a file, again and again, each time under the lock.
// `rival`: for each line on standard input goes after the lock, but waits for one more line between its judgement that
// the lock can be had and the act of taking it. Says `overlap` if it is ever not alone while it holds the lock.
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { acquireLock } from '../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';

const [, , mode, directory = '', counter = '', rounds = '0'] = process.argv;
const say = (word: string) => process.stdout.write(`${word}\n`);
const take = (fileSystem = nodeFileSystem) =>
  acquireLock(errorMappingFileSystem(fileSystem), { directory, command: 'test', timeoutMs: 30_000 });

if (mode === 'hold') {
  const lock = await take();
  process.stdout.write(`${lock.number}\n`);
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await lock.release();
  process.exit();
}

if (mode === 'rival') {
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  while (!(await lines.next()).done) await goAfter(() => lines.next());
  process.exit();
}

for (let round = 0; round < Number(rounds); round += 1) {
  const lock = await take();
  await writeFile(counter, String(Number(await readFile(counter, 'utf8')) + 1));
  await lock.release();
}

async function goAfter(told: () => Promise<unknown>): Promise<void> {
  let judged: Promise<unknown> | undefined;
  const lock = await take({
    ...nodeFileSystem,
    create: async (path, bits) => {
      if (!judged) {
        judged = told();
        say('judged');
      }
      await judged;
      return nodeFileSystem.create(path, bits);
    },
  });
  try {
    const alone = await open(counter, 'wx');
    await alone.close();
    for (let look = 0; look < 50; look += 1) await stat(counter); // Time for another to come in.
    lock.assertHeld();
    await rm(counter);
  } catch (error) {
    say('overlap');
    throw error;
  }
  await lock.release();
  say('left');
}
