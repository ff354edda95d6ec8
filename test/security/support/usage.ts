// What an answer of the terminal cost. Processor time, not the clock's: a busy machine makes nothing a bomb.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostileWorkspace } from './hostileWorkspace.ts';
import { assertAnswered } from './outcome.ts';
import type { Ran } from './terminal.ts';

interface Usage {
  readonly megabytes: number;
  readonly seconds: number;
}

const hook = pathToFileURL(join(import.meta.dirname, 'peak.ts')).href;

async function measured(
  workspace: HostileWorkspace,
  words: readonly string[],
): Promise<Usage & { ran: Ran }> {
  const file = join(workspace.root, 'usage.json');
  const env = {
    NODE_OPTIONS: `--import=${hook} --disable-warning=MODULE_TYPELESS_PACKAGE_JSON`,
    SAFEKEEP_TEST_USAGE: file,
  };
  const ran = await workspace.runWith({ env, limitMs: 30_000 }, ...words);
  assertAnswered(ran, words.join(' '));
  const usage = JSON.parse(await readFile(file, 'utf8')) as Usage; // As `peak.ts` writes it.
  return { ...usage, ran };
}

/** At most two seconds and 200 MB more than what starting up takes. */
export async function assertCheap(workspace: HostileWorkspace, ...words: readonly string[]): Promise<Ran> {
  const idle = await measured(workspace, ['--version']);
  const { megabytes, seconds, ran } = await measured(workspace, words);
  const what = `${words.join(' ')} took ${seconds.toFixed(1)} s and ${megabytes.toFixed(0)} MB`;
  assert.ok(seconds - idle.seconds < 2, what);
  assert.ok(megabytes - idle.megabytes < 200, what);
  return ran;
}
