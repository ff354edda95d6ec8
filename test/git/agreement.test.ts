// Where backups may go, and which secrets may go along: only where, and what, the person said.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fetchedRef } from '../../src/git/backupRefs.ts';
import { readSettings } from '../../src/git/clone.ts';
import { recordBackups, tipOf } from '../../src/git/recordBackups.ts';
import { agreeTo, forgetRemote, isMoved, remoteMeant, shownUrl } from '../../src/git/remotes.ts';
import { hub, joined, pull, push } from '../support/git/machines.ts';

suite('What the person agreed to', () => {
  test('is asked again where a name leads elsewhere', async () => {
    const shared = await hub();
    const one = await joined(shared);
    const origin = { ...(await remoteMeant(one.clone, undefined)), secrets: [] };
    assert.deepEqual(origin, { name: 'origin', url: shared.root, secrets: [] });
    await agreeTo(one.clone, origin);
    assert.equal(await isMoved(one.clone, origin), false);
    one.repository.git('remote', 'set-url', '--push', 'origin', '/elsewhere.git');
    assert.equal(await isMoved(one.clone, origin), true);
    await one.backUp({ n: 1 });
    await assert.rejects(push(one, { ...shared, remote: origin }), {
      code: 'invalid',
      message: /The URL of origin has changed/,
    });
  });

  test('is forgotten along with what was fetched', async () => {
    const shared = await hub();
    const [one, other] = [await joined(shared), await joined(shared)];
    await other.backUp({ n: 1 });
    const { machine } = await push(other, shared);
    await pull(one, shared);
    assert.notEqual(await tipOf(one.clone, fetchedRef(one.clone, shared.remote.url, machine)), null);
    await forgetRemote(one.clone, shared.root);
    assert.equal(one.repository.git('for-each-ref', 'refs/safekeep/remote'), '');
    assert.deepEqual((await readSettings(one.clone)).remotes, []);
    await assert.rejects(forgetRemote(one.clone, shared.root), { code: 'not-found' });
  });

  test('names secrets that would be pushed in clear text, also of backups that are gone', async () => {
    const shared = await hub();
    const one = await joined(shared);
    const { id } = await one.backUp({
      database: { password: 'hunter2hunter2' },
      users: [{ token: 'abcdefgh1' }],
    });
    await recordBackups(one.engine, one.clone);
    await one.engine.deleteBackup(id);
    await one.backUp({ port: 1 });
    await assert.rejects(push(one, shared), {
      code: 'invalid',
      details: { remote: shared.remote.name, secrets: ['/database/password', '/users/*/token'] },
    });
    assert.equal(shared.git('for-each-ref', 'refs/safekeep'), '');
    const named = { ...shared.remote, secrets: ['/database/password', '/users/*/token'] };
    assert.equal((await push(one, { ...shared, remote: named })).isNews, true);
    await one.backUp({ api: { key: 'sk-1234567890abcdef' } });
    await assert.rejects(push(one, { ...shared, remote: named }), {
      code: 'invalid',
      message: /clear text: \/api\/key\./,
    });
  });

  test('hides passwords of URLs', () => {
    assert.equal(shownUrl('https://me:secret@host/x.git'), 'https://host/x.git');
    assert.equal(shownUrl('https://token@host/x.git'), 'https://host/x.git');
    assert.equal(shownUrl('ssh://git:secret@host/x'), 'ssh://git@host/x');
    assert.equal(shownUrl('git@host:x/y.git'), 'git@host:x/y.git');
  });
});
