// Backups that came along with a repository or an archive: sealed as ours are, but by nobody's key. They can be looked at
// and restored by whoever names them, and nothing else follows from them.
import assert from 'node:assert/strict';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { backupRecord, forgedBackup, forgedBackupFiles, forgedId, historyLine } from './support/forged.ts';
import { hostileWorkspace, profileFiles, type HostileWorkspace } from './support/hostileWorkspace.ts';

const text = 'a: 9\nhost: attacker.example\n';
const later = '20990101T000000000Z-abcdef';

/** @param change of the record. */
async function putForged(
  workspace: HostileWorkspace,
  id = later,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(id) ?? [];
  const createdAt = `${year}-${month}-${day}T00:00:00.000Z`;
  const about = { id, createdAt, reason: 'switch', ...change };
  await workspace.write(forgedBackupFiles([{ path: 'current.yaml', text }], about));
}

/** With a history that names it, as an archive can bring both along. */
async function putForgedHistory(
  workspace: HostileWorkspace,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [before, after] = [text, String(profileFiles['current.yaml'])].map((one) => sha256(Buffer.from(one)));
  const about = { id: forgedId, at: '2026-11-20T11:16:16.051Z', author: 'you', action: 'switch', changes: 0 };
  const files = [{ path: 'current.yaml', before, after, ...change }];
  await putForged(workspace);
  await workspace.write({
    '.safekeep/audit.jsonl': historyLine({ ...about, summary: 'x', backup: later, files }),
  });
}

const live = ({ config }: HostileWorkspace) => readFile(join(config, 'current.yaml'), 'utf8');
const idsOf = async ({ config }: HostileWorkspace) =>
  (await readdir(join(config, 'backups'))).filter((name) => /^\d/.test(name)).toSorted();

async function inUse(): Promise<HostileWorkspace> {
  const workspace = await hostileWorkspace();
  for (const value of ['2', '3']) {
    const ran = await workspace.run('set', 'a', value);
    assert.equal(ran.code, 0, ran.stderr);
  }
  return workspace;
}

