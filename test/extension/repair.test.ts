import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { edit, everyFile, inConfig, layOutSwitched, newestBackup, read } from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { untilFindings } from './support/findings.ts';
import { answering, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';

const { repair } = commandIds;

suite('Repairing the live files', () => {
  setup(layOutSwitched);

  test('is reviewed, and until then nothing is written', async () => {
    await edit('current.yaml', 'level: debug #', 'level: loud #');
    await untilFindings('current.yaml', ['enum']);
    const before = await everyFile();
    await run(repair);
    await untilReview(/Repair current\.yaml/);
    assert.deepEqual(await everyFile(), before);
  });

  test('mends what the schema finds, keeps the rest, and can be taken back', async () => {
    const sane = await read('current.yaml');
    await edit('current.yaml', 'port: 3000 #', 'port: "3000" #');
    const broken = await read('current.yaml');
    await untilFindings('current.yaml', ['type']);
    await run(repair, { review: false });
    assert.equal(await read('current.yaml'), sane);
    assert.equal((await newestBackup()).reason, 'repair');
    await untilFindings('current.yaml', []);
    // It would break the schema again, which is asked about.
    await answering(
      () => 'Continue Anyway',
      () => run(commandIds.undo),
    );
    assert.equal(await read('current.yaml'), broken);
  });

  test('without a schema says so and writes nothing', async () => {
    await rm(inConfig('schema.json'));
    await run(commandIds.refresh);
    const before = await everyFile();
    const shown = await watching(() => run(repair));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ['information: No live file has a schema to repair it with.'],
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('where all is well says so', async () => {
    const shown = await watching(() => run(repair, { review: false }));
    assert.match(shown.map(({ text }) => text).join(), /Nothing to do/);
  });
});
