import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { everyFile, inConfig, layOutSwitched, read, write } from './support/configFolder.ts';
import { answering, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';

const onlyVersion =
  '$profile:\n  unset: [/server, /log, /database, /cache, /pricing, /carriers, /features]\n';

suite('A commit that would lose much', () => {
  setup(async () => {
    await layOutSwitched();
    await write('profiles/bare.yaml', onlyVersion);
    await run(commandIds.refresh);
  });

  test('asks, and without a yes nothing is written', async () => {
    const before = await everyFile();
    const [asked] = await watching(() => run(commandIds.switchProfile, { profile: 'bare', review: false }));
    assert.equal(asked?.modal, true);
    assert.match(asked.detail ?? '', /would lose \d+% of its keys/);
    assert.match(asked.detail ?? '', /would violate its schema/);
    assert.deepEqual(await everyFile(), before);
  });

  test('is not done when the file has changed while the question stood', async () => {
    const answer = (): string => {
      writeFileSync(inConfig('current.yaml'), 'version: 8.8.8\n');
      return 'Continue Anyway';
    };
    const shown = await answering(answer, () =>
      run(commandIds.switchProfile, { profile: 'bare', review: false }),
    );
    assert.match(
      shown.map(({ kind, text }) => `${kind}: ${text}`).join(),
      /error: current\.yaml has changed/,
    );
    assert.equal(await read('current.yaml'), 'version: 8.8.8\n');
  });

  test('is done after a yes', async () => {
    const yes = () => 'Continue Anyway';
    await answering(yes, () => run(commandIds.switchProfile, { profile: 'bare', review: false }));
    assert.doesNotMatch(await read('current.yaml'), /^server:/m);
  });
});
