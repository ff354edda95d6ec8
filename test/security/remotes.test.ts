// What comes from a remote is a stranger's: each of these is planted there under the ref of a machine, as anybody can who may
// push.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ownRef } from '../../src/git/backupRefs.ts';
import { pullBackups } from '../../src/git/pullBackups.ts';
import { readStored } from '../../src/git/readBackups.ts';
import { pushBackups } from '../../src/git/pushBackups.ts';
import { hub, joined, live, machinesKnown, type Hub } from '../support/git/machines.ts';

const id = '20200101T000000000Z-abcdef';

interface Planted {
  readonly path: string;
  readonly content: string;
  readonly mode?: string;
}

/** Writes a commit with these files under the ref of a machine. */
function plant({ feed, git }: Hub, ref: string, files: readonly Planted[]): void {
  const blocks = files.map(({ path, content, mode = '100644' }) => {
    const bytes = Buffer.byteLength(content);
    return `M ${mode} inline "${path}"\ndata ${bytes}\n${content}\n`;
  });
  feed(
    `commit ${ref}\ncommitter A <a@b> 1 +0000\ndata 0\n${blocks.join('')}done\n`,
    'fast-import',
    '--quiet',
    '--done',
  );
  git('rev-parse', ref);
}

const strangers: Readonly<Record<string, readonly Planted[]>> = {
  aaaaaaaaaaaaaaaa: [{ path: 'format.json', content: '{"format":1,"label":"\\u001b[31m\\u202enice"}' }],
  bbbbbbbbbbbbbbbb: [{ path: `202001/${id}/backup.json`, content: '{"format":1}' }],
  cccccccccccccccc: [{ path: `202001/${id}/backup.json`, content: `{"format":1,"a":${'['.repeat(100_000)}` }],
  dddddddddddddddd: [{ path: 'not a month/not an id/backup.json', content: '{}' }],
  eeeeeeeeeeeeeeee: [{ path: `202001/${id}/backup.json`, content: '/etc/passwd', mode: '120000' }],
  ffffffffffffffff: [{ path: `202001/${id}/backup.json`, content: '{"format":99}' }],
};

suite('Backups of strangers', () => {
  test('are refused one by one, and the rest can be used', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    const backup = await other.backUp({ n: 1 });
    await pushBackups(other.engine, other.clone, { remote: shared.remote, sensitive: [] });
    for (const [machine, files] of Object.entries(strangers))
      plant(shared, ownRef(one.clone, machine), files);
    await pullBackups(one.clone, shared.remote.url);
    const machines = await machinesKnown(one);
    const good = machines.filter(({ backups }) => backups.length > 0);
    assert.deepEqual(
      good.map(({ backups }) => backups.map((found) => found.backup.id)),
      [[backup.id]],
    );
    const told = machines.filter(({ label }) => label.includes('\u001b') || label.includes('\u202e'));
    assert.deepEqual(told, []);
    assert.equal(machines.filter(({ unreadable }) => unreadable !== 0).length, 3);
  });

  test('are not restored with other bytes than their record says', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    const backup = await other.backUp({ n: 1 });
    const { machine } = await pushBackups(other.engine, other.clone, {
      remote: shared.remote,
      sensitive: [],
    });
    const ref = ownRef(other.clone, machine);
    const record = shared.git('show', `${ref}:${backup.id.slice(0, 6)}/${backup.id}/backup.json`);
    const forged = ownRef(other.clone, '9'.repeat(16));
    plant(shared, forged, [
      { path: `${backup.id.slice(0, 6)}/${backup.id}/backup.json`, content: record },
      { path: `${backup.id.slice(0, 6)}/${backup.id}/0`, content: '{"n":"evil"}' },
    ]);
    shared.git('update-ref', '-d', ref);
    await pullBackups(one.clone, shared.remote.url);
    const [found] = (await machinesKnown(one)).flatMap(({ backups }) => backups);
    assert.ok(found);
    const stored = await readStored(one.clone, found.entry);
    await assert.rejects(one.engine.plan({ kind: 'restore', backup: backup.id, stored }), {
      code: 'corrupt',
    });
    await assert.rejects(one.engine.transfer.add([stored]), { code: 'corrupt' });
    assert.equal(await one.text(live), '{ "n": 0 }\n');
  });

  test('of another key count as made elsewhere, and decide nothing', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared, 'b'.repeat(64))];
    await other.backUp({ n: 1 });
    await pushBackups(other.engine, other.clone, { remote: shared.remote, sensitive: [] });
    await pullBackups(one.clone, shared.remote.url);
    const [found] = (await machinesKnown(one)).flatMap(({ backups }) => backups);
    assert.equal(found?.backup.isForeign, true);
    assert.deepEqual((await one.engine.snapshot()).backups, []);
  });
});
