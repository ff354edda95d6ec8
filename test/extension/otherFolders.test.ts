import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOut, workspaceRoot, write } from './support/configFolder.ts';
import { openFile, writeReported } from './support/editors.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder, untilFolders } from './support/safekeep.ts';

const manifest = 'format: 1\ntargets:\n  app: app.json\n';

suite('Several config folders', () => {
  let second = '';

  setup(async () => {
    await layOut();
    second = join(workspaceRoot(), 'second');
    await mkdir(join(second, 'profiles'), { recursive: true });
    await writeFile(join(second, 'app.json'), '{ "port": 1 }\n');
    await writeFile(join(second, 'profiles', 'two.json'), '{ "port": 2 }\n');
    await writeFile(join(second, 'safekeep.yaml'), manifest);
    await untilFolders((folders) => folders.length === 2);
  });

  test('a manifest makes a folder one, without a command', async () => {
    const folders = await untilFolders((found) => found.length === 2);
    assert.deepEqual(
      folders.map(({ path, profiles }) => [path, profiles]),
      [
        [inConfig().replace(/\/$/, ''), ['development', 'production', 'staging']],
        [second, ['two']],
      ],
    );
  });

  test('a command is for the folder it names', async () => {
    const first = await everyFile();
    await run(commandIds.switchProfile, { folder: second, profile: 'two', review: false });
    assert.equal(await readFile(join(second, 'app.json'), 'utf8'), '{ "port": 2 }\n');
    assert.deepEqual(await everyFile(), first);
  });

  test('a command for a folder that is none does nothing to another', async () => {
    await rm(second, { recursive: true });
    await untilFolders((folders) => folders.length === 1);
    const before = await everyFile();
    const shown = await watching(() => run(commandIds.createBackup, { folder: second, name: 'none' }));
    assert.match(shown.map(({ text }) => text).join(), /second isn't a .*config folder/);
    assert.deepEqual(await everyFile(), before);
  });

  test('a command that names none is for the folder of the editor', async () => {
    await openFile(join(second, 'app.json'));
    await run(commandIds.switchProfile, { profile: 'two', review: false });
    assert.equal(await readFile(join(second, 'app.json'), 'utf8'), '{ "port": 2 }\n');
  });

  test('a command that cannot tell asks, and is silent when nobody answers', async () => {
    const before = await everyFile(workspaceRoot());
    await dismiss(run(commandIds.createBackup, { name: 'asked' }));
    assert.deepEqual(await everyFile(workspaceRoot()), before);
    const [asked] = await answering(
      () => 'second',
      () => run(commandIds.createBackup, { name: 'asked' }),
    );
    assert.deepEqual(asked?.choices, ['config', 'second']);
    assert.ok(Object.keys(await everyFile(second)).some((path) => path.endsWith('backup.json')));
  });

  test('one that cannot be read leaves the others to work, and is back when it is fixed', async () => {
    await write('current.json', '{}\n');
    const [left] = await untilFolders((folders) => folders.length === 1);
    assert.equal(left?.path, second);
    await run(commandIds.switchProfile, { folder: second, profile: 'two', review: false });
    assert.equal(await readFile(join(second, 'app.json'), 'utf8'), '{ "port": 2 }\n');
    await rm(inConfig('current.json'));
    await untilFolders((folders) => folders.length === 2);
  });

  test('a folder whose manifest goes is no longer one', async () => {
    await writeReported(join(second, 'safekeep.yaml'), manifest);
    await rm(join(second, 'safekeep.yaml'));
    await untilFolder(({ path }) => path !== second);
    await untilFolders((folders) => folders.length === 1);
  });
});
