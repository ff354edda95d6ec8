// `npm run bench`: how long the engine takes for what people wait for, as medians and 95th percentiles on this machine.
// It only tells: no test asserts a time, for other machines and other moments have other ones.
//   npm run bench              in the system's folder for temporary files
//   npm run bench -- FOLDER    on the disk that this folder is on
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderDocument } from '../src/engine/text/document.ts';
import { contentOf } from '../src/engine/documents/fileDocument.ts';
import { defaultManifest } from '../src/engine/records/manifest.ts';
import { readMigration } from '../src/engine/migrations/migration.ts';
import type { PathStep } from '../src/engine/migrations/migrationPath.ts';
import { migrateText } from '../src/engine/migrations/resolveInVersion.ts';
import { fromPlain, type Value } from '../src/engine/values/value.ts';
import { openEngine, type Engine, type Plan } from '../src/engine/index.ts';
import { acquireLock } from '../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem } from '../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../src/engine/storage/disk/nodeFileSystem.ts';
import { writeFiles } from '../test/support/disk/configFolder.ts';
import { set } from '../test/support/texts/edits.ts';
import { crashingFileSystem } from '../test/support/faults/faultyFileSystem.ts';

interface Measure {
  readonly name: string;
  readonly runs: number;
  /** Milliseconds, promised at the 95th percentile. */
  readonly budget?: number;
  /** Milliseconds that we want the median to be below. */
  readonly aim?: number;
  /** @param time runs what is measured; whatever else a run does is not counted. */
  readonly run: (time: (work: () => Promise<unknown>) => Promise<void>) => Promise<unknown>;
}

const targets = ['app', 'web', 'jobs', 'mail', 'cache'];
const backupsBefore = 30;
let number = 0;

const { positionals } = parseArgs({ allowPositionals: true });
const workspace = await mkdtemp(join(positionals[0] ?? tmpdir(), 'safekeep-bench-'));
const folder = join(workspace, 'config');
try {
  await writeFiles(folder, files());
  const engine = await openEngine(folder);
  for (let count = 0; count < backupsBefore; count += 1) await engine.createBackup({});
  console.log(`${targets.length} targets of 4 KB, ${backupsBefore} backups, in ${workspace}\n`);
  const rows: (readonly string[])[] = [['', 'runs', 'median', 'p95', 'budget', 'aim']];
  for (const measure of [...readings(engine), ...changes(engine), ...upkeep(engine), ...migrations()])
    rows.push(await rowOf(measure));
  for (const [name = '', ...cells] of rows)
    console.log(name.padEnd(44) + cells.map((cell) => cell.padStart(10)).join(''));
} finally {
  await rm(workspace, { recursive: true });
}

function files(): Readonly<Record<string, string>> {
  const text = (mode: string) =>
    `${JSON.stringify({ n: 0, mode, list: Array.from({ length: 100 }, (_, index) => ({ id: index, text: 'a value' })) }, undefined, 1)}\n`;
  const named = targets.flatMap((name): [string, string][] => [
    [`${name}.json`, text('a')],
    [`profiles/a/${name}.json`, text('a')],
    [`profiles/b/${name}.json`, text('b')],
  ]);
  const retention = { last: backupsBefore };
  const manifest = { retention, targets: Object.fromEntries(targets.map((name) => [name, `${name}.json`])) };
  return { 'safekeep.json': JSON.stringify(manifest), ...Object.fromEntries(named) };
}

function readings(engine: Engine): readonly Measure[] {
  const options = { directory: join(workspace, 'lock'), command: 'bench', timeoutMs: 0 };
  const fileSystem = errorMappingFileSystem(nodeFileSystem);
  return [
    {
      name: 'lock, taken and given back',
      runs: 500,
      budget: 10,
      aim: 2,
      run: (time) => time(async () => (await acquireLock(fileSystem, options)).release()),
    },
    { name: 'snapshot', runs: 100, run: (time) => time(() => engine.snapshot()) },
    { name: 'plan of an edit', runs: 100, run: (time) => time(() => planEdit(engine)) },
  ];
}

function changes(engine: Engine): readonly Measure[] {
  const thenForget =
    (run: Measure['run']): Measure['run'] =>
    (time) =>
      run(time).then(() => forgetNewest(engine));
  return [
    {
      name: 'commit of an edit',
      runs: 100,
      budget: 100,
      aim: 10,
      run: thenForget(async (time) => {
        const plan = await planEdit(engine);
        await time(() => engine.commit(plan));
      }),
    },
    {
      name: 'switch of 5 targets, from look to commit',
      runs: 100,
      run: thenForget((time) =>
        time(async () => engine.commit(await planSwitch(engine), { accepted: 'all' })),
      ),
    },
    {
      name: 'backup, made',
      runs: 100,
      budget: 50,
      aim: 5,
      run: thenForget((time) => time(() => engine.createBackup({}))),
    },
  ];
}

