// The takeover from a dead holder that two rivals both win where a lock is a directory with a time
// (https://github.com/moxystudio/node-proper-lockfile/issues/121): both judge the lock dead, one takes it over, and the
// other, who is slower, removes the first one's lock in the belief that it is the dead one.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite, test } from 'node:test';
import { acquireLock, type FileLock } from '../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem, type FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { startLockProcess } from '../support/faults/lockRivals.ts';

const rivals = 4;
const rounds = 100;

suite('the takeover from a dead holder (node-proper-lockfile issue 121)', () => {
  test(`lets one of ${rivals} processes in at a time that all judged the holder dead`, async (context) => {
    const { directory, dead } = await deadLock();
    const inside = join(directory, '..', 'inside');
    const processes = Array.from({ length: rivals }, () => start('rival', directory, inside));
    context.after(() => {
      for (const { child } of processes) child.kill();
    });
    for (let round = 0; round < rounds; round += 1) {
      await dieHolding(directory, dead);
      for (const word of ['judged', 'left']) {
        const heard = processes.map(({ next }) => next());
        for (const { child } of processes) child.stdin.write('go\n');
        assert.deepEqual(await Promise.all(heard), Array(rivals).fill(word), `round ${round}`);
      }
    }
    context.diagnostic(`${rounds} rounds of ${rivals} rivals that all judged the holder dead: 0 overlaps`);
  });

  test('is refused to one who was stopped before it took the lock, while another did', async () => {
    const { directory } = await deadLock();
    const slow = stoppedAt('create');
    const taking = acquire(directory, slow.fileSystem);
    await slow.reached;
    const quick = await acquire(directory);
    await refused(taking, slow, quick);
  });

  test('is refused to one who was stopped until its number had been cleared away', async () => {
    const { directory } = await deadLock();
    const slow = stoppedAt('create');
    const taking = acquire(directory, slow.fileSystem);
    await slow.reached;
    for (let turn = 0; turn < 40; turn += 1) await (await acquire(directory)).release();
    await refused(taking, slow, await acquire(directory));
  });

  test('is refused to one who was stopped before it wrote its name, and was itself thought dead', async () => {
    const { directory } = await deadLock();
    const slow = stoppedAt('write');
    const taking = acquire(directory, slow.fileSystem);
    await slow.reached;
    let clock = 0;
    const pause = (ms: number) => Promise.resolve(void (clock += ms)); // Each wait passes at once.
    const patient = { ...nodeFileSystem, now: () => clock, pause };
    await refused(taking, slow, await acquire(directory, patient, 10_000));
  });
});

/** Goes on with the stopped one: it must be told that the other has the lock, which must stay that other's. */
async function refused(taking: Promise<FileLock>, slow: Stopped, quick: FileLock): Promise<void> {
  slow.goOn();
  await assert.rejects(taking, { code: 'locked' });
  quick.assertHeld();
  await quick.release();
}

/** A lock whose holder was killed, and what its file says. */
async function deadLock(): Promise<{ readonly directory: string; readonly dead: Uint8Array }> {
  const directory = join(await disposableFolder('lock'), 'lock');
  const { child, next } = start('hold', directory);
  const number = await next();
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { directory, dead: await readFile(join(directory, `${number}.lock`)) };
}

/** As if that holder had taken the next number, too, before it died. */
async function dieHolding(directory: string, dead: Uint8Array): Promise<void> {
  const newest = Math.max(...(await readdir(directory)).map((name) => Number.parseInt(name, 10)));
  await writeFile(join(directory, `${newest + 1}.lock`), dead);
}

function start(...words: readonly string[]) {
  const child = startLockProcess(...words);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  return { child, next };
}

async function acquire(directory: string, fileSystem = nodeFileSystem, timeoutMs = 0): Promise<FileLock> {
  return acquireLock(errorMappingFileSystem(fileSystem), { directory, command: 'this test', timeoutMs });
}

interface Stopped {
  readonly fileSystem: FileSystem;
  readonly reached: Promise<unknown>;
  readonly goOn: () => void;
}

/** Stops the first time a lock file is created, or written to, until told to go on. */
function stoppedAt(call: 'create' | 'write'): Stopped {
  const events = new EventEmitter();
  const reached = once(events, 'reached');
  const told = once(events, 'told');
  const stop = async (now: string) => {
    if (now !== call) return;
    events.emit('reached');
    await told;
  };
  const create: FileSystem['create'] = async (path, mode) => {
    await stop('create');
    const file = await nodeFileSystem.create(path, mode);
    return { ...file, write: (bytes) => stop('write').then(() => file.write(bytes)) };
  };
  return { fileSystem: { ...nodeFileSystem, create }, reached, goOn: () => events.emit('told') };
}
