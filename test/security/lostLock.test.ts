// Real processes: one that is stopped in the middle of its renames, as by Ctrl+Z or `docker pause`, while another in a pid
// namespace of its own takes over, recovers and commits. Whoever lost the lock writes nothing any more.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { hostileWorkspace, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { cliWords } from '../support/terminal/cli.ts';

const targets = Array.from({ length: 40 }, (_, index) => `t${String(index).padStart(2, '0')}`);
const textOf = (target: string, profile: string) => `target: ${target}\nmode: ${profile}\n`;

function reasonToSkip(): string | false {
  if (process.getuid?.() !== 0) return 'needs root, for a pid namespace';
  try {
    execFileSync('unshare', ['-p', '-f', '--mount-proc', 'true'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'needs unshare(1), and a system that lets it make a pid namespace';
  }
}

async function folder(): Promise<HostileWorkspace> {
  const profiles = ['a', 'b', 'c'].flatMap((profile) =>
    targets.map((target) => [`profiles/${profile}/${target}.yaml`, textOf(target, profile)] as const),
  );
  const workspace = await hostileWorkspace({
    'safekeep.json': JSON.stringify({
      format: 1,
      targets: Object.fromEntries(targets.map((target) => [target, `${target}.yaml`])),
    }),
    ...Object.fromEntries(profiles),
    ...Object.fromEntries(targets.map((target) => [`${target}.yaml`, textOf(target, 'a')])),
  });
  const { code, stderr } = await workspace.runWith({ limitMs: 60_000 }, 'switch', 'a');
  assert.equal(code, 0, stderr);
  return workspace;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  return once(child, 'close').then(([code]) => ({ code: code as number | null, output })); // As child_process says.
}

/** `null` when it was done before it could be stopped. */
async function stoppedInTheMiddle(workspace: HostileWorkspace) {
  const journal = join(workspace.config, '.safekeep', 'journal');
  const records = () =>
    existsSync(journal) ? readdirSync(journal).filter((name) => /^\d.*\.json$/.test(name)) : [];
  const child = spawn(process.execPath, [...cliWords, 'switch', 'b'], { cwd: workspace.repo });
  const end = ended(child);
  while (child.exitCode === null && records().length === 0) await turn();
  child.kill('SIGSTOP');
  const isInTheMiddle = child.exitCode === null && records().length > 0;
  if (isInTheMiddle) return { child, end };
  child.kill('SIGCONT');
  await end;
  return null;
}

async function stoppedHolder() {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const workspace = await folder();
    const holder = await stoppedInTheMiddle(workspace);
    if (holder) return { workspace, ...holder };
  }
  throw new Error('No process could be stopped in the middle of its renames.');
}

const modesIn = async ({ config }: HostileWorkspace) =>
  new Set(
    await Promise.all(
      targets.map(async (target) => (await readFile(join(config, `${target}.yaml`), 'utf8')).split('\n')[1]),
    ),
  );

function rival({ repo }: HostileWorkspace, ...words: readonly string[]): Promise<Ended> {
  const command = ['-p', '-f', '--mount-proc', process.execPath, ...cliWords, ...words];
  return ended(spawn('unshare', command, { cwd: repo, env: { ...process.env, LC_ALL: 'C' } }));
}

test(
  'a process that was stopped in its renames writes nothing after a rival has taken over',
  { skip: reasonToSkip() },
  async () => {
    const { workspace, child, end } = await stoppedHolder();
    try {
      const looked = await rival(workspace, 'status');
      assert.notEqual(looked.code, 1, `a stopped holder locks readers out: ${looked.output}`);
      // The rival cannot ask for the holder's process, so it waits until nothing was heard of it for eight seconds.
      let taken = await rival(workspace, 'switch', 'c');
      for (let again = 0; taken.code !== 0 && again < 3; again += 1)
        taken = await rival(workspace, 'switch', 'c');
      assert.equal(taken.code, 0, taken.output);
      assert.deepEqual(await modesIn(workspace), new Set(['mode: c']));
    } finally {
      child.kill('SIGCONT');
    }
    const { code, output } = await end;
    assert.deepEqual(await modesIn(workspace), new Set(['mode: c']), output);
    assert.equal(code, 1, output);
    assert.doesNotMatch(output, /Nothing was written|as they were|internal/);
    const status = await workspace.runWith({ limitMs: 60_000 }, 'status');
    assert.equal(status.code, 0, status.stdout + status.stderr);
    const audit = await workspace.runWith({ limitMs: 60_000 }, 'audit', 'verify');
    assert.equal(audit.code, 0, audit.stdout);
  },
);
