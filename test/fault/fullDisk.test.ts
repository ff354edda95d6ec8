// A disk of one megabyte that is really full. Linux lets root mount one; elsewhere the test says that it was not run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { EngineError, openEngine, type Engine } from '../../src/engine/index.ts';
import { disposableFolder, perform, writeFiles } from '../support/disk/configFolder.ts';
import { set } from '../support/texts/edits.ts';

/** Backup, staged file and records each need pages of their own. */
const text = `{ "n": 0, "more": "${'x'.repeat(6_000)}" }\n`;

const pageBytes = 4096;

test('a full disk fails a commit, which leaves all as it was, and the next one goes through when there is space', async (context) => {
  const disk = await smallDisk();
  if (disk === null) {
    context.skip('not run: this machine does not let the test mount a disk');
    return;
  }
  const folder = join(disk, 'config');
  await writeFiles(folder, { 'current.json': text });
  const engine = await openEngine(folder, { author: 'tester', finishes: true });
  let refused = 0;
  let commits = 0;
  // Each turn leaves one page more, so that the disk is full at each place of a commit.
  for (let pages = 0; commits < 3; pages += 1) {
    await fillUp(join(disk, 'filling'), pages);
    const before = await contentOf(folder);
    const error = await count(engine).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null) commits += 1;
    else {
      refused += 1;
      assertDiskIsFull(error);
      assert.equal(await contentOf(folder), before, `${pages} pages free`);
    }
    await rm(join(disk, 'filling'));
    // Neither the lock nor the journal nor anything staged stands in the way of the next.
    assert.deepEqual(await strays(folder), [], `${pages} pages free`);
    await count(engine);
    const { history, problems, recovered } = await engine.snapshot();
    assert.deepEqual({ problems, recovered }, { problems: [], recovered: [] });
    assert.equal(history.length, (JSON.parse(await contentOf(folder)) as { n: number }).n); // The test wrote it.
    for (const backup of await engine.verifyBackups()) assert.deepEqual(backup.problems, []);
    for (const { id } of (await engine.snapshot()).backups) await engine.deleteBackup(id);
    await rm(join(folder, '.safekeep', 'trash'), { recursive: true });
  }
  context.diagnostic(
    `a disk of 1 MB: ${refused} commits refused as it was full at one place after another, 0 lost`,
  );
  assert.ok(refused > 3);
});

async function count(engine: Engine): Promise<void> {
  const { history } = await engine.snapshot();
  await perform(engine, { kind: 'edit', edits: [set('/n', history.length + 1)] });
}

function assertDiskIsFull(error: unknown): void {
  assert.ok(error instanceof EngineError, String(error));
  assert.equal(error.code, 'io', error.message);
  assert.match(error.message, /the disk is full/);
}

async function smallDisk(): Promise<string | null> {
  const disk = await disposableFolder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  after(() => execFileSync('umount', [disk]));
  return disk;
}

/** Until not a byte more goes in, less some pages. */
async function fillUp(filling: string, freePages: number): Promise<void> {
  const file = await open(filling, 'w');
  const page = Buffer.alloc(pageBytes, 'f');
  let pages = 0;
  for (; ; pages += 1) {
    const written = await file.write(page).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return null;
      throw error;
    });
    if (written === null) break;
  }
  await file.truncate((pages - freePages) * pageBytes);
  await file.close();
}

async function contentOf(folder: string): Promise<string> {
  return readFile(join(folder, 'current.json'), 'utf8');
}

async function strays(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter(
    (name) => name.endsWith('.safekeep-new') || /journal\/.|backups\/\.\d|\.lock$/.test(name),
  );
}
