import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import type { Engine } from '../../../../src/engine/index.ts';
import { noOwner } from '../../../../src/engine/storage/disk/atomicFile.ts';
import { doubleFiles, ownerOf, testFolder, type TestFolder } from '../../../support/disk/configFolder.ts';
import {
  crashingFileSystem,
  faultyFileSystem,
  systemError,
  type Intercept,
} from '../../../support/faults/faultyFileSystem.ts';

const old = { app: doubleFiles['profiles/a/app.json'], web: doubleFiles['profiles/a/web.json'] };
const changed = { app: doubleFiles['profiles/b/app.json'], web: doubleFiles['profiles/b/web.json'] };

const live = async (folder: TestFolder) => ({
  app: await folder.text('app.json'),
  web: await folder.text('web.json'),
});

/** A switch of both targets, by a process that meets the fault. */
async function interrupted(stopsAt: (call: string, path: string, to?: string) => boolean) {
  const folder = await testFolder('transaction', doubleFiles);
  const { fileSystem, hasCrashed } = crashingFileSystem(stopsAt);
  const engine = await folder.open({ fileSystem });
  const plan = await engine.plan({ kind: 'switch', profile: 'b' });
  await assert.rejects(engine.commit(plan, { accepted: 'all' }), { code: 'io' });
  assert.ok(hasCrashed());
  await releaseLock(folder);
  return folder;
}

/** The process that crashed is this one, which is alive: its lock is taken away as its death would. */
async function releaseLock(folder: TestFolder): Promise<void> {
  await rm(folder.path('.safekeep/lock'), { recursive: true, force: true });
}

const isIntent = (call: string, _path: string, to?: string) =>
  call === 'rename' && to?.includes('journal') === true;
const isRenameOnto = (name: string) => (call: string, _path: string, to?: string) =>
  call === 'rename' && to?.endsWith(`config/${name}`) === true;

suite('a commit that is interrupted', () => {
  test('before its intent never happened, and leaves nothing beside the files', async () => {
    const folder = await interrupted(isIntent);
    const engine = await folder.open();
    assert.deepEqual(await engine.recoverInterrupted(), []);
    assert.deepEqual(await live(folder), old);
    assert.deepEqual(
      (await readdir(folder.folder)).filter((name) => name.endsWith('safekeep-new')),
      [],
    );
    assert.deepEqual(await readdir(folder.path('.safekeep/journal')), []);
    assert.deepEqual((await engine.snapshot()).history, []);
  });

  for (const name of ['app.json', 'web.json']) {
    test(`after its intent, at ${name}, is completed by the next opener`, async () => {
      const folder = await interrupted(isRenameOnto(name));
      const { recovered, state, history } = await (await folder.open()).snapshot();
      assert.deepEqual(
        recovered.map(({ outcome, kept }) => [outcome, kept]),
        [['completed', []]],
      );
      assert.deepEqual(await live(folder), changed);
      assert.equal(state.activeProfile, 'b');
      assert.equal(history.length, 1);
    });
  }

  test('and edited by somebody else meanwhile keeps those edits, and says so', async () => {
    const folder = await interrupted(isRenameOnto('web.json'));
    await writeFile(folder.path('web.json'), '{ "mine": true }\n');
    const recovered = await (await folder.open()).recoverInterrupted();
    assert.deepEqual(
      recovered.map(({ kept }) => kept),
      [['web.json']],
    );
    assert.equal(await folder.text('web.json'), '{ "mine": true }\n');
  });

  test('and has lost its staged files is taken back from its backup', async () => {
    const folder = await interrupted(isRenameOnto('web.json'));
    assert.deepEqual(await live(folder), { app: changed.app, web: old.web });
    for (const name of await readdir(folder.folder))
      if (name.endsWith('safekeep-new')) await rm(folder.path(name));
    const { recovered, state, history } = await (await folder.open()).snapshot();
    assert.deepEqual(
      recovered.map(({ outcome }) => outcome),
      ['rolled-back'],
    );
    assert.deepEqual(await live(folder), old);
    assert.notEqual(state.activeProfile, 'b');
    assert.deepEqual(history, []);
  });

  test('is recovered once: the second time there is nothing left to do', async () => {
    const folder = await interrupted(isRenameOnto('web.json'));
    const engine = await folder.open();
    await engine.recoverInterrupted();
    const after = await live(folder);
    assert.deepEqual(await engine.recoverInterrupted(), []);
    assert.deepEqual(await live(folder), after);
  });
});

