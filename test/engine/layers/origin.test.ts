// Where a value comes from, asked of whole folders: the layers, their files and the places in them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { layerStack, listOrigins, originOf, wholePlace } from '../../../src/engine/layers/origin.ts';
import { parseDocument, type Snapshot } from '../../../src/engine/index.ts';
import { testFolder, type Files } from '../../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': 'a: 1\n',
  'default.yaml': '# all of it\nserver:\n  host: any\n  port: 8080\nlist: [1, 2]\ndebug: false\n',
  'profiles/base.yaml': 'server:\n  port: 9000\n',
  'profiles/p.json':
    '{\n  "$profile": { "extends": "base", "unset": ["/debug"] },\n  "server": { "host": "any", "port": 9001 },\n  "list": [3]\n}\n',
  'profiles/p.local.yaml': 'server:\n  host: mine\n',
};

async function read(content: Files, profile = 'p'): Promise<Layers> {
  const snapshot = await (await (await testFolder('origin', content)).open()).snapshot();
  const [found, target] = [snapshot.profiles.find(({ name }) => name === profile), snapshot.targets[0]];
  assert.ok(found && target);
  const layering = layerStack(snapshot, found, target);
  assert.ok(layering);
  return { snapshot, layering };
}

interface Layers {
  readonly snapshot: Snapshot;
  readonly layering: NonNullable<ReturnType<typeof layerStack>>;
}

/** "profiles/p.json:3:3 sets 9001" */
function tell({ layering }: Layers, pointer: string): readonly string[] {
  return originOf(layering, pointer).steps.map(
    ({ file, line, column, effect, value, redundant }) =>
      `${file}:${line}:${column} ${effect} ${value === undefined ? '' : JSON.stringify(value)}${redundant ? ' (same)' : ''}`,
  );
}

suite('the origin of a value', () => {
  test('is every layer that says it, the winner last, with the place in its file', async () => {
    const layers = await read(files);
    assert.deepEqual(tell(layers, '/server/port'), [
      'default.yaml:4:3 sets 8080',
      'profiles/base.yaml:2:3 sets 9000',
      'profiles/p.json:3:30 sets 9001',
    ]);
  });

  test('tells an override that says what is so anyway, and the overlay on top of it', async () => {
    assert.deepEqual(tell(await read(files), '/server/host'), [
      'default.yaml:3:3 sets "any"',
      'profiles/p.json:3:15 sets "any" (same)',
      'profiles/p.local.yaml:2:3 sets "mine"',
    ]);
  });

  test('of an item is the layer that replaces its list', async () => {
    const layers = await read(files);
    assert.deepEqual(tell(layers, '/list'), ['default.yaml:5:1 sets [1,2]', 'profiles/p.json:4:3 sets [3]']);
    assert.deepEqual(tell(layers, '/list/0'), ['profiles/p.json:4:12 sets 3']);
  });

  test('names who leaves a value out, and where that is said', async () => {
    assert.deepEqual(tell(await read(files), '/debug'), [
      'default.yaml:6:1 sets false',
      'profiles/p.json:2:46 unsets ',
    ]);
  });

  test('is listed for every value as the target has them, then for what is left out', async () => {
    const { layering } = await read(files);
    assert.deepEqual(
      listOrigins(layering).map(
        ({ pointer, value }) => `${pointer} ${value === undefined ? '-' : JSON.stringify(value)}`,
      ),
      ['/server/host "mine"', '/server/port 9001', '/list [3]', '/debug -'],
    );
  });
});

suite('the origin of an item of a merged list', () => {
  test('follows the key that tells the items apart', async () => {
    const layers = await read({
      'safekeep.yaml': 'targets: { current: current.yaml }\narrays: { /l: { byKey: id }, /l/*/x: append }\n',
      'current.yaml': '',
      'default.yaml': 'l:\n  - { id: a, v: 1, x: [1] }\n  - { id: b, v: 1 }\n',
      'profiles/p.yaml': 'l:\n  - { id: b, v: 2 }\n  - { id: a, x: [2] }\n',
    });
    assert.deepEqual(tell(layers, '/l/1/v'), ['default.yaml:3:14 sets 1', 'profiles/p.yaml:2:14 sets 2']);
    assert.deepEqual(tell(layers, '/l/0/v'), ['default.yaml:2:14 sets 1']);
    assert.deepEqual(tell(layers, '/l/0/x/1'), ['profiles/p.yaml:3:18 sets 2']);
  });
});

suite('the place in the whole of what a file says', () => {
  const merged = {
    'safekeep.yaml': 'targets: { current: current.yaml }\narrays: { /l: { byKey: id } }\n',
    'current.yaml': '',
    'default.yaml': 'l: [{ id: a, v: 1 }, { id: b, v: 1 }]\nr: [1, 2]\n',
    'profiles/p.yaml': 'l: [{ id: b, v: 2 }]\nr: [3]\nx: { y: 1 }\n',
  };

  test('is the number that an item of a merged list has there', async () => {
    const { layering } = await read(merged);
    const own = parseDocument('profiles/p.yaml', merged['profiles/p.yaml']);
    assert.equal(wholePlace(layering, own, '/l/0/v'), '/l/1/v');
    assert.equal(wholePlace(layering, own, '/x/y'), '/x/y');
  });

  test('is the list alone where a later layer replaces it, and where its item is new', async () => {
    const { layering } = await read(merged);
    const below = parseDocument('default.yaml', merged['default.yaml']);
    assert.equal(wholePlace(layering, below, '/r/1'), '/r');
    const own = parseDocument('profiles/p.yaml', 'l: [{ id: c }]\nr: [3, 4]\n');
    assert.equal(wholePlace(layering, own, '/l/0'), '/l');
    assert.equal(wholePlace(layering, own, '/r/0'), '/r/0');
  });
});

suite('leaving out', () => {
  test('can be said by an overlay, and in a folder by each file for its own target', async () => {
    const { layering, snapshot } = await read({
      'safekeep.yaml': 'targets: { app: app.yaml, web: web.yaml }\n',
      'app.yaml': '',
      'web.yaml': '',
      'default.app.yaml': 'a: 1\nb: 1\nc: 1\nd: 1\n',
      'default.web.yaml': 'a: 1\n',
      'profiles/p/profile.yaml': 'unset: /b\n',
      'profiles/p/app.yaml': '$profile: { unset: [/a] }\n',
      'profiles/p/app.local.yaml': '$profile: { unset: [/c] }\ne: 1\n',
      'profiles/p/web.yaml': 'x: 1\n',
    });
    assert.deepEqual(layering.stack.at(-1), { __proto__: null, d: 1, e: 1 });
    assert.deepEqual(tell({ layering, snapshot }, '/b'), [
      'default.app.yaml:2:1 sets 1',
      'profiles/p/profile.yaml:1:1 unsets ',
    ]);
    assert.deepEqual(tell({ layering, snapshot }, '/c').at(-1), 'profiles/p/app.local.yaml:1:21 unsets ');
  });
});
