// Backups that travel: recorded in Git's objects, pushed and fetched, restored elsewhere.
import assert from 'node:assert/strict';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { cloneOf, machineOf } from '../../src/git/clone.ts';
import { ownRef } from '../../src/git/backupRefs.ts';
import { readStored } from '../../src/git/readBackups.ts';
import { lostBackups, recordBackups, tipOf } from '../../src/git/recordBackups.ts';
import { perform } from '../support/disk/configFolder.ts';
import {
  copied,
  hub,
  idsKnown,
  joined,
  live,
  machineAt,
  machinesKnown,
  pull,
  push,
} from '../support/git/machines.ts';

suite('Recording in Git', () => {
  test('chains one commit for each change, without an address of the person', async () => {
    const machine = await joined(await hub());
    const [first, second] = [await machine.backUp({ n: 1 }), await machine.backUp({ n: 2 })];
    const { machine: id, tip } = await recordBackups(machine.engine, machine.clone);
    const third = await machine.backUp({ n: 3 });
    const next = await recordBackups(machine.engine, machine.clone);
    const { git } = machine.repository;
    assert.equal(git('rev-parse', `${next.tip ?? ''}^`).trim(), tip);
    assert.equal(
      git('log', '--format=%an <%ae> %s', next.tip ?? ''),
      `Safekeep ${id} <> 1 added, 0 changed, 0 removed\nSafekeep ${id} <> 2 added, 0 changed, 0 removed\n`,
    );
    assert.deepEqual(await idsKnown(machine), [first.id, second.id, third.id]);
    assert.deepEqual(await recordBackups(machine.engine, machine.clone), { ...next, added: 0 });
    assert.equal(next.count, 3);
    assert.equal(git('fsck', '--strict', '--no-dangling'), '');
    assert.equal(git('status', '--porcelain'), ' M config/current.json\n');
  });

  test('takes along new names and pins, and removes what is in the trash, but nothing that is merely gone', async () => {
    const machine = await joined(await hub());
    const { engine, clone } = machine;
    const [one, two, three] = [
      await machine.backUp({ n: 1 }),
      await machine.backUp({ n: 2 }),
      await machine.backUp({ n: 3 }),
    ];
    await recordBackups(engine, clone);
    await engine.updateBackup(one.id, { name: 'first', pinned: true });
    await engine.deleteBackup(two.id);
    await rm(join(machine.folder, 'backups', three.id), { recursive: true });
    const { added, changed, removed } = await recordBackups(engine, clone);
    assert.deepEqual({ added, changed, removed }, { added: 0, changed: 1, removed: 1 });
    const [{ backups } = { backups: [] }] = await machinesKnown(machine);
    assert.deepEqual(
      backups.map(({ backup: { id, name } }) => [id, name]),
      [
        [three.id, undefined],
        [one.id, 'first'],
      ],
    );
  });

  test('has every backup after git clean', async () => {
    const machine = await joined(await hub());
    const made = [await machine.backUp({ n: 1 }), await machine.backUp({ n: 'x'.repeat(20_000) })];
    const { machine: id } = await recordBackups(machine.engine, machine.clone);
    machine.repository.git('clean', '-qfdx');
    const again = await machineAt(machine.repository.root);
    const lost = await lostBackups(again.engine, again.clone, id);
    assert.deepEqual(
      lost.map((entry) => entry.id),
      made.map((backup) => backup.id),
    );
    await again.engine.transfer.add(await Promise.all(lost.map((entry) => readStored(again.clone, entry))));
    const { backups } = await again.engine.snapshot();
    assert.deepEqual(backups.toReversed(), made);
    assert.deepEqual(
      (await again.engine.verifyBackups()).flatMap(({ problems }) => problems),
      [],
    );
    assert.deepEqual(await lostBackups(again.engine, again.clone, id), []);
  });

  test('removes the lock of a Git that was killed, once it is old', async () => {
    const machine = await joined(await hub());
    await machine.backUp({ n: 1 });
    const { machine: id } = await recordBackups(machine.engine, machine.clone);
    const lock = join(machine.clone.common, `${ownRef(machine.clone, id)}.lock`);
    await writeFile(lock, '');
    await machine.backUp({ n: 2 });
    await assert.rejects(recordBackups(machine.engine, machine.clone), {
      code: 'io',
      message: /\.lock': File exists/,
    });
    await utimes(lock, new Date(0), new Date(0));
    assert.equal((await recordBackups(machine.engine, machine.clone)).added, 1);
  });

  test('asks no folder of the repository that only looks like one', async () => {
    const machine = await joined(await hub());
    for (const name of ['objects', 'refs']) await mkdir(join(machine.folder, name));
    await writeFile(join(machine.folder, 'HEAD'), 'ref: refs/heads/main\n');
    await writeFile(join(machine.folder, 'config'), '[core]\nbare = true\n');
    assert.deepEqual(await cloneOf(machine.engine.folder), machine.clone);
  });

  test('loses none of two processes that record at once', async () => {
    const machine = await joined(await hub());
    for (let n = 0; n < 5; n += 1) await machine.backUp({ n });
    const recorded = await Promise.all([1, 2, 3].map(() => recordBackups(machine.engine, machine.clone)));
    assert.equal(new Set(recorded.map(({ tip }) => tip)).size, 1);
    assert.equal((await idsKnown(machine)).length, 5);
  });
});