suite('a step that fails after the intent', () => {
  const failOnce = (matches: (...call: Parameters<Intercept>) => boolean): Intercept => {
    let failed = false;
    return (...call) => {
      if (failed || !matches(...call)) return;
      failed = true;
      throw systemError('EACCES');
    };
  };

  test('takes the whole commit back', async () => {
    const folder = await testFolder('transaction', doubleFiles);
    const engine = await folder.open({ fileSystem: faultyFileSystem(failOnce(isRenameOnto('web.json'))) });
    await assert.rejects(switchTo(engine, 'b'), { code: 'io', message: /permission is denied/ });
    assert.deepEqual(await live(folder), old);
    const { recovered, history, problems } = await engine.snapshot();
    assert.deepEqual([recovered, history, problems], [[], [], []]);
    await switchTo(engine, 'b');
    assert.deepEqual(await live(folder), changed);
  });

  test('takes removals back from the trash', async () => {
    const folder = await testFolder('transaction', doubleFiles);
    const isSecond = (call: string, path: string) =>
      call === 'rename' && path.endsWith('profiles/b/web.json');
    const engine = await folder.open({ fileSystem: faultyFileSystem(failOnce(isSecond)) });
    const plan = await engine.plan({ kind: 'delete-profile', name: 'b' });
    await assert.rejects(engine.commit(plan), { code: 'io' });
    assert.equal(await folder.text('profiles/b/app.json'), changed.app);
    assert.equal(await folder.text('profiles/b/web.json'), changed.web);
  });

  test('is undone even for a file that somebody else removed meanwhile', async () => {
    const folder = await testFolder('transaction', doubleFiles);
    const matches = failOnce((call, path) => call === 'rename' && path.endsWith('profiles/b/web.json'));
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (call === 'rename' && path.endsWith('profiles/b/web.json'))
        rmSync(folder.path('profiles/b/web.json'), { force: true });
      matches(call, path, to);
    });
    const engine = await folder.open({ fileSystem });
    await assert.rejects(engine.commit(await engine.plan({ kind: 'delete-profile', name: 'b' })), {
      code: 'io',
    });
    assert.equal(await folder.text('profiles/b/app.json'), changed.app);
    assert.deepEqual((await engine.snapshot()).recovered, []);
  });

  test('puts nothing over what somebody else writes while the old content is staged', async () => {
    const folder = await testFolder('transaction', doubleFiles);
    const mine = '{ "mine": true }\n';
    const matches = failOnce(isRenameOnto('web.json'));
    let failed = false;
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (failed && call === 'create' && path.includes('/.app.json.'))
        writeFileSync(folder.path('app.json'), mine);
      failed ||= isRenameOnto('web.json')(call, path, to);
      matches(call, path, to);
    });
    await assert.rejects(switchTo(await folder.open({ fileSystem }), 'b'), { code: 'io' });
    assert.deepEqual(await live(folder), { app: mine, web: old.web });
    const staged = (await readdir(folder.folder)).filter((name) => name.endsWith('safekeep-new'));
    assert.deepEqual(staged, []);
  });
});

suite('a commit whose contents cannot be staged', () => {
  test('leaves neither a backup nor the others that are staged', async () => {
    const folder = await testFolder('transaction', doubleFiles);
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'create' && path.includes('/config/.web.json.')) throw systemError('ENOSPC');
    });
    await assert.rejects(switchTo(await folder.open({ fileSystem }), 'b'), { code: 'io' });
    assert.deepEqual((await readdir(folder.path('backups'))).toSorted(), ['.gitignore', '.ignore']);
    const staged = (await readdir(folder.folder)).filter((name) => name.endsWith('safekeep-new'));
    assert.deepEqual(staged, []);
    assert.deepEqual(await live(folder), old);
  });
});

test('a commit clears away what nobody is preparing any more, beside its targets and among the backups', async () => {
  const folder = await testFolder('transaction', doubleFiles);
  const engine = await folder.open();
  await switchTo(engine, 'b');
  const staged = (name: string, owner = noOwner) => `.${name}.${owner}${'0'.repeat(12)}.safekeep-new`;
  const unfinished = '.20250101T000000000Z-abcdef';
  await folder.write({
    [staged('app.json', ownerOf(folder))]: 'half',
    [`.safekeep/${staged('state.json')}`]: 'half',
    [`.safekeep/journal/${staged('x.json')}`]: 'half',
    [`backups/${unfinished}/app.json`]: 'half',
  });
  await switchTo(engine, 'a');
  const places = ['.', '.safekeep', '.safekeep/journal', 'backups'];
  const left = (await Promise.all(places.map((place) => readdir(folder.path(place))))).flat();
  assert.deepEqual(
    left.filter((name) => name.endsWith('safekeep-new') || name === unfinished),
    [],
  );
});

test('what a commit removes goes to the trash, whole', async () => {
  const folder = await testFolder('transaction', doubleFiles);
  const engine = await folder.open();
  const result = await engine.commit(await engine.plan({ kind: 'delete-profile', name: 'b' }));
  assert.equal(await folder.text('profiles/b/app.json'), null);
  const kept = await readFile(
    folder.path(`.safekeep/trash/${result?.entry.id ?? ''}/profiles/b/app.json`),
    'utf8',
  );
  assert.equal(kept, changed.app);
});

async function switchTo(engine: Engine, profile: string): Promise<unknown> {
  return engine.commit(await engine.plan({ kind: 'switch', profile }), { accepted: 'all' });
}
