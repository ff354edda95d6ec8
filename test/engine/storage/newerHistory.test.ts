// A history with lines in a newer format: by a newer Safekeep of this user, or by anybody who says so.
import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import type { HistoryEntry } from '../../../src/engine/model/model.ts';
import { AuditLog } from '../../../src/engine/storage/history/auditLog.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { historyCopy } from '../../../src/engine/storage/history/historyCopy.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';

const line = '{"format":2,"hash":"ab"}\n';

const entry = (id: string): HistoryEntry => ({
  id,
  at: '2026-11-20T09:13:37.123Z',
  author: 'tester',
  action: 'switch',
  summary: 'Switch',
  backup: id,
  changes: 1,
  files: [],
});

async function historyOfOne() {
  const folder = join(await disposableFolder('newer'), 'config');
  const path = join(folder, '.safekeep', 'audit.jsonl');
  await mkdir(dirname(path), { recursive: true });
  const disk = errorMappingFileSystem(nodeFileSystem);
  const copy = historyCopy(disk, { userState: join(folder, '..', 'state'), folder });
  const open = () => new AuditLog(disk, path, copy);
  await open().append(entry('one'));
  const newer = Buffer.from((await readFile(path, 'utf8')) + line);
  return { folder, path, copy, open, newer };
}

suite('a line of the history in a newer format', () => {
  test('is damage where anybody may have written it, and the next line follows', async () => {
    const { path, open } = await historyOfOne();
    await appendFile(path, line);
    await open().append(entry('two'));
    const { entries, damaged } = await open().read();
    assert.deepEqual([entries.map(({ id }) => id), damaged], [['one', 'two'], [2]]);
  });

  test('that the user has seen as the newest leaves the folder to the newer Safekeep, cut or not', async () => {
    const { folder, path, copy, open, newer } = await historyOfOne();
    await copy.add({ text: line, previous: '', hash: 'ab' }, () => newer);
    for (const found of [newer, Buffer.from('')]) {
      await writeFile(path, found);
      const refusal = { code: 'unsupported-version', message: /^\.safekeep\/audit\.jsonl has format 2/ };
      await assert.rejects(open().read(), refusal);
      await assert.rejects(open().restore(join(folder, 'aside')), refusal);
      assert.deepEqual(await readFile(path), found);
    }
  });
});
