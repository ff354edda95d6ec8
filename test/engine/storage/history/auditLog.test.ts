import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { HistoryEntry } from '../../../../src/engine/model/model.ts';
import { lineOf } from '../../../../src/engine/storage/history/auditLines.ts';
import { AuditLog } from '../../../../src/engine/storage/history/auditLog.ts';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { historyCopy } from '../../../../src/engine/storage/history/historyCopy.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';

const entry = (id: string): HistoryEntry => ({
  id,
  at: '2026-11-20T09:13:37.123Z',
  author: 'tester',
  action: 'switch',
  summary: `Switch ${id}`,
  backup: 'b',
  changes: 1,
  files: [{ path: 'current.json', before: null, after: 'ab' }],
});

async function logOf(...ids: readonly string[]): Promise<{ readonly log: AuditLog; readonly path: string }> {
  const path = join(await disposableFolder('audit'), 'audit.jsonl');
  const log = new AuditLog(errorMappingFileSystem(nodeFileSystem), path);
  for (const id of ids) await log.append(entry(id));
  return { log, path };
}

async function changeLines(path: string, change: (lines: string[]) => string[]): Promise<void> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  await writeFile(
    path,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

const read = async (log: AuditLog) => {
  const { entries, damaged } = await log.read();
  return { ids: entries.map(({ id }) => id), damaged };
};

suite('the audit log', () => {
  test('tells entries in the order they happened, just as they were told', async () => {
    const { log } = await logOf('one', 'two');
    const [first] = (await log.read()).entries;
    assert.partialDeepStrictEqual(first, entry('one'));
    assert.deepEqual(await read(log), { ids: ['one', 'two'], damaged: [] });
  });

  test('chains each line to the one before by hash', async () => {
    const { path } = await logOf('one', 'two');
    const [first, second] = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { previous: string; hash: string });
    assert.equal(first?.previous, '');
    assert.equal(second?.previous, first.hash);
    assert.match(first.hash, /^[0-9a-f]{64}$/);
  });

  test('keeps one line of an entry that is told twice', async () => {
    const { log } = await logOf('one', 'two', 'two');
    assert.deepEqual(await read(log), { ids: ['one', 'two'], damaged: [] });
  });

  test('sees what another process changed since it was read', async () => {
    const { log, path } = await logOf('one', 'two', 'three');
    await read(log);
    await new AuditLog(errorMappingFileSystem(nodeFileSystem), path).append(entry('four'));
    assert.deepEqual(await read(log), { ids: ['one', 'two', 'three', 'four'], damaged: [] });
    await changeLines(path, (lines) => lines.with(1, '{}'));
    assert.deepEqual(await read(log), { ids: ['one', 'four'], damaged: [2, 3] });
    await changeLines(path, () => []);
    assert.deepEqual(await read(log), { ids: [], damaged: [] });
  });

  test('reports a line that was edited', async () => {
    const { log, path } = await logOf('one', 'two', 'three');
    await changeLines(path, (lines) => lines.map((line) => line.replace('Switch two', 'Switch nil')));
    assert.deepEqual(await read(log), { ids: ['one', 'three'], damaged: [2] });
  });

  test('reports where a line is missing', async () => {
    const { log, path } = await logOf('one', 'two', 'three');
    await changeLines(path, (lines) => lines.toSpliced(1, 1));
    assert.deepEqual(await read(log), { ids: ['one'], damaged: [2] });
  });

  test('counts the lines of the file, empty ones too', async () => {
    const { log, path } = await logOf('one', 'two');
    await changeLines(path, ([first = '', second = '']) => [first, '', '', second.replace('two', 'six')]);
    assert.deepEqual(await read(log), { ids: ['one'], damaged: [2, 3, 4] });
  });

  for (const [what, tear] of [
    ['half of it', (line: string) => line.slice(0, line.length / 2)],
    ['all but its end', (line: string) => line.slice(0, -1)],
    ['zeros in its place', (line: string) => '\0'.repeat(line.length)],
    ['its start, then zeros', (line: string) => line.slice(0, 20) + '\0'.repeat(30)],
  ] as const) {
    test(`has a line that a crash tore whole, once, when it is told again: ${what}`, async () => {
      const { path } = await logOf('one', 'two');
      const [first = '', second = ''] = (await readFile(path, 'utf8')).split(/(?<=\n)/);
      const { log, path: torn } = await logOf();
      await writeFile(torn, first + tear(second));
      await log.append(entry('two'));
      assert.equal(await readFile(torn, 'utf8'), (await readFile(path, 'utf8')).trimEnd() + '\n');
      await log.append(entry('three'));
      assert.deepEqual(await read(log), { ids: ['one', 'two', 'three'], damaged: [] });
    });
  }

  test('has no trace of a line that a full disk tore, whose commit was taken back', async () => {
    const { path } = await logOf('one', 'two');
    const [first = '', second = ''] = (await readFile(path, 'utf8')).split(/(?<=\n)/);
    const { log, path: torn } = await logOf();
    await writeFile(torn, first + second.slice(0, 200));
    assert.deepEqual(await read(log), { ids: ['one'], damaged: [] });
    await log.append(entry('three'));
    assert.deepEqual(await read(log), { ids: ['one', 'three'], damaged: [] });
  });

  test('keeps an end that is torn otherwise, and reports it', async () => {
    const { log, path } = await logOf('one');
    await appendFile(path, '{"format":1,"previous":"nothing of ours');
    await log.append(entry('two'));
    assert.deepEqual(await read(log), { ids: ['one', 'two'], damaged: [2] });
  });

  test('takes a line of nonsense as damage, not as a newer version', async () => {
    const { log, path } = await logOf('one');
    await appendFile(path, '{"format":"one"}\n17\nnull\n{"format":1,"id":"x","hash":5}\n');
    assert.deepEqual(await read(log), { ids: ['one'], damaged: [2, 3, 4, 5] });
  });

  test('reads the newest lines of a long one, and goes on from them', async () => {
    const { log, path } = await logOf('one', 'two', 'three');
    const rest = await readFile(path, 'utf8');
    await writeFile(path, '\n'.repeat(30_000) + rest);
    const reading = await log.read();
    assert.deepEqual(
      reading.entries.map(({ id }) => id),
      ['one', 'two', 'three'],
    );
    assert.deepEqual([reading.damaged.length, reading.damaged.length + reading.moreDamaged], [100, 19_997]);
    assert.equal(reading.damaged[0], 10_004);
    await log.append(entry('four'));
    assert.equal((await log.read()).entries.at(-1)?.id, 'four');
    assert.equal((await log.verify()).damaged[0], 1);
  });

  test('is checked whole, however long it is', async () => {
    const { log, path } = await logOf('one');
    let text = await readFile(path, 'utf8');
    let { hash: previous } = JSON.parse(text) as { hash: string };
    for (let count = 0; count < 25_000; count += 1) {
      const line = lineOf(entry(`e${count}`), previous);
      [text, previous] = [text + line.text, line.hash];
    }
    await writeFile(path, text);
    assert.equal((await log.read()).entries.length, 20_000);
    assert.deepEqual(await log.verify(), {
      entries: 25_001,
      damaged: [],
      moreDamaged: 0,
      isReplaced: false,
      earlier: 0,
    });
    await writeFile(path, text.replace('Switch e3"', 'Switch no"'));
    assert.deepEqual((await log.read()).damaged, []);
    assert.deepEqual((await log.verify()).damaged, [5]);
  });
});

