// A process of its own at work on a config folder, which tells on standard output what it begins and what is done.
// `switch` goes to and fro between the profiles a and b, `count` adds one to the number in counter.json, `look` takes
// snapshots until standard input ends and tells which profiles and problems they showed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  documentOf,
  EngineError,
  openEngine,
  toPlain,
  type FileContent,
  type Plan,
  type Snapshot,
} from '../../../src/engine/index.ts';
import { set } from '../texts/edits.ts';
import { testUser } from '../disk/testUser.ts';

const [, , mode, folder = '', rounds = '0'] = process.argv;
const say = (...words: readonly (string | number)[]) => process.stdout.write(`${words.join(' ')}\n`);
const engine = await openEngine(folder, {
  author: 'child',
  lockTimeoutMs: 60_000,
  finishes: true,
  user: testUser(), // The same as that of the test, who looks at what is left.
});
say('ready');
if (mode === 'look') await look();
else for (let round = 0; round < Number(rounds); round += 1) await commit(mode === 'count' ? count : toOther);

/** Plans anew until nobody else is quicker. */
async function commit(makePlan: () => Promise<Plan>): Promise<void> {
  for (;;) {
    const plan = await makePlan();
    say('begin', plan.state.activeProfile ?? '-');
    try {
      const result = await engine.commit(plan, { accepted: 'all' });
      if (!result) continue;
      say('done', result.entry.id);
      return;
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'conflict') throw error;
      say('conflict');
    }
  }
}

async function toOther(): Promise<Plan> {
  const { state } = await engine.snapshot();
  return engine.plan({ kind: 'switch', profile: state.activeProfile === 'a' ? 'b' : 'a' });
}

/** The operation names a number, so the plan must have been made from the content that the number came from. */
async function count(): Promise<Plan> {
  const bytes = await readFile(join(folder, 'counter.json'));
  const { n } = JSON.parse(bytes.toString()) as { n: number }; // The tests put it there.
  const plan = await engine.plan({ kind: 'edit', target: 'counter', edits: [set('/n', n + 1)] });
  return plan.writes.some(({ before }) => before && bytes.equals(before)) ? plan : count();
}

async function look(): Promise<void> {
  const seen = new Map<string, number>();
  process.stdin.resume();
  while (!process.stdin.readableEnded) {
    const snapshot = await engine.snapshot();
    const modes = new Set(
      snapshot.targets
        .filter(({ name }) => name !== 'counter')
        .map(({ name }) => plainOf(fileOf(snapshot, name))['mode']),
    );
    modes.add(snapshot.state.activeProfile);
    for (const { file, message } of snapshot.problems) modes.add(`${file}: ${message}`.replaceAll(' ', '_'));
    const what = [...modes].join('+');
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  for (const [what, times] of seen) say('saw', what, times);
}

function fileOf({ targets }: Snapshot, name: string): FileContent {
  const file = targets.find((target) => target.name === name)?.file;
  if (!file) throw new Error(`${name} is gone.`);
  return file;
}

function plainOf(file: FileContent): Record<string, unknown> {
  const { value } = documentOf(file);
  if (value === undefined) throw new Error(`${file.path} does not parse.`);
  return toPlain(value) as Record<string, unknown>; // The tests write maps into their targets.
}
