import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { safekeep } from '../support/terminal/cli.ts';
import { simpleFiles, testFolder } from '../support/disk/configFolder.ts';

interface ListedBackup {
  readonly id: string;
  readonly name?: string;
  readonly note?: string;
  readonly reason: string;
  readonly author: string;
  readonly pinned: boolean;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
}

async function opened() {
  const folder = await testFolder('cli-backup');
  const run = (...words: readonly string[]) => safekeep(folder.workspace, ...words);
  const list = async () => (await run('backup', 'list', '--json')).json() as readonly ListedBackup[];
  return { ...folder, run, list };
}

suite('backup', () => {
  test('create and list', async () => {
    const { run, list } = await opened();
    const made = await run(
      'backup',
      'create',
      '--name',
      'monday',
      '--note',
      'all well',
      '--pin',
      '--author',
      'Ada',
      '--json',
    );
    assert.equal(made.code, 0);
    await run('switch', 'staging');
    const [newest, oldest] = await list();
    assert.equal(newest?.reason, 'switch');
    assert.deepEqual(oldest, made.json());
    assert.deepEqual(Object.keys(oldest ?? {}).toSorted(), [
      'author',
      'createdAt',
      'files',
      'id',
      'name',
      'note',
      'pinned',
      'reason',
      'size',
    ]);
    assert.deepEqual(
      [oldest?.name, oldest?.note, oldest?.pinned, oldest?.author, oldest?.reason],
      ['monday', 'all well', true, 'Ada', 'manual'],
    );
    assert.deepEqual(
      oldest?.files.map(({ path, size }) => [path, size]),
      [['current.json', String(simpleFiles['current.json']).length]],
    );
    assert.match((await run('backup', 'list')).stdout, /^\S+ .*\n\S+ +pinned +monday +all well/);
  });

  test('show, pin, unpin, rename', async () => {
    const { run, list } = await opened();
    await run('backup', 'create');
    const id = (await list())[0]?.id ?? '';
    assert.match((await run('backup', 'show', 'latest')).stdout, new RegExp(`^${id}[^]*current\\.json`));
    await run('backup', 'pin', id);
    await run('backup', 'rename', id, 'monday', '--note', 'n');
    assert.partialDeepStrictEqual(await list(), [{ pinned: true, name: 'monday', note: 'n' }]);
    await run('backup', 'unpin', 'monday');
    assert.partialDeepStrictEqual(await list(), [{ pinned: false }]);
    assert.equal((await run('backup', 'show', 'tuesday')).code, 1);
  });

  test('restore, whole and only some keys', async () => {
    const { run, text } = await opened();
    await run('backup', 'create', '--name', 'monday');
    await run('switch', 'staging');
    const some = await run('backup', 'restore', 'monday', '--only', 'log.level', '--json');
    assert.deepEqual((some.json() as { changes: unknown }).changes, [
      { target: 'current', type: 'modified', pointer: '/log/level', from: 'info', to: 'debug' },
    ]);
    assert.match((await text('current.json')) ?? '', /"port": 2[^]*debug/);
    assert.equal((await run('backup', 'restore', 'monday', '--dry-run')).code, 0);
    assert.match((await text('current.json')) ?? '', /"port": 2/);
    assert.equal((await run('backup', 'restore', 'monday')).code, 0);
    assert.equal(await text('current.json'), simpleFiles['current.json']);
  });

  test('verify finds damage and ends with 3', async () => {
    const { run, list, path } = await opened();
    await run('backup', 'create', '--name', 'monday');
    const id = (await list())[0]?.id ?? '';
    const stored = path(`backups/${id}/current.json`);
    await writeFile(stored, (await readFile(stored, 'utf8')).replace('1', '2'));
    for (const words of [
      ['backup', 'verify'],
      ['backup', 'verify', 'monday'],
    ]) {
      const { code, json } = await run(...words, '--json');
      assert.deepEqual(
        [code, json()],
        [3, [{ id, ok: false, problems: [`current.json in backup ${id} is damaged.`] }]],
      );
    }
    assert.match((await run('backup', 'verify')).stdout, /damaged/);
    assert.equal((await run('backup', 'restore', 'monday')).code, 1);
  });

  test('prune says why each stays or goes, and with --dry-run only says so', async () => {
    const { run, list, write } = await opened();
    for (const port of ['2', '3', '4']) await run('set', 'port', port);
    const [third = '', second = '', first = ''] = (await list()).map(({ id }) => id);
    await run('backup', 'pin', second);
    await write({
      'safekeep.yaml':
        'retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, within: 0, mergeWindow: 0 }\n',
    });
    const expected = [
      { id: third, keeps: true, why: 'needed to undo the last change' },
      { id: second, keeps: true, why: 'pinned' },
      { id: first, keeps: false, why: 'too old for the retention rules' },
    ];
    const dry = await run('backup', 'prune', '--dry-run', '--json');
    assert.deepEqual([dry.code, dry.json()], [0, expected]);
    assert.equal((await list()).length, 3);
    const done = await run('backup', 'prune');
    assert.equal(
      done.stdout,
      `${third}  kept     needed to undo the last change\n${second}  kept     pinned\n${first}  removed  too old for the retention rules\n`,
    );
    assert.deepEqual(
      (await list()).map(({ id }) => id),
      [third, second],
    );
    await write({ 'safekeep.yaml': 'retention: { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0 }\n' });
    const refused = await run('backup', 'prune', '--dry-run');
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /error invalid: safekeep.yaml:1:1: "retention" keeps nothing/);
  });

  test('delete moves to the trash', async () => {
    const { run, list } = await opened();
    await run('backup', 'create', '--name', 'monday');
    assert.equal((await run('backup', 'delete', 'monday')).code, 0);
    assert.deepEqual(await list(), []);
    assert.equal((await run('backup', 'delete', 'monday')).code, 1);
  });
});

