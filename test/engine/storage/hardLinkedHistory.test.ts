import assert from 'node:assert/strict';
import { link, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lineOf } from '../../../src/engine/storage/history/auditLines.ts';
import { AuditLog } from '../../../src/engine/storage/history/auditLog.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';

const entry = (id: string) => ({
  id,
  at: '2026-11-20T09:13:37.123Z',
  author: 'tester',
  action: 'switch' as const,
  summary: '$(touch PWNED)',
  backup: 'b',
  changes: 0,
  files: [],
});

test('a history that is another name of a file elsewhere leaves that file alone', async () => {
  const folder = await disposableFolder('hard-link');
  const [elsewhere, path] = [join(folder, '.bashrc'), join(folder, 'audit.jsonl')];
  const before = lineOf(entry('one'), '').text;
  await writeFile(elsewhere, before);
  await link(elsewhere, path);
  const log = new AuditLog(errorMappingFileSystem(nodeFileSystem), path);
  for (const id of ['one', 'two']) await log.append(entry(id));
  assert.equal(await readFile(elsewhere, 'utf8'), before);
  const { entries, damaged } = await log.read();
  assert.deepEqual([entries.map(({ id }) => id), damaged], [['one', 'two'], []]);
});

test('nothing is appended to a file with another name', async () => {
  const folder = await disposableFolder('hard-link');
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  await writeFile(one, '');
  await link(one, other);
  await assert.rejects(nodeFileSystem.append(other, 0o600), { code: 'EMLINK' });
});
