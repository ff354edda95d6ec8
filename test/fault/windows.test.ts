// What Windows does otherwise, on a simulated disk that says it is one: a rename is refused for as long as a scanner
// holds the file, and there is no fsync of directories.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { EngineError, type Engine } from '../../src/engine/index.ts';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';
import { findScenario } from '../support/faults/scenarios.ts';
import { simulatedDisk, type SimulatedDisk } from '../support/disk/simulatedDisk.ts';
import { filesOf, openOn, simulatedConfig } from '../support/disk/simulatedFolder.ts';

const scenario = findScenario('switch, many targets');
const target = `${simulatedConfig}/web.json`;

/** A folder on which every rename of the target is refused as often as said, and then as often when it is taken back. */
async function refusing(errno: string, times: number): Promise<[SimulatedDisk, Engine]> {
  const disk = simulatedDisk(filesOf(scenario), 'win32');
  await scenario.prepare?.(await openOn(disk.fileSystem));
  let refused = 0;
  const scanned = faultyFileSystem((call, _from, to) => {
    if (call !== 'rename' || to !== target || refused >= times) return;
    refused += 1;
    throw systemError(errno);
  }, disk.fileSystem);
  return [disk, await openOn(scanned)];
}

const contentIn = (disk: SimulatedDisk) => Buffer.from(disk.image().get(target) ?? '').toString();

suite('on Windows', () => {
  for (const errno of ['EPERM', 'EBUSY', 'EACCES']) {
    test(`a rename that is refused for a while with ${errno} is tried again`, async () => {
      const [disk, engine] = await refusing(errno, 4);
      const started = disk.fileSystem.now();
      await scenario.operate(engine);
      assert.match(contentIn(disk), /"mode": "b"/);
      assert.ok(disk.fileSystem.now() - started > 100, 'it waits longer each time');
    });

    test(`a rename that is refused for good with ${errno} is an error, and nothing has changed`, async () => {
      const [disk, engine] = await refusing(errno, Infinity);
      await assert.rejects(scenario.operate(engine), (error) => {
        assert.ok(error instanceof EngineError);
        assert.deepEqual([error.code, error.details['errno']], ['io', errno]);
        assert.match(error.message, /web\.json/);
        return true;
      });
      assert.match(contentIn(disk), /"mode": "a"/);
      await scenario.operate(await openOn(disk.fileSystem));
      assert.match(contentIn(disk), /"mode": "b"/);
    });
  }

  test('no directory is synced, and every file is', async () => {
    const [disk, engine] = await refusing('EPERM', 0);
    await scenario.operate(engine);
    const calls = disk.log.map(({ call }) => call);
    assert.ok(!calls.includes('syncDirectory'));
    assert.ok(calls.includes('sync'));
  });
});