suite('Pushing and pulling', () => {
  test('brings the backups of one machine to another, byte for byte', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    const backup = await one.backUp({ from: 'one' });
    assert.equal((await push(one, shared)).isNews, true);
    assert.equal((await push(one, shared)).isNews, false);
    const id = await machineOf(one.clone);
    assert.deepEqual(await pull(other, shared), { news: [id], refused: [] });
    assert.deepEqual(await pull(other, shared), { news: [], refused: [] });
    const [{ backups, isOwn } = { backups: [], isOwn: true }] = await machinesKnown(other);
    assert.deepEqual([isOwn, backups[0]?.backup.id], [false, backup.id]);
    const [found] = backups;
    assert.ok(found);
    const stored = await readStored(other.clone, found.entry);
    await perform(other.engine, { kind: 'restore', backup: backup.id, stored });
    assert.equal(await other.text(live), await one.text(live));
    // What is another machine's isn't recorded as this one's.
    const { added } = await recordBackups(other.engine, other.clone);
    assert.equal(added, 1);
    assert.equal(shared.git('fsck', '--strict', '--no-dangling'), '');
  });

  test('puts the refs back that a mirror push has deleted', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    await one.backUp({ n: 1 });
    await push(one, shared);
    other.repository.git('push', '-q', '--mirror', shared.root);
    assert.equal(shared.git('for-each-ref', 'refs/safekeep'), '');
    assert.equal((await push(one, shared)).isNews, true);
    assert.equal((await pull(other, shared)).news.length, 1);
  });

  test('gives a copied clone an id of its own, and counts nothing twice', async () => {
    const shared = await hub();
    const one = await joined(shared);
    await one.backUp({ n: 1 });
    await push(one, shared);
    const copy = await copied(one, shared);
    await copy.backUp({ n: 2 });
    await one.backUp({ n: 3 });
    await Promise.all([push(one, shared), push(copy, shared)]);
    await Promise.all([pull(one, shared), pull(copy, shared)]);
    assert.equal((await idsKnown(one)).length, 3);
    assert.deepEqual(await idsKnown(copy), await idsKnown(one));
    assert.equal((await machinesKnown(one)).length, 2);
  });

  test('goes on under a new id where somebody else has written under this one', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    await one.backUp({ n: 1 });
    const { machine: id } = await push(one, shared);
    // As a disk that was restored elsewhere: the same id, another clone.
    const elsewhere = await other.backUp({ n: 2 });
    await recordBackups(other.engine, other.clone);
    const forged = (await tipOf(other.clone, ownRef(other.clone, await machineOf(other.clone)))) ?? '';
    other.repository.git('push', '-qf', shared.root, `${forged}:${ownRef(one.clone, id)}`);
    const here = await one.backUp({ n: 3 });
    const pushed = await push(one, shared);
    assert.deepEqual([pushed.isNewMachine, pushed.machine === id], [true, false]);
    assert.equal(shared.git('rev-parse', ownRef(one.clone, id)).trim(), forged);
    await pull(one, shared);
    const ids = await idsKnown(one);
    for (const backup of [elsewhere, here]) assert.ok(ids.includes(backup.id));
    assert.equal(new Set(ids).size, ids.length);
  });

  test('keeps what was fetched when the remote replaces it', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    const backup = await one.backUp({ n: 1 });
    const { machine: id } = await push(one, shared);
    await pull(other, shared);
    shared.git('update-ref', ownRef(one.clone, id), shared.git('rev-parse', 'main').trim());
    assert.deepEqual(await pull(other, shared), { news: [], refused: [id] });
    assert.deepEqual(await idsKnown(other), [backup.id]);
  });

  test('leaves refs alone whose names it would not give', async () => {
    const shared = await hub();
    const one = await joined(shared);
    const main = shared.git('rev-parse', 'main').trim();
    for (const name of ['x', 'a'.repeat(17), `${'a'.repeat(16)}/b`])
      shared.git('update-ref', `refs/safekeep/v1/${one.clone.folder}/${name}`, main);
    assert.deepEqual(await pull(one, shared), { news: [], refused: [] });
    assert.equal(one.repository.git('for-each-ref', 'refs/safekeep'), '');
  });

  test('says why a remote refuses, and leaves everything as it is', async () => {
    const shared = await hub();
    const one = await joined(shared);
    await one.backUp({ n: 1 });
    shared.git('config', 'receive.hideRefs', 'refs/safekeep');
    await assert.rejects(push(one, shared), { code: 'io', message: /deny updating a hidden ref/ });
    shared.git('config', '--unset', 'receive.hideRefs');
    assert.equal((await push(one, shared)).isNews, true);
    const place = `${shared.root}-gone`;
    const gone = { ...shared, remote: { name: place, url: place, secrets: [] } };
    await assert.rejects(push(one, gone), { code: 'io', message: /does not appear to be a git repository/ });
    await assert.rejects(pull(one, gone), { code: 'io', message: /does not appear to be a git repository/ });
  });

  test('works in worktrees, shallow clones, and config folders at the root', async () => {
    const shared = await hub();
    const one = await joined(shared);
    const path = join(one.repository.root, '..', 'worktree');
    one.repository.git('worktree', 'add', '-q', path);
    const worktree = await machineAt(path);
    await one.backUp({ n: 1 });
    await worktree.backUp({ n: 2 });
    const ids = [(await push(one, shared)).machine, (await push(worktree, shared)).machine];
    assert.equal(new Set(ids).size, 2);
    const shallow = join(one.repository.root, '..', 'shallow');
    shared.git('clone', '-q', '--depth=1', `file://${shared.root}`, shallow);
    const last = await machineAt(shallow);
    await pull(last, shared);
    assert.equal((await idsKnown(last)).length, 2);
    assert.equal(last.repository.git('rev-parse', '--is-shallow-repository').trim(), 'true');
  });
});
