import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { EngineError } from '../../src/engine/index.ts';
import { keepPlans, type PlanKeeper, type ReviewView } from '../../src/workspace/engineWorker/keptPlans.ts';
import { encodeForThread } from '../../src/workspace/engineWorker/threadCodec.ts';
import { testFolder } from '../support/disk/configFolder.ts';

const live = `# ${'mine '.repeat(200)}\nport: 1\nhost: a\n`;

const files = {
  'current.yaml': live,
  'profiles/development.yaml': live,
  'profiles/staging.yaml': live.replace('port: 1', 'port: 2').replace('host: a', 'host: b'),
};

const subject = { kind: 'operation', operation: { kind: 'switch', profile: 'staging' } } as const;
const withoutPort = { 'current.yaml': { layout: false, changes: ['modified /port'] } };

async function opened() {
  const folder = await testFolder('kept-plans', files);
  return { ...folder, plans: keepPlans(await folder.open()) };
}

function tick(plans: PlanKeeper, { fingerprint }: ReviewView): Promise<ReviewView> {
  return plans.review({ subject, exclusions: withoutPort, known: fingerprint });
}

const isConflict = (error: unknown) => error instanceof EngineError && error.code === 'conflict';

suite('a plan that is kept in the thread', () => {
  test('is told without the contents of files, and at a tick without the changes too', async () => {
    const { plans } = await opened();
    const first = await plans.review({ subject, exclusions: {} });
    assert.equal(first.targets?.[0]?.changes.length, 2);
    const second = await tick(plans, first);
    assert.equal(second.targets, undefined);
    assert.equal(second.fingerprint, first.fingerprint);
    assert.equal(second.selected?.summary, 'Switch development → staging (in part)');
    for (const view of [first, second])
      assert.doesNotMatch(JSON.stringify(encodeForThread(view)), /mine mine|109,105,110,101/);
  });

  test('is told whole again once the disk has changed', async () => {
    const { plans, write } = await opened();
    const first = await plans.review({ subject, exclusions: {} });
    await write({ 'current.yaml': live.replace('host: a', 'host: b') });
    const second = await tick(plans, first);
    assert.notEqual(second.fingerprint, first.fingerprint);
    assert.equal(second.targets?.[0]?.changes.length, 1);
  });

  test('is committed by its id, less what was left out, and answers what was written', async () => {
    const { plans, text } = await opened();
    const { selected } = await tick(plans, await plans.review({ subject, exclusions: {} }));
    const { result, writes } = await plans.commitKept(selected?.id ?? '', {});
    assert.equal(await text('current.yaml'), live.replace('host: a', 'host: b'));
    assert.equal(result?.entry.action, 'switch');
    assert.deepEqual(
      writes.map(({ path, changes }) => [path, changes.map(({ pointer }) => pointer)]),
      [['current.yaml', ['/host']]],
    );
  });

  test('has both sides of a file, and of one that is left out the same twice', async () => {
    const { plans } = await opened();
    const sidesOf = async (exclusions: Parameters<PlanKeeper['review']>[0]['exclusions']) => {
      const sides = await plans.sidesOf((await plans.review({ subject, exclusions })).id, 'current.yaml');
      return [sides?.before, sides?.after].map((bytes) => bytes && Buffer.from(bytes).toString());
    };
    assert.deepEqual(await sidesOf(withoutPort), [live, live.replace('host: a', 'host: b')]);
    assert.deepEqual(await sidesOf({ 'current.yaml': 'whole' }), [live, live]);
  });

  test('is refused where it is not kept any longer, and where the disk is another by then', async () => {
    const { plans, write } = await opened();
    await assert.rejects(plans.commitKept('a long gone plan', {}), isConflict);
    const { id } = await plans.planView(subject.operation);
    await write({ 'current.yaml': 'port: 3\n' });
    await assert.rejects(plans.commitKept(id, {}), isConflict);
  });

  test('of a comparison or a look ahead is never committed', async () => {
    const { plans } = await opened();
    const looks = [
      { kind: 'comparison', from: 'current', to: 'profile:staging' },
      { ...subject, kind: 'preview' },
    ] as const;
    for (const look of looks) {
      const { id, selected, targets } = await plans.review({ subject: look, exclusions: {} });
      assert.equal(selected, undefined);
      assert.deepEqual(
        targets?.map(({ path, granularity }) => [path, granularity]),
        [['current.yaml', 'none']],
      );
      await assert.rejects(plans.commitKept(id, {}), /only looked at/);
    }
  });
});

suite('a plan with a guard', () => {
  test('is committed only with the guard that the person accepted', async () => {
    const { open, text } = await testFolder('kept-plans', { ...files, 'profiles/empty.yaml': '' });
    const plans = keepPlans(await open());
    const { id, guards } = await plans.planView({ kind: 'switch', profile: 'empty' });
    assert.notEqual(guards.length, 0);
    const isGuarded = (error: unknown) => error instanceof EngineError && error.code === 'guarded';
    const others = guards.map((guard) => ({ ...guard, message: 'Another guard.' }));
    for (const accepted of [[], others]) await assert.rejects(plans.commitKept(id, { accepted }), isGuarded);
    assert.equal(await text('current.yaml'), live);
    await plans.commitKept(id, { accepted: guards });
    assert.notEqual(await text('current.yaml'), live);
  });

  test('says of an edit whether YAML aliases change along, and leaves them as they were', async () => {
    const text = 'base: &b\n  port: 1\nweb: *b\n';
    const folder = await testFolder('kept-plans', { 'current.yaml': text });
    const plans = keepPlans(await folder.open());
    const operation = {
      kind: 'edit',
      edits: [{ op: 'set', pointer: '/base/port', value: 2 }],
    } as const;
    assert.equal((await plans.planView(operation)).changesAlong, true);
    const onlyHere = await plans.review({
      subject: { kind: 'operation', operation },
      exclusions: { 'current.yaml': { layout: false, changes: ['modified /web/port'] } },
    });
    assert.equal(onlyHere.targets?.[0]?.granularity, 'change');
    assert.equal(onlyHere.plan?.changesAlong, true);
    assert.equal(onlyHere.selected?.changesAlong, undefined);
    await plans.commitKept(onlyHere.selected?.id ?? '', {});
    assert.equal(await folder.text('current.yaml'), 'base: &b\n  port: 2\nweb:\n  port: 1\n');
    const other = { kind: 'edit', edits: [{ op: 'set', pointer: '/web', value: { a: 1, b: 2 } }] } as const;
    assert.equal((await plans.planView(other)).changesAlong, undefined);
  });
});