suite('backups', () => {
  test('that the retention moves to the trash are told by the change that does it', async () => {
    const { run, list, path } = await opened();
    for (const port of ['2', '3', '4', '5'])
      assert.doesNotMatch((await run('set', 'port', port)).stdout, /trash/);
    const retention = { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, within: 0 };
    await writeFile(path('safekeep.json'), JSON.stringify({ retention }));
    const told = await run('set', 'port', '6');
    assert.equal(told.code, 0, told.stderr);
    assert.match(told.stdout, /^# Moved 4 older backups to the trash\. They stay there for seven days\.$/m);
    const { trashed } = (await run('set', 'port', '7', '--json')).json() as { trashed: number };
    assert.deepEqual([trashed, (await list()).length], [1, 1]);
  });
});

suite('undo, history, recover', () => {
  test('undo takes the last commit back and is in the history', async () => {
    const { run, text } = await opened();
    await run('switch', 'staging');
    const undone = await run('undo', '--json');
    assert.deepEqual(
      [undone.code, (undone.json() as { changes: readonly unknown[] }).changes.length],
      [0, 2],
    );
    assert.equal(await text('current.json'), simpleFiles['current.json']);
    const history = (await run('history', '--json')).json() as readonly {
      id: string;
      action: string;
      undoes?: string;
    }[];
    assert.deepEqual(
      history.map(({ action }) => action),
      ['undo', 'switch'],
    );
    assert.equal(history[0]?.undoes, history[1]?.id);
    assert.match((await run('history')).stdout, /Undo .*development → staging.* 2 changes\n/);
    assert.equal((await run('undo')).code, 1);
  });

  test('audit verify counts the commits, and finds a line that was changed', async () => {
    const { run, path } = await opened();
    await run('switch', 'staging');
    const sound = await run('audit', 'verify');
    assert.deepEqual([sound.code, sound.stdout], [0, '1 change, every entry intact\n']);
    const log = path('.safekeep/audit.jsonl');
    await writeFile(log, (await readFile(log, 'utf8')).replace('staging', 'nowhere'));
    const changed = await run('audit', 'verify', '--json');
    assert.deepEqual([changed.code, changed.json()], [3, { entries: 1, damaged: [1], isReplaced: true }]);
  });

  test('recover says when there is nothing', async () => {
    const { run } = await opened();
    assert.deepEqual((await run('recover', '--json')).json(), { recovered: [], interrupted: [] });
    assert.equal((await run('recover')).stdout, 'Nothing to recover.\n');
  });
});
