// What our own documents say wrongly is a problem of the snapshot, with its place, and stops nothing else.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Problem } from '../../src/engine/index.ts';
import { bytesOf, sealed } from '../../src/engine/storage/backups/backupRecord.ts';
import { ajvPlaces } from '../support/texts/ajvPlaces.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { doubleFiles, perform, simpleFiles, testFolder, type Files } from '../support/disk/configFolder.ts';

async function problemsOf(files: Files): Promise<readonly Problem[]> {
  return (await (await (await testFolder('own', files)).open()).snapshot()).problems;
}

const places = (problems: readonly Problem[]) =>
  problems.map(({ file, line, column, pointer }) => `${file}:${line}:${column} ${pointer}`);

suite('what a profile says of itself', () => {
  test('is a problem where it is wrong, and the rest counts; protection that cannot be read does, too', async () => {
    const wrong =
      '$profile:\n  extend: staging\n  extends: 5\n  unset: [port]\n  protected: "yes"\n  description: kept\nport: 1\n';
    const folder = await testFolder('own', { ...simpleFiles, 'profiles/p.yaml': wrong });
    const { problems, profiles } = await (await folder.open()).snapshot();
    assert.deepEqual(places(problems), [
      'profiles/p.yaml:2:3 /$profile/extend',
      'profiles/p.yaml:3:3 /$profile/extends',
      'profiles/p.yaml:4:11 /$profile/unset/0',
      'profiles/p.yaml:5:3 /$profile/protected',
    ]);
    assert.deepEqual(profiles.find(({ name }) => name === 'p')?.metadata, {
      extends: [],
      unset: [],
      protected: true,
      description: 'kept',
    });
  });

  test('is a problem where it is no map', async () => {
    const problems = await problemsOf({ ...simpleFiles, 'profiles/p.json': '{ "$profile": "staging" }' });
    assert.deepEqual(places(problems), ['profiles/p.json:1:3 /$profile']);
    assert.equal(problems[0]?.message, '"$profile" must be a map.');
  });

  test('is a problem in profile.yaml, too', async () => {
    const problems = await problemsOf({ ...doubleFiles, 'profiles/a/profile.yaml': 'extends: b\nport: 1\n' });
    assert.deepEqual(places(problems), ['profiles/a/profile.yaml:2:1 /port']);
  });

  test('in an overlay, or in one of several files, is only what it leaves out', async () => {
    const unset = '{ "$profile": { "unset": ["/mode"] } }';
    const more = '{ "$profile": { "unset": ["/mode"], "description": "x" } }';
    assert.deepEqual(
      await problemsOf({
        ...doubleFiles,
        'profiles/a/app.json': unset,
        'profiles/a/app.local.json': unset,
      }),
      [],
    );
    assert.deepEqual(
      places(
        await problemsOf({ ...doubleFiles, 'profiles/a/app.json': more, 'profiles/b/web.local.json': more }),
      ),
      [
        'profiles/a/app.json:1:37 /$profile/description',
        'profiles/b/web.local.json:1:37 /$profile/description',
      ],
    );
    assert.deepEqual(places(await problemsOf({ ...simpleFiles, 'profiles/staging.local.json': more })), [
      'profiles/staging.local.json:1:37 /$profile/description',
    ]);
  });

  test('stops no switch', async () => {
    const folder = await testFolder('own', {
      ...simpleFiles,
      'profiles/p.json': '{ "$profile": { "icon": 5 }, "port": 9 }',
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.match((await folder.text('current.json')) ?? '', /"port": 9/);
  });
});

suite('a migration document', () => {
  const fine = 'format: 1\nfrom: 1.0.0\nto: 1.1.0\nup:\n  - { op: rename, path: /port, to: number }\n';

  test('that fits, and a file that is none, is no problem', async () => {
    const others = { 'migrations/README.md': '#', 'migrations/.x.json': '{', 'migrations/0001.sql': '' };
    assert.deepEqual(await problemsOf({ ...simpleFiles, 'migrations/a.yaml': fine, ...others }), []);
  });

  test('that does not fit, or does not parse, is a problem of the snapshot and of the validation', async () => {
    const folder = await testFolder('own', {
      ...simpleFiles,
      'migrations/a.yaml': fine.replace('to: number', 'too: number'),
      'migrations/b.json': '{ "from": 1, "to": 2, "up": [] ',
      'migrations/c.yaml': '',
    });
    const { problems } = await (await folder.open()).snapshot();
    assert.deepEqual(
      problems.map(({ file, line, message }) => [file, line, message]),
      [
        ['migrations/a.yaml', 5, 'Item 1 is missing the required key "to".'],
        ['migrations/a.yaml', 5, '"too" isn\'t a known key.'],
        ['migrations/b.json', 1, problems[2]?.message],
        ['migrations/c.yaml', 1, 'The document must be a map.'],
      ],
    );
    const { code, json } = await safekeep(folder.workspace, 'validate', '--json');
    assert.deepEqual([code, json()], [3, { valid: false, problems }]);
  });

  test('that is no file stops nothing', async () => {
    const problems = await problemsOf({ ...simpleFiles, 'migrations/a.yaml/b.txt': '' });
    assert.deepEqual(places(problems), ['migrations/a.yaml:0:0 ']);
  });
});

suite('the record of a backup', () => {
  const id = '20261120T091337123Z-7f3a9c';
  const hash = 'a'.repeat(64);
  const file = { path: 'current.json', sha256: hash, size: 1, stored: 'current.json', gzip: false };
  const record = {
    format: 1,
    id,
    createdAt: '2026-11-20T09:13:37.123Z',
    reason: 'manual',
    author: 'tester',
    pinned: false,
    activeProfile: null,
    applied: { current: hash },
    files: [file],
    absent: [],
  } as const;

  for (const [what, change, place] of [
    ['as they are written', {}, null],
    [
      'with all there can be',
      { previous: id, summary: '', name: '', note: '', damaged: ['a'], resolved: { current: hash } },
      null,
    ],
    ['of a commit that is not known here, and with a new key', { reason: 'migrate', labels: [] }, null],
    ['of a file with a mode', { files: [{ ...file, mode: 0o640 }] }, null],
    ['without an author', { author: undefined }, ''],
    ['that is pinned with a word', { pinned: 'yes' }, '/pinned'],
    ['of another time', { createdAt: 'yesterday' }, '/createdAt'],
    ['without a list of files', { files: {} }, '/files'],
    ['of a file without a size', { files: [{ ...file, size: undefined }] }, '/files/0'],
    ['of a file from elsewhere', { files: [{ ...file, stored: '../../x' }] }, '/files/0/stored'],
    [
      'of a file from elsewhere, by a way round',
      { files: [{ ...file, stored: 'a/../../../x' }] },
      '/files/0/stored',
    ],
    ['of a file from the root', { files: [{ ...file, stored: '/x' }] }, '/files/0/stored'],
    ['with a mode that is none', { files: [{ ...file, mode: -1 }] }, '/files/0/mode'],
  ] as const)
    test(`${what} is ${place === null ? 'fine' : 'a problem'}, for the schema and for us, though its seal is right`, async () => {
      const bytes = bytesOf(sealed({ ...record, ...change } as never)); // What is wrong with it no type can say.
      const data: unknown = JSON.parse(Buffer.from(bytes).toString());
      assert.deepEqual(ajvPlaces('backup.schema.json', data), place === null ? [] : [place]);
      const folder = await testFolder('own', { ...simpleFiles, [`backups/${id}/backup.json`]: bytes });
      const engine = await folder.open();
      const { backups, problems } = await engine.snapshot();
      assert.deepEqual(
        [backups.length, places(problems)],
        place === null ? [1, []] : [0, [`backups/${id}:0:0 `]],
      );
      if (place !== null) await assert.rejects(engine.readBackup(id, 'current.json'), { code: 'corrupt' });
    });

  test('fits the schema as the engine writes it, before and after it is changed', async () => {
    const folder = await testFolder('own');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    const [{ id: made } = { id: '' }] = (await engine.snapshot()).backups;
    const written = async () =>
      JSON.parse((await folder.text(`backups/${made}/backup.json`)) ?? '') as unknown;
    assert.deepEqual(ajvPlaces('backup.schema.json', await written()), []);
    await engine.updateBackup(made, { name: 'n', note: 'o', pinned: true });
    assert.deepEqual(ajvPlaces('backup.schema.json', await written()), []);
  });
});

suite('a key of the manifest that is not known', () => {
  test('is a problem where it stands, and the folder is used all the same', async () => {
    const folder = await testFolder('own', { ...simpleFiles, 'safekeep.yaml': 'format: 1\nretentoin: {}\n' });
    const engine = await folder.open();
    assert.deepEqual(places((await engine.snapshot()).problems), ['safekeep.yaml:2:1 /retentoin']);
    await perform(engine, { kind: 'switch', profile: 'staging' });
    assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
  });
});