function upkeep(engine: Engine): readonly Measure[] {
  return [
    { name: 'cleaning up, nothing to go', runs: 100, run: (time) => time(() => engine.prune()) },
    { name: 'recovery, nothing to do', runs: 100, run: (time) => time(() => engine.recoverInterrupted()) },
    {
      name: 'recovery of a switch that was interrupted',
      runs: 30,
      run: async (time) => {
        await interrupt();
        await time(async () => {
          if ((await engine.recoverInterrupted()).length !== 1)
            throw new Error('There was nothing to recover.');
        });
        await forgetNewest(engine);
      },
    },
  ];
}

/** A document of 1 MB, parsed anew, through ten versions. */
function migrations(): readonly Measure[] {
  const few = (from: number) => [
    { op: 'rename', path: `/server/name${from}`, to: `name${from + 1}` },
    { op: 'add', path: `/section${from}`, value: { enabled: true, limits: [1, 2, 3] } },
    { op: 'default', path: `/server/timeout${from}`, value: 30 },
    { op: 'move', from: `/section${from}/limits`, path: `/server/limits${from}` },
    { op: 'mapValues', path: '/server/level', values: { a: 'b', b: 'a' } },
    { op: 'scale', path: '/pools/*/size', factor: 10, offset: 1 },
  ];
  const many = (from: number) => [{ op: 'rename', path: `/entries/*/name${from}`, to: `name${from + 1}` }];
  return [
    migration('1 MB of JSON, 10 versions', { format: 'json', steps: few, budget: 200, aim: 100 }),
    migration('1 MB of YAML, 10 versions', { format: 'yaml', steps: few }),
    migration('the same JSON, 38,700 keys renamed', { format: 'json', steps: many }),
  ];
}

interface Migrating extends Pick<Measure, 'budget' | 'aim'> {
  readonly format: 'json' | 'yaml';
  readonly steps: (from: number) => readonly object[];
}

function migration(name: string, { format, steps, ...limits }: Migrating): Measure {
  const legs = Array.from({ length: 10 }, (_, index): PathStep => {
    const text = JSON.stringify({ from: index + 1, to: index + 2, up: steps(index) });
    const reading = readMigration(contentOf('migrations/a.json', Buffer.from(text))).migration;
    if (!reading) throw new Error('The migration has a fault.');
    return { migration: reading, from: reading.from, to: reading.to, steps: reading.up };
  });
  const path = `large.${format}`;
  const text = renderDocument(largeValue(), format);
  const work = () => Promise.resolve(migrateText({ manifest: defaultManifest }, { path, text }, legs));
  return { name: `migration, ${name}`, runs: 20, ...limits, run: (time) => time(work) };
}

function largeValue(): Value {
  const entry = (index: number) => ({
    name0: `a name ${index}`,
    size: index,
    text: 'x'.repeat(110),
    tags: ['a', 'b'],
  });
  const named = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`entry${index}`, entry(index)]));
  const server = { name0: 'main', level: 'a', port: 80 };
  return fromPlain({ version: 1, server, pools: named(100), entries: named(3_870) });
}

function planEdit(engine: Engine): Promise<Plan> {
  number += 1;
  return engine.plan({ kind: 'edit', target: 'app', edits: [set('/n', number)] });
}

async function planSwitch(engine: Engine): Promise<Plan> {
  const { state } = await engine.snapshot();
  return engine.plan({ kind: 'switch', profile: state.activeProfile === 'a' ? 'b' : 'a' });
}

/** A snapshot reads every backup: their number must not grow while it is measured. */
async function forgetNewest(engine: Engine): Promise<void> {
  await engine.deleteBackup((await engine.findBackup('latest')).id);
}

/** Leaves a switch at its second target, as a process that died there. */
async function interrupt(): Promise<void> {
  const stopsAt = (call: string, _path: string, to?: string) =>
    call === 'rename' && to === join(folder, 'web.json');
  const dying = await openEngine(folder, { fileSystem: crashingFileSystem(stopsAt).fileSystem });
  await dying.commit(await planSwitch(dying), { accepted: 'all' }).catch(() => undefined); // It dies of it.
  await rm(join(folder, '.safekeep', 'lock'), { recursive: true }); // This process lives on, so its lock would stand.
}

async function rowOf({ name, runs, budget, aim, run }: Measure): Promise<readonly string[]> {
  const times: number[] = [];
  const time = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  };
  for (let count = 0; count < runs / 10; count += 1) await run(time); // Until the code is warm.
  times.length = 0;
  for (let count = 0; count < runs; count += 1) await run(time);
  times.sort((left, right) => left - right);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? NaN).toFixed(2)} ms`;
  const limit = (ms: number | undefined) => (ms === undefined ? '' : `${ms} ms`);
  return [name, String(runs), at(0.5), at(0.95), limit(budget), limit(aim)];
}
