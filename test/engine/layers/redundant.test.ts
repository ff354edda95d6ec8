// Overrides that say what is inherited anyway, found in whole folders and taken out of the text of their file.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  layerStack,
  listOrigins,
  parseDocument,
  redundantOverrides,
  textLeavingOut,
  textWithout,
  type LayerStack,
  type Snapshot,
} from '../../../src/engine/index.ts';
import { testFolder, type Files } from '../../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': 'a: 1\n',
  'default.yaml': 'server:\n  host: any\n  port: 8080\nlist: [1, 2]\ndebug: false\n',
  'profiles/base.yaml': 'server:\n  port: 9000\n',
  'profiles/p.yaml':
    '# mine\n$profile:\n  extends: base\nserver:\n  host: any # as ever\n  port: 9000\nlist: [1, 2]\ndebug: true\n',
  'profiles/p.local.yaml': 'debug: true\nserver: { port: 1 }\n',
};

async function read(content: Files): Promise<Snapshot> {
  return (await (await testFolder('redundant', content)).open()).snapshot();
}

function layeringIn(snapshot: Snapshot, name: string): LayerStack {
  const profile = snapshot.profiles.find((candidate) => candidate.name === name);
  const [target] = snapshot.targets;
  assert.ok(profile && target);
  const layering = layerStack(snapshot, profile, target);
  assert.ok(layering);
  return layering;
}

const places = (snapshot: Snapshot) =>
  redundantOverrides(snapshot).map(
    ({ file, line, column, endLine, endColumn, pointer }) =>
      `${file}:${line}:${column}-${endLine}:${endColumn} ${pointer}`,
  );

suite('overrides that equal what they override', () => {
  test('are found in the file that says them, from the key to the end of the value', async () => {
    assert.deepEqual(places(await read(files)), [
      'profiles/p.yaml:5:3-5:12 /server/host',
      'profiles/p.yaml:6:3-6:13 /server/port',
      'profiles/p.yaml:7:1-7:13 /list',
      'profiles/p.local.yaml:1:1-1:12 /debug',
    ]);
  });

  test('name the nearest layer that says the same', async () => {
    const [host, port] = redundantOverrides(await read(files));
    assert.match(host?.message ?? '', /"host" has the same value in default\.yaml:2/);
    assert.match(port?.message ?? '', /"port" has the same value in profiles\/base\.yaml:2/);
    assert.equal(port?.keyword, 'redundant');
  });

  test('are those that the origins of their values name', async () => {
    const snapshot = await read(files);
    const told = listOrigins(layeringIn(snapshot, 'p')).flatMap(({ steps }) =>
      steps.filter(({ redundant }) => redundant).map(({ file, pointer }) => `${file} ${pointer}`),
    );
    const found = redundantOverrides(snapshot).map(({ file, pointer }) => `${file} ${pointer}`);
    assert.deepEqual(found.toSorted(), told.toSorted());
  });

  test('are no problems of the folder', async () => {
    assert.deepEqual((await read(files)).problems, []);
  });

  test('are not what is left out and said again, nor what a merge key brings', async () => {
    const snapshot = await read({
      'current.yaml': '',
      'default.yaml': 'a: { x: 1 }\nb: { x: 1 }\n',
      'profiles/p.yaml':
        '$profile: { unset: [/a] }\na: { x: 1 }\ncommon: &common { x: 1 }\nb:\n  <<: *common\n',
    });
    assert.deepEqual(places(snapshot), []);
  });

  test('are looked for in merged lists by what comes of them', async () => {
    const snapshot = await read({
      'safekeep.yaml': 'targets: { current: current.yaml }\narrays: { /l: append, /m: append }\n',
      'current.yaml': '',
      'default.yaml': 'l: [1, 2]\nm: [1]\n',
      'profiles/p.yaml': 'l: [2]\nm: [2]\n',
    });
    assert.deepEqual(places(snapshot), ['profiles/p.yaml:1:1-1:7 /l']);
  });
});

suite('the text of a layer', () => {
  test('loses one override with its line, and keeps the comments and whatever is unsaved', async () => {
    const snapshot = await read(files);
    const unsaved = parseDocument('profiles/p.yaml', `${String(files['profiles/p.yaml'])}new: 1 # unsaved\n`);
    assert.equal(
      textWithout(layeringIn(snapshot, 'p'), unsaved, '/list'),
      unsaved.text.replace('list: [1, 2]\n', ''),
    );
  });

  test('loses the map around it where that says nothing else', async () => {
    const snapshot = await read({ ...files, 'profiles/p.yaml': 'a: 1\nserver:\n  port: 8080\n' });
    const document = parseDocument('profiles/p.yaml', 'a: 1\nserver:\n  port: 8080\n');
    assert.equal(textWithout(layeringIn(snapshot, 'p'), document, '/server/port'), 'a: 1\n');
  });

  test('leaves out a place besides what it leaves out already', () => {
    const document = parseDocument('profiles/p.yaml', '$profile:\n  unset: [/a]\nb: 1 # b\n');
    assert.equal(textLeavingOut(document, '/b'), '$profile:\n  unset: [/a, /b]\nb: 1 # b\n');
    const bare = parseDocument('p.json', '{\n  "b": 1\n}\n');
    assert.deepEqual(JSON.parse(textLeavingOut(bare, '/b')), { $profile: { unset: ['/b'] }, b: 1 });
  });
});