suite('a log of which the user has a copy', () => {
  async function copied(...ids: readonly string[]) {
    const workspace = await disposableFolder('copied');
    const [folder, userState] = [join(workspace, 'config'), join(workspace, 'state')];
    await mkdir(join(folder, '.safekeep'), { recursive: true });
    const disk = errorMappingFileSystem(nodeFileSystem);
    const path = join(folder, '.safekeep', 'audit.jsonl');
    const open = () => new AuditLog(disk, path, historyCopy(disk, { userState, folder }));
    for (const id of ids) await open().append(entry(id));
    return { folder, path, open };
  }

  for (const [what, change] of [
    ['was cut', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['was emptied', () => ''],
    ['was replaced by another one', (text: string) => text.replaceAll('Switch', 'Forged')],
  ] as const) {
    test(`and which ${what} is noticed, told whole all the same, and put back`, async () => {
      const { folder, path, open } = await copied('one', 'two', 'three');
      const whole = await readFile(path, 'utf8');
      const found = change(whole);
      await writeFile(path, found);
      const reading = await open().read();
      assert.equal(reading.isReplaced, true);
      assert.deepEqual(
        reading.entries.map(({ id }) => id),
        ['one', 'two', 'three'],
      );
      const aside = join(folder, '.safekeep', 'damaged');
      assert.equal(await open().restore(aside), true);
      assert.equal(await readFile(path, 'utf8'), whole);
      const kept = await readdir(aside).catch(() => []);
      assert.deepEqual(
        await Promise.all(kept.map((name) => readFile(join(aside, name), 'utf8'))),
        found === '' ? [] : [found],
      );
      assert.equal(await open().restore(aside), false);
    });
  }

  test('has all that was seen of it when others have written more than a look reads', async () => {
    const { path, open } = await copied('one');
    let text = await readFile(path, 'utf8');
    let { hash: previous } = JSON.parse(text) as { hash: string };
    for (let count = 0; count < 21_000; count += 1) {
      const line = lineOf(entry(`e${count}`), previous);
      [text, previous] = [text + line.text, line.hash];
    }
    await writeFile(path, text);
    assert.equal((await open().read()).isReplaced, undefined);
    await writeFile(path, text.slice(text.indexOf('\n') + 1));
    assert.equal((await open().read()).isReplaced, true);
  });

  test('goes on with what another user wrote', async () => {
    const { path, open } = await copied('one');
    await new AuditLog(errorMappingFileSystem(nodeFileSystem), path).append(entry('two'));
    await open().append(entry('three'));
    await writeFile(path, '');
    assert.deepEqual(await read(open()), { ids: ['one', 'two', 'three'], damaged: [] });
  });

  test('starts anew where the folder was made anew', async () => {
    const { folder, open } = await copied('one', 'two');
    await rm(join(folder, '.safekeep'), { recursive: true });
    await mkdir(join(folder, '.safekeep'));
    assert.equal((await open().read()).isReplaced, undefined);
    await open().append(entry('three'));
    assert.deepEqual(await read(open()), { ids: ['three'], damaged: [] });
  });

  test('of a folder that was made anew keeps what was there before, until a person brings it back', async () => {
    const { folder, open } = await copied('one', 'two');
    for (const id of ['three', 'four']) {
      await rm(join(folder, '.safekeep'), { recursive: true });
      await mkdir(join(folder, '.safekeep'));
      await open().append(entry(id));
    }
    await open().append(entry('five'));
    const { entries, earlier } = await open().verify();
    assert.deepEqual([entries, earlier], [2, 3]);
    assert.equal(await open().restoreEarlier(join(folder, '.safekeep', 'damaged')), 3);
    assert.deepEqual(await read(open()), { ids: ['one', 'two', 'three', 'four', 'five'], damaged: [] });
    assert.deepEqual(await open().verify(), {
      entries: 5,
      damaged: [],
      moreDamaged: 0,
      isReplaced: false,
      earlier: 0,
    });
    await open().append(entry('six'));
    assert.deepEqual((await open().read()).entries.length, 6);
  });

  test('is kept where the folder is gone', async () => {
    const { folder, open } = await copied('one', 'two');
    await rm(join(folder, '.safekeep'), { recursive: true });
    assert.deepEqual([(await open().verify()).earlier, (await open().read()).entries.length], [2, 0]);
  });

  test('has no damage by the echo of a process that slept while another wrote the same line', async () => {
    const { path, open } = await copied('one', 'two');
    const [, second = ''] = (await readFile(path, 'utf8')).split(/(?<=\n)/);
    await appendFile(path, second);
    await open().append(entry('three'));
    assert.deepEqual(await read(open()), { ids: ['one', 'two', 'three'], damaged: [] });
  });
});
