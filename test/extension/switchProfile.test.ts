import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { parse } from 'yaml';
import { commandIds } from '../../src/ids.ts';
import {
  backedUp,
  commits,
  everyFile,
  layOutSwitched,
  newestBackup,
  newestCommit,
  read,
  recordedProfile,
  write,
} from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
import { acceptFirst, answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { switchProfile } = commandIds;

suite('Switching the profile', () => {
  setup(layOutSwitched);

  test('makes the live file what defaults, parents and profile say together', async () => {
    await run(switchProfile, { profile: 'production', review: false, confirm: false });
    const live: unknown = parse(await read('current.yaml'));
    assert.partialDeepStrictEqual(live, {
      server: { host: '0.0.0.0', port: 8080, timeouts: { request: 8, shutdown: 45 } },
      database: { host: 'db-primary.prod.internal', user: 'quotes', pool: { min: 10, max: 60 } },
      cache: { enabled: true, ttl: 900 },
      metrics: { endpoint: 'http://otel-collector.prod.internal:4318', interval: 60 },
    });
    assert.ok(live !== null && typeof live === 'object' && !('debug' in live), 'staging unsets it');
  });

  test('keeps the comments of the defaults, and numbers as they are written', async () => {
    await run(switchProfile, { profile: 'staging', review: false });
    const live = await read('current.yaml');
    const comments = (await read('default.yaml')).match(/# .*/g) ?? [];
    const ofDebug = '# Answers carry the raw replies of the carriers. Never on where customers are.';
    assert.deepEqual(
      comments.filter((comment) => comment !== ofDebug && !live.includes(comment)),
      [],
    );
    assert.match(live, /margin: 0\.080\n/);
  });

  test('keeps a copy of what was there, and writes down what was done', async () => {
    await write('current.yaml', '# by hand\nversion: 9.9.9\n');
    await run(switchProfile, { profile: 'staging', review: false });
    const backup = await newestBackup();
    assert.equal(await backedUp(backup, 'current.yaml'), '# by hand\nversion: 9.9.9\n');
    assert.equal(backup.reason, 'switch');
    assert.equal(await recordedProfile(), 'staging');
    assert.partialDeepStrictEqual(await newestCommit(), {
      action: 'switch',
      summary: 'Switch development → staging',
    });
  });

  test('tells other extensions when it is done', async () => {
    await run(switchProfile, { profile: 'staging', review: false });
    const folder = await untilFolder(({ activeProfile }) => activeProfile === 'staging');
    assert.deepEqual(folder.drift, []);
  });

  test('says so, and offers to take it back', async () => {
    const shown = await watching(() => run(switchProfile, { profile: 'staging', review: false }));
    assert.deepEqual(
      shown.map(({ kind, text, choices }) => ({ kind, text, choices })),
      [{ kind: 'information', text: 'Switched to staging.', choices: ['Undo', 'Show Changes'] }],
    );
  });

  test('to where one is already changes nothing and says so', async () => {
    const before = await everyFile();
    const shown = await watching(() => run(switchProfile, { profile: 'development', review: false }));
    assert.deepEqual(await everyFile(), before);
    assert.match(shown.map(({ text }) => text).join(), /^Nothing to do/);
  });

  test('shows the changes first, and until they are applied changes nothing', async () => {
    const before = await everyFile();
    await run(switchProfile, { profile: 'staging' });
    await untilReview(/^Switch development → staging$/);
    assert.deepEqual(await everyFile(), before);
  });

  test('happens at once where no value changes, and says so', async () => {
    await run(commandIds.createProfile, { name: 'experiment', from: 'current' });
    const live = await read('current.yaml');
    const shown = await watching(() => run(switchProfile, { profile: 'experiment' }));
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['Switched to experiment. No values changed.'],
    );
    assert.deepEqual(reviews(), []);
    assert.equal(await recordedProfile(), 'experiment');
    assert.equal(await read('current.yaml'), live);
  });

  test('asks which one, and is silent when nobody answers', async () => {
    const before = await everyFile();
    await dismiss(run(switchProfile));
    assert.deepEqual(await everyFile(), before);
    assert.deepEqual(reviews(), []);
  });

  test('takes the profile that is chosen', async () => {
    await acceptFirst(run(switchProfile, { review: false }));
    assert.equal(await recordedProfile(), 'development');
    const answer = () => 'staging';
    const [asked] = await answering(answer, () => run(switchProfile, { review: false }));
    assert.deepEqual(asked?.choices, ['development', 'production', 'staging', 'Create New Profile…']);
    assert.equal(await recordedProfile(), 'staging');
  });

  test('to a protected profile asks for its name, and any other text leaves all as it is', async () => {
    const before = await everyFile();
    await dismiss(run(switchProfile, { profile: 'production', review: false }));
    const wrong = await answering(
      () => 'staging',
      () => run(switchProfile, { profile: 'production', review: false }),
    );
    assert.deepEqual(
      wrong.map(({ fault }) => fault),
      [`This doesn't match "production".`],
    );
    assert.deepEqual(await everyFile(), before);
    await answering(
      () => 'production',
      () => run(switchProfile, { profile: 'production', review: false }),
    );
    assert.equal(await recordedProfile(), 'production');
  });

  test('to a profile that does not parse is refused with its place, and nothing is written', async () => {
    await write('profiles/staging.yaml', 'server: [\n');
    const before = await everyFile();
    const shown = await watching(() => run(switchProfile, { profile: 'staging', review: false }));
    assert.match(
      shown.map(({ kind, text }) => `${kind}: ${text}`).join(),
      /^error: .*profiles\/staging\.yaml:\d+/,
    );
    assert.deepEqual(await everyFile(), before);
    assert.equal((await commits()).length, 1);
  });
});
