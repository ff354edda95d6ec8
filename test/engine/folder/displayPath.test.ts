import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { displayPath } from '../../../src/engine/folder/displayPath.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { stageFile } from '../../../src/engine/storage/disk/atomicFile.ts';
import { perform, testFolder } from '../../support/disk/configFolder.ts';
import { set } from '../../support/texts/edits.ts';
import { faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';

const places = { folder: '/home/ada/quotes/config', workspace: '/home/ada/quotes' };

suite('the name of a file that the disk refused', () => {
  for (const [path, name] of [
    ['/home/ada/quotes/config/current.yaml', 'config/current.yaml'],
    ['/home/ada/quotes/config', 'config'],
    ['/home/ada/quotes/appsettings.json', 'appsettings.json'],
    ['/home/ada/quotes/config/.safekeep/lock/7.lock', 'config/.safekeep'],
    ['/home/ada/quotes/config/backups/.20261126T101500000Z-7f3a9c/backup.json', 'config/backups'],
    ['/home/ada/quotes/config/.app.safekeep-new', 'config/.app.safekeep-new'],
    ['/elsewhere/a.json', '/elsewhere/a.json'],
    ['/home/ada/quotes', '/home/ada/quotes'],
  ] as const)
    test(`${path} is ${name}`, () => assert.equal(displayPath(places, path), name));

  test('that is staged is the name of the file it is going to be', async () => {
    const { folder, workspace, path } = await testFolder('names');
    for (const name of ['current.json', '.env.json', 'a.b.c']) {
      const staged = await stageFile(nodeFileSystem, path(name), { bytes: Buffer.from('{}') });
      assert.equal(displayPath({ folder, workspace }, staged), `config/${name}`);
    }
  });

  test('is what the engine tells, whatever the file is called on the disk', async () => {
    const { open } = await testFolder('names');
    const full = (named: RegExp) =>
      faultyFileSystem((call, path) => {
        if (call === 'write' && named.test(path)) throw systemError('ENOSPC');
      });
    for (const [named, message] of [
      [/\/\.current/, "Can't write config/current.json: the disk is full."],
      [/\.safekeep\//, "Can't write config/.safekeep: the disk is full."],
    ] as const) {
      const engine = await open({ fileSystem: full(named) });
      await assert.rejects(perform(engine, { kind: 'edit', edits: [set('/port', 2)] }), { message });
    }
  });
});
