// A migration document written from two contents of a live file.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../../src/engine/text/document.ts';
import { stepsBetween } from '../../src/engine/migrations/stepsBetween.ts';
import { equalValues, toPlain, type Value } from '../../src/engine/values/value.ts';
import { jsonText } from '../support/texts/jsonTexts.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';
import { migrated } from '../support/texts/migrations.ts';
import { randomRuns } from '../support/sizes.ts';

const before = 'version: 1.0.0\nserver:\n  host: a # name\n  port: 80\nlog: info\nlevels: [1, 2]\n';
const after =
  'version: 1.0.0\nserver:\n  address: a # name\n  port: "80"\ncache: { on: true }\nlevels: [1, 2, 3]\n';

async function backedUp(
  files: Files = {},
): Promise<TestFolder & { readonly make: (operation?: object) => Promise<unknown> }> {
  const folder = await testFolder('create', { 'current.yaml': before, 'profiles/p.yaml': before, ...files });
  const engine = await folder.open();
  await engine.createBackup({ name: 'old' });
  await folder.write({ 'current.yaml': after });
  const operation = {
    kind: 'create-migration',
    from: 'backup:old',
    toVersion: '1.1.0',
    description: 'Many things',
  } as const;
  return { ...folder, make: (changed = {}) => perform(engine, { ...operation, ...changed }) };
}

suite('a new migration from the current difference', () => {
  test('has the steps from the older content to the live file, which is in the new version then', async () => {
    const folder = await backedUp();
    await folder.make();
    assert.equal(
      await folder.text('migrations/1.0.0-1.1.0.yaml'),
      `from: 1.0.0
to: 1.1.0
description: Many things
up:
  - op: rename
    path: /server/host
    to: address
  - op: remove
    path: /log
  - op: add
    path: /cache
    value:
      "on": true
  - op: add
    path: /levels/2
    value: 3
  - op: replace
    path: /server/port
    value: "80"
down:
  - op: rename
    path: /server/address
    to: host
  - op: remove
    path: /levels/2
  - op: remove
    path: /cache
  - op: add
    path: /log
    value: info
  - op: replace
    path: /server/port
    value: 80
`,
    );
    assert.equal(await folder.text('current.yaml'), after.replace('1.0.0', '1.1.0'));
  });

  test('takes the other documents the same way, and back', async () => {
    const folder = await backedUp();
    await folder.make();
    const engine = await folder.open();
    await perform(engine, { kind: 'migrate' });
    const profile = parseDocument('p.yaml', (await folder.text('profiles/p.yaml')) ?? '').value;
    const live = parseDocument('c.yaml', (await folder.text('current.yaml')) ?? '').value;
    assert.deepEqual(profile && toPlain(profile), live && toPlain(live));
    await perform(engine, { kind: 'migrate', to: '1.0.0' });
    const back = parseDocument('p.yaml', (await folder.text('profiles/p.yaml')) ?? '').value;
    assert.ok(back !== undefined && equalValues(back, parseDocument('a.yaml', before).value ?? null));
  });

  test('needs no way back that can be worked out', async () => {
    const folder = await backedUp();
    await folder.write({ 'current.yaml': before.replace('host:', 'address:') });
    await folder.make();
    assert.doesNotMatch((await folder.text('migrations/1.0.0-1.1.0.yaml')) ?? '', /down/);
  });

  test('takes the versions that the contents say', async () => {
    const folder = await backedUp();
    await folder.write({ 'current.yaml': after.replace('1.0.0', '2.0.0') });
    await folder.make({ toVersion: undefined });
    assert.match((await folder.text('migrations/1.0.0-2.0.0.yaml')) ?? '', /^from: 1\.0\.0\nto: 2\.0\.0\n/);
  });

  test('names whole numbers as numbers, and the live file says them as it did', async () => {
    const folder = await backedUp();
    await folder.write({ 'current.yaml': after.replace('1.0.0', '"4"') });
    await folder.make({ fromVersion: '3', toVersion: '5' });
    assert.match((await folder.text('migrations/3-5.yaml')) ?? '', /^from: 3\nto: 5\n/);
    assert.match((await folder.text('current.yaml')) ?? '', /^version: "5"$/m);
  });

  test('is refused where nothing differs, the new version is no newer one, or there is one already', async () => {
    const folder = await backedUp();
    await assert.rejects(
      folder.make({ toVersion: '1.0.0' }),
      /A migration must lead to a version newer than 1\.0\.0/,
    );
    await folder.make();
    await assert.rejects(
      folder.make(),
      /migrations\/1\.0\.0-1\.1\.0\.yaml already leads from 1\.0\.0 to 1\.1\.0/,
    );
    await folder.write({ 'current.yaml': before });
    await assert.rejects(folder.make({ toVersion: '3.0.0' }), /Only the version differs/);
  });

  test('is for the one target where there are several', async () => {
    const folder = await backedUp({
      'safekeep.yaml': 'targets: { app: current.yaml, web: web.json }\n',
      'web.json': '{}\n',
      'profiles/p.yaml': '',
    });
    await folder.make();
    assert.match((await folder.text('migrations/1.0.0-1.1.0.app.yaml')) ?? '', /\ntargets:\n {2}- app\n/);
  });
});

suite('the steps between two contents', () => {
  const between = (from: unknown, to: unknown) => {
    const [old, now] = [from, to].map(
      (value): Value => parseDocument('a.json', JSON.stringify(value)).value ?? null,
    );
    return stepsBetween(old ?? null, now ?? null).map((step) => toPlain({ ...step }));
  };

  test('rename a key where just one beside it has the value, and remove and add it where two have', () => {
    assert.deepEqual(between({ a: 1 }, { b: 1 }), [{ op: 'rename', path: '/a', to: 'b' }]);
    assert.deepEqual(between({ a: 1, b: 1 }, { c: 1 }).length, 3);
  });

  test('move a key of the same name, and what holds much', () => {
    assert.deepEqual(between({ port: 1, s: {} }, { s: { port: 1 } }), [
      { op: 'move', from: '/port', path: '/s/port' },
    ]);
    assert.deepEqual(between({ a: { x: 1, y: 2 }, s: {} }, { s: { b: { x: 1, y: 2 } } }), [
      { op: 'move', from: '/a', path: '/s/b' },
    ]);
    assert.deepEqual(between({ on: true, s: {} }, { s: { off: true } }).length, 2);
  });

  test('make the one of the other, whatever they are', () => {
    const value = jsonText('json').map((text) => parseDocument('a.json', text));
    const property = fc.property(value, value, (from, to) => {
      const outcome = migrated(from, stepsBetween(from.value ?? null, to.value ?? null));
      assert.ok(equalValues(outcome.value, to.value ?? null));
    });
    fc.assert(property, { numRuns: randomRuns(300) });
  });
});
