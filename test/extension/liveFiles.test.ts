import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOutSwitched, read, workspaceRoot } from './support/configFolder.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { addLiveFile, addThisFile, setUp, stopManaging, undo } = commandIds;
const compose = '# The stack.\nservices:\n  web: { image: nginx }\n';

suite('More live files', () => {
  let file = '';

  setup(async () => {
    await layOutSwitched();
    file = join(workspaceRoot(), 'docker-compose.yml');
    await writeFile(file, compose);
  });

  const addIt = () => run(addThisFile, { file });

  test('are added to the manifest, the profiles, and the active one, and undone as one change', async () => {
    const before = await read('profiles/development.yaml');
    const shown = await watching(addIt);
    assert.deepEqual(
      shown.map(({ text, choices }) => [text, choices[0]]),
      [['Safekeep now also manages docker-compose.yml. Its content is in profile development.', 'Undo']],
    );
    assert.match(await read('safekeep.yaml'), /docker-compose: \.\.\/docker-compose\.yml/);
    assert.equal(await read('profiles/development/docker-compose.yml'), compose);
    await untilFolder(({ targets, drift }) => targets.length === 2 && drift.length === 0);
    await run(undo);
    assert.equal(await read('profiles/development.yaml'), before);
    assert.equal(existsSync(inConfig('safekeep.yaml')), false);
    await untilFolder(({ targets, drift }) => targets.length === 1 && drift.length === 0);
  });

  test('are chosen among the files that are not managed yet', async () => {
    await dismiss(run(addLiveFile));
    const [asked] = await answering(
      ({ kind }) => (kind === 'pick' ? 'docker-compose.yml' : undefined),
      () => run(addLiveFile),
    );
    assert.deepEqual(
      asked?.choices.filter((path) => path.startsWith('config')),
      ['config/default.yaml', 'config/schema.json'],
    );
    await untilFolder(({ targets }) => targets.length === 2);
  });

  test('are what a second setup adds', async () => {
    await answering(
      ({ kind }) => (kind === 'pick' ? 'docker-compose.yml' : undefined),
      () => run(setUp, { folder: inConfig().replace(/\/$/, '') }),
    );
    await untilFolder(({ targets }) => targets.length === 2);
  });

  test('can be left to themselves again, once the person has agreed', async () => {
    await addIt();
    const before = await everyFile();
    const [asked] = await watching(() => run(stopManaging, { file }));
    assert.deepEqual([asked?.modal, asked?.text], [true, 'Stop managing docker-compose.yml?']);
    assert.deepEqual(await everyFile(), before);
    await answering(
      ({ choices }) => choices[0],
      () => run(stopManaging, { file }),
    );
    assert.equal(await readFile(file, 'utf8'), compose);
    await untilFolder(({ targets, drift }) => targets.length === 1 && drift.length === 0);
  });

  test('that are managed already are told so, and the only one stays', async () => {
    const live = inConfig('current.yaml');
    const [told] = await watching(() => run(addThisFile, { file: live }));
    assert.equal(told?.text, 'Safekeep already manages config/current.yaml.');
    const [refused] = await watching(() => run(stopManaging, { file: live }));
    assert.match(refused?.text ?? '', /only live file/);
  });
});
