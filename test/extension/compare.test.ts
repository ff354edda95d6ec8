// Comparing any two: the panel opens for reading, and nothing is written. What it shows is tested end to end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { run } from './support/safekeep.ts';
import { backups, everyFile, inConfig, layOutSwitched } from './support/configFolder.ts';
import { acceptFirst, answering, dismiss, watching } from './support/person.ts';
import { reviews, untilReview } from './support/editors.ts';

const { compare } = commandIds;

suite('Comparing any two', () => {
  setup(layOutSwitched);

  test('shows the two that are named, and writes nothing', async () => {
    const before = await everyFile();
    await run(compare, { from: 'profile:staging', to: 'profile:production' });
    await untilReview(/^staging ↔ production$/);
    await run(compare, { from: 'current', to: 'default' });
    await untilReview(/^Live Files ↔ Defaults$/);
    await run(compare, { from: inConfig('default.yaml'), to: 'current' });
    await untilReview(/default\.yaml ↔ Live Files$/);
    assert.deepEqual(await everyFile(), before);
  });

  test('asks for the other side of a row, the live files first', async () => {
    await acceptFirst(run(compare, { profile: 'staging' }));
    await untilReview(/^staging ↔ Live Files$/);
    await run(commandIds.createBackup, { name: 'before' });
    const [backup] = await backups();
    await acceptFirst(run(compare, { backup: backup?.id ?? '' }));
    await untilReview(/^before ↔ Live Files$/);
  });

  test('asks for both, and does not offer the first one again', async () => {
    const asked = await answering(
      ({ choices }) => (choices.includes('Live Files') ? 'Live Files' : 'Defaults'),
      () => run(compare),
    );
    assert.equal(asked.length, 2);
    assert.ok(asked[0]?.choices.includes('production'));
    assert.ok(asked[1]?.choices.includes('Live Files') === false);
    await untilReview(/^Live Files ↔ Defaults$/);
  });

  test('is silent when nobody answers', async () => {
    await dismiss(run(compare));
    assert.deepEqual(reviews(), []);
  });

  test('with what is not there says so', async () => {
    const shown = await watching(() => run(compare, { from: join('/', 'no', 'such.yaml'), to: 'current' }));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: There is no file/);
    assert.deepEqual(reviews(), []);
  });
});