suite('a backup made elsewhere', () => {
  test('is not what a damaged file is recovered from, however new it says to be', async () => {
    const workspace = await inUse();
    await putForged(workspace);
    await writeFile(join(workspace.config, 'current.yaml'), '');
    const ran = await workspace.run('recover');
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal(await live(workspace), 'a: 2\nb: 2\nc: 3\n'); // The newest that we have the bytes of.
    await writeFile(join(workspace.config, 'current.yaml'), 'a: 4\nb: 2\nc: 3\n');
    assert.equal((await workspace.run('backup', 'create')).code, 0);
    await writeFile(join(workspace.config, 'current.yaml'), '');
    assert.equal((await workspace.run('recover')).code, 0);
    assert.equal(await live(workspace), 'a: 4\nb: 2\nc: 3\n');
  });

  test('is never the latest one, nor the namesake of one of ours', async () => {
    const workspace = await hostileWorkspace();
    await putForged(workspace, later, { name: 'release' });
    const none = await workspace.run('backup', 'show', 'latest');
    assert.equal(none.code, 1);
    assert.match(none.stderr, /made elsewhere/);
    assert.equal((await workspace.run('backup', 'create', '--name', 'release')).code, 0);
    for (const reference of ['latest', 'release']) {
      const shown = await workspace.run('backup', 'show', reference);
      assert.equal(shown.code, 0, shown.stderr);
      assert.doesNotMatch(shown.stdout, /20990101/, reference);
    }
  });

  test('passes for none of ours, by its record or as a copy under a later name', async () => {
    const workspace = await inUse();
    const mine = (await idsOf(workspace)).at(-1) ?? '';
    await workspace.write({
      [`backups/${later}/backup.json`]: forgedBackup([], { id: mine, absent: ['profiles/p.yaml'] }),
    });
    const copy = '20980101T000000000Z-abcdef';
    const folderOf = (id: string) => join(workspace.config, 'backups', id);
    await cp(folderOf(mine), folderOf(copy), { recursive: true });
    const listed = await workspace.run('backup', 'list');
    assert.doesNotMatch(listed.stdout, /2099|2098|made elsewhere/);
    const status = await workspace.run('status');
    for (const id of [later, copy])
      assert.ok(
        status.stdout.includes(`The record of backup ${id} belongs to another backup.`),
        status.stdout,
      );
    assert.match((await workspace.run('backup', 'restore', 'latest')).stderr, /latest backup can't be read/);
    assert.equal((await workspace.run('undo')).code, 0);
    assert.equal(await live(workspace), 'a: 2\nb: 2\nc: 3\n');
  });

  test('is listed as such, and restored by whoever names it', async () => {
    const workspace = await inUse();
    await putForged(workspace);
    assert.match((await workspace.run('backup', 'list')).stdout, /^20990101.* made elsewhere /m);
    const ran = await workspace.run('backup', 'restore', later, '--force');
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal(await live(workspace), text);
  });

  test('throws none of ours into the trash, whatever sizes and pins it claims', async () => {
    const workspace = await inUse();
    const ours = await idsOf(workspace);
    for (let day = 10; day < 26; day += 1)
      await putForged(workspace, `209901${day}T000000000Z-abcdef`, {
        pinned: true,
        files: [
          {
            path: 'current.yaml',
            sha256: '0'.repeat(64),
            size: 99_000_000,
            stored: 'current.yaml.gz',
            gzip: true,
          },
        ],
      });
    const ran = await workspace.run('set', 'a', '4');
    assert.equal(ran.code, 0, ran.stderr);
    const left = await idsOf(workspace);
    assert.deepEqual(
      ours.filter((id) => !left.includes(id)),
      [],
    );
    const pruned = await workspace.run('backup', 'prune', '--dry-run');
    assert.match(pruned.stdout, /^20990125.* kept +made elsewhere$/m);
  });

  test('stays so when a history that came along names it, whatever is changed afterwards', async () => {
    const workspace = await hostileWorkspace();
    await putForgedHistory(workspace);
    assert.equal((await workspace.run('set', 'a', '2')).code, 0);
    assert.match((await workspace.run('backup', 'list')).stdout, /^20990101.* made elsewhere /m);
    const shown = await workspace.run('backup', 'show', 'latest');
    assert.equal(shown.code, 0, shown.stderr);
    assert.doesNotMatch(shown.stdout, /20990101/);
  });

  test('is not recovered from because a history that came along ends in its content', async () => {
    const workspace = await hostileWorkspace({ ...profileFiles, 'current.yaml': '' });
    await putForgedHistory(workspace, { after: sha256(Buffer.from(text)) });
    await workspace.run('recover');
    assert.equal(await live(workspace), '');
  });

  test('undoes nothing, whatever history came along with it', async () => {
    const workspace = await hostileWorkspace();
    await putForgedHistory(workspace);
    const undone = async () => {
      const ran = await workspace.run('undo');
      assert.equal(ran.code, 1);
      assert.match(
        ran.stderr,
        /“x” can't be undone: its backup was made elsewhere\. .* 20990101T000000000Z-abcdef/,
      );
      assert.equal(await live(workspace), profileFiles['current.yaml']);
    };
    await undone();
    assert.equal((await workspace.run('set', 'a', '2')).code, 0);
    assert.equal((await workspace.run('undo')).code, 0);
    await undone();
  });

  test('stays so when it is pinned or named, and one of ours is ours with every change', async () => {
    const workspace = await inUse();
    await putForged(workspace);
    assert.equal((await workspace.run('backup', 'pin', later)).code, 0);
    assert.match((await workspace.run('backup', 'list')).stdout, /^20990101.* made elsewhere /m);
    assert.equal((await workspace.run('backup', 'rename', 'latest', 'mine')).code, 0);
    assert.match((await workspace.run('backup', 'show', 'latest')).stdout, /mine/);
  });
});

suite('a backup of many bytes', () => {
  const large = '# filler\n'.repeat(600_000);

  test('that was made elsewhere is not unpacked', async () => {
    const workspace = await hostileWorkspace();
    await workspace.write(forgedBackupFiles([{ path: 'current.yaml', text: large }]));
    for (const words of [['verify'], ['restore', forgedId, '--force']]) {
      const ran = await workspace.run('backup', ...words);
      assert.notEqual(ran.code, 0);
      assert.match(ran.stdout + ran.stderr, /made elsewhere and is too large/);
    }
    assert.equal(await live(workspace), profileFiles['current.yaml']);
  });

  test('that is yours is restored whole', async () => {
    const workspace = await hostileWorkspace({ 'current.yaml': large });
    assert.equal((await workspace.run('backup', 'create', '--name', 'mine')).code, 0);
    await writeFile(join(workspace.config, 'current.yaml'), 'a: 1\n');
    assert.equal((await workspace.run('backup', 'restore', 'mine', '--force')).code, 0);
    assert.equal(await live(workspace), large);
  });
});

suite('a backup of an older version, which has no mark', () => {
  const unmark = async (workspace: HostileWorkspace) => {
    for (const id of await idsOf(workspace)) {
      const file = join(workspace.config, 'backups', id, 'backup.json');
      const record = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      assert.match(String(record['mac']), /^[0-9a-f]{64}$/);
      Reflect.deleteProperty(record, 'mac');
      await writeFile(file, backupRecord(record));
    }
  };

  test('counts as made elsewhere, and can be restored', async () => {
    const workspace = await hostileWorkspace();
    assert.equal((await workspace.run('backup', 'create', '--name', 'old')).code, 0);
    await unmark(workspace);
    await workspace.run('set', 'a', '5');
    assert.match((await workspace.run('backup', 'list')).stdout, / made elsewhere +old/);
    assert.equal((await workspace.run('backup', 'restore', 'old', '--force')).code, 0);
    assert.equal(await live(workspace), profileFiles['current.yaml']);
  });
});
