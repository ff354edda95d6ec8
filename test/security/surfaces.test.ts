// What the terminal prints of data: no control sequence, carriage return or direction of writing gets through, no line
// pretends to be another, and no secret is said where nobody asked for it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite, test } from 'node:test';
import { backupRecord, forgedBackup, forgedId, historyLine } from './support/forged.ts';
import { hostileWorkspace, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';
import { cliWords } from '../support/terminal/cli.ts';
import type { Ran } from './support/terminal.ts';

/** What a terminal obeys instead of drawing it, and what turns the direction of writing round. */
// eslint-disable-next-line no-control-regex -- These are what is looked for.
const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/;
const title = '\u001b]0;OWNED\u0007';
const falseLine = '\r~ /server/port 1 → 1';
const nasty = `n${title}\u202e\u009b8m${falseLine}\nerror: forged`;

function assertHarmless({ stdout, stderr }: Ran, what: string): void {
  for (const text of [stdout, stderr]) {
    assert.doesNotMatch(text, acting, what);
    assert.doesNotMatch(text, /^error: forged|^~ \/server\/port 1 → 1/m, what);
  }
}

const json = JSON.stringify;

function withoutScreen(): string | false {
  try {
    execFileSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'needs script(1), for a terminal';
  }
}

async function shownEverywhere(): Promise<HostileWorkspace> {
  const live = json({ [nasty]: 1, a: nasty, b: 1 });
  const workspace = await hostileWorkspace({
    'safekeep.json': json({ format: 1, targets: { current: 'current.json' }, [nasty]: 1 }),
    'current.json': live,
    'profiles/p.json': json({ $profile: { description: nasty }, [nasty]: 2, a: 'x', [`k${nasty}`]: 1 }),
    [`profiles/x${title}\u202e.json`]: json({ a: 2 }),
    'schema.json': json({ type: 'object', required: [nasty], properties: { b: { enum: [nasty] } } }),
    '.safekeep/state.json': json({ format: 1, activeProfile: nasty, applied: { [nasty]: 'x' } }),
    '.safekeep/audit.jsonl': historyLine({
      id: forgedId,
      at: nasty,
      author: nasty,
      action: nasty,
      summary: nasty,
      backup: forgedId,
      changes: 1,
      files: [{ path: nasty, before: null, after: null }],
    }),
    [`.safekeep/journal/${forgedId}.json`]: nasty,
    [`backups/${forgedId}/current.json`]: live,
  });
  const record = JSON.parse(forgedBackup([{ path: 'current.json', text: live }])) as Record<string, unknown>;
  const named = backupRecord({ ...record, name: nasty, note: nasty, author: nasty, summary: nasty });
  await workspace.write({ [`backups/${forgedId}/backup.json`]: named });
  return workspace;
}

suite('the terminal', { skip: process.platform === 'win32' }, () => {
  test('draws what stands in data, and obeys none of it (S-13)', async () => {
    const workspace = await shownEverywhere();
    for (const words of [
      ['status'],
      ['profile', 'list'],
      ['profile', 'show', 'p', '--origin'],
      ['diff', 'current', 'profile:p'],
      ['switch', 'p', '--dry-run'],
      ['history'],
      ['undo', '--dry-run'],
      ['backup', 'list'],
      ['backup', 'show', forgedId],
      ['backup', 'verify'],
      ['backup', 'restore', forgedId, '--dry-run'],
      ['backup', 'prune', '--dry-run'],
      ['validate'],
      ['audit', 'verify'],
      ['recover', '--dry-run'],
      ['completion', 'values', 'switch', ''],
      ['completion', 'values', 'get', ''],
      ['switch', nasty.replaceAll('\0', '')],
      ['get', nasty],
      [nasty],
    ]) {
      const ran = await workspace.run(...words);
      assert.equal(ran.isHung, false);
      assertHarmless(ran, json(words));
    }
  });

  test(
    'draws content on a screen, too, and leaves its bytes alone in a pipe (S-13)',
    { skip: withoutScreen() },
    async () => {
      const workspace = await shownEverywhere();
      for (const words of ['get a', 'profile show p', 'status', 'diff current profile:p']) {
        const command = [process.execPath, ...cliWords].join(' ');
        const shown = execFileSync('script', ['-qec', `${command} ${words}; true`, '/dev/null'], {
          cwd: workspace.repo,
        });
        // Colors, line ends and progress are our own.
        // eslint-disable-next-line no-control-regex -- Control sequences are what is looked for.
        const text = shown.toString().replaceAll(/\u001b\[[\d;]*[mK]|\r\n|\r(?=\u001b|$)/g, '\n');
        assert.doesNotMatch(text, acting, words);
      }
      assert.equal((await workspace.run('get', 'a')).stdout, `${nasty}\n`);
    },
  );

  test('draws what a parser or the holder of a lock says in the same way (S-13)', async () => {
    const broken = await hostileWorkspace({
      'current.yaml': `a: &x${title} 1\nb: *y${title}\n"k${title}: 1\n`,
    });
    assertHarmless(await broken.run('status'), 'status');
    assertHarmless(await broken.run('validate'), 'validate');
    const held = await hostileWorkspace();
    const holder = { pid: 1, host: nasty, command: nasty, since: nasty, system: nasty, started: nasty };
    await held.write({ '.safekeep/lock/1.lock': json(holder) });
    const ran = await held.runWith({ limitMs: 25_000 }, 'switch', 'p');
    assertAnswered(ran, 'switch');
    assertHarmless(ran, 'switch');
  });

  test('refuses names that would not be seen as they are, and what is read of such files is escaped (S-13)', async () => {
    const workspace = await hostileWorkspace();
    for (const words of [
      ['profile', 'copy', 'p', 'bidi\u202e'],
      ['profile', 'create', `x${title}`],
      ['profile', 'rename', 'p', '$(gear)'],
      ['profile', 'copy', 'p', 'x [Undo](command:x)'],
      ['backup', 'create', '--name', 'a\u202eb'],
      ['set', 'a', '7', '--author', `a${title}`],
    ])
      assert.notEqual((await workspace.run(...words)).code, 0, json(words));
    assert.equal(await readFile(join(workspace.config, 'current.yaml'), 'utf8'), 'a: 1\nb: 2\nc: 3\n');
  });

  test('tells who watches that a secret was changed, and not what it was or is (S-23)', async () => {
    const old = 'correct-horse-8';
    const workspace = await hostileWorkspace({ 'current.json': json({ db: { password: old }, port: 1 }) });
    const child = spawn(process.execPath, [...cliWords, '--json', 'watch'], { cwd: workspace.repo });
    const lines = createInterface(child.stdout);
    const isTold = once(lines, 'line');
    const file = join(workspace.config, 'current.json');
    // Until the watch has begun, a change is none: so it is made again, each time another one.
    const again = setInterval(() => {
      const text = json({
        db: { password: `correct-horse-9-${performance.now()}` },
        port: performance.now(),
      });
      void writeFile(`${file}.new`, text).then(() => rename(`${file}.new`, file));
    }, 300);
    const told = String(((await isTold) as readonly unknown[])[0]);
    clearInterval(again);
    child.kill();
    await once(child, 'close');
    assert.match(told, /password/);
    assert.doesNotMatch(told, /correct-horse/);
  });

  test('takes a secret from its standard input, and repeats none in an error (S-24)', async () => {
    const workspace = await hostileWorkspace({ 'current.yaml': 'db:\n  password: old\n' });
    const set = await workspace.runWith({ input: '"S3CRET"' }, 'set', 'db.password', '--stdin');
    assert.equal(set.code, 0, set.stderr);
    assert.doesNotMatch(set.stdout + set.stderr, /S3CRET/);
    assert.match(await readFile(join(workspace.config, 'current.yaml'), 'utf8'), /S3CRET/);
    for (const words of [
      ['set', 'db.password', 'S3CRET2'],
      ['set', 'db.password', '"S3CRET2'],
      ['set', 'db.nothing.password', 'S3CRET2'],
    ]) {
      const { stdout, stderr, code } = await workspace.run(...words);
      assert.notEqual(code, 0);
      assert.doesNotMatch(stdout + stderr, /S3CRET2/);
    }
  });
});
