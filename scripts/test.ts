// `npm test`: every check there is, going on after a failure. The last line is `N passed, N failed`; the exit code is 1
// if anything failed.
//   npm test -- --only types,unit          only these steps, one after the other
//   npm test -- --only unit pointer diff   of these, only files whose path contains one of the words
//   npm test -- --full                     the sizes of a release (`npm run test:full`)
// In a whole run the steps that compute go on beside those that wait for a window. The output of a step is printed when
// it ends, whole; what failed is told once more at the end.
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot, temporaryFolder } from '../test/support/paths.ts';
import { typeScriptFlags } from './runCommand.ts';
import { testFolders } from './testFolders.ts';
import { steps, type Outcome, type Step } from './testSteps.ts';

const slowestShown = 10;
/** Of what went wrong in a test, at the end. */
const failureLines = 12;

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true }, full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const state = await temporaryFolder('state');
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...(await testFolders(state, values.full)),
  ...(values.full ? fullRun() : {}),
};
const outcomes = new Map<string, { readonly outcome: Outcome; readonly seconds: number }>();
const failures: string[] = [];
const chosen = chooseSteps(values.only);
if (values.only === undefined) await runLanes();
else for (const step of chosen) await run(step, 'inherit');
await rm(state, { recursive: true, force: true });
process.exit(report() === 0 ? 0 : 1);

function chooseSteps(only: readonly string[] | undefined): readonly Step[] {
  if (only === undefined) return steps.filter(({ isExtra }) => values.full || isExtra !== true);
  const names = only.flatMap((list) => list.split(','));
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => step.name).join(', ');
    console.error(`There is no step ${unknown.join(', ')}. The steps: ${known}.`);
    process.exit(2);
  }
  return steps.filter((step) => names.includes(step.name));
}

/** Random tests begin elsewhere each time; what fails can be had again with its seed. */
function fullRun(): Readonly<Record<string, string>> {
  const seed = process.env['FC_SEED'] ?? String(randomInt(2 ** 31));
  console.log(`Random tests start from the seed ${seed} (FC_SEED).`);
  return { SAFEKEEP_TESTS: 'full', FC_SEED: seed };
}

async function runLanes(): Promise<void> {
  for (const step of inLane('first')) await run(step, 'pipe');
  environment['SAFEKEEP_IS_BUILT'] = 'yes';
  const runLane = async (lane: Step['lane']) => {
    for (const step of inLane(lane)) await run(step, 'pipe');
  };
  await Promise.all([runLane('computes'), runLane('waits')]);
}

function inLane(lane: Step['lane']): readonly Step[] {
  return chosen.filter((step) => step.lane === lane);
}

async function run({ name, lane }: Step, output: 'inherit' | 'pipe'): Promise<void> {
  const started = performance.now();
  const child = fork(join(projectRoot, 'scripts', 'testStep.ts'), [name, ...positionals], {
    execArgv: [...typeScriptFlags],
    env: environment,
    stdio: ['ignore', output, output, 'ipc'],
  });
  // What computes gets the cores when no window wants them.
  if (lane === 'computes' && child.pid !== undefined) setPriority(child.pid, 10);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  let outcome: Outcome = { passed: 0, failed: 1 };
  child.on('message', (message) => (outcome = message as Outcome)); // As `testStep.ts` sends it.
  if (output === 'inherit') console.log(`\n── ${name} ──`);
  await new Promise((resolve) => child.once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  outcomes.set(name, { outcome, seconds });
  const text = Buffer.concat(printed).toString();
  if (output === 'pipe') process.stdout.write(`\n── ${name} ──\n${text}`);
  if (outcome.failed > 0) failures.push(...failuresIn(text).map((failure) => `── ${name} ──\n${failure}`));
  console.log(described(name));
}

/** The failed tests in what a step printed, each with the first lines of what went wrong. */
function failuresIn(text: string): readonly string[] {
  const parts = text.split(/^(?=\s*[✔✖▶ℹ])/m).map((part) => part.trim());
  const failed = parts.filter((part) => /^✖ .*\n/.test(part) && !part.startsWith('✖ failing tests'));
  // Some reporters tell each failure twice.
  const once = new Map(failed.map((part) => [part.split('\n', 1).join(), part]));
  return [...once.values()].map((part) => part.split('\n').slice(0, failureLines).join('\n'));
}

/** Prints what came of all; answers how many tests failed. */
function report(): number {
  const all = [...outcomes.values()].map(({ outcome }) => outcome);
  const files = all
    .flatMap((outcome) => outcome.files ?? [])
    .toSorted((one, other) => other.seconds - one.seconds);
  if (files.length > slowestShown) {
    console.log('\nThe slowest test files:');
    for (const { file, seconds } of files.slice(0, slowestShown))
      console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
  }
  for (const failure of failures) console.log(`\n${failure}`);
  console.log('');
  for (const name of outcomes.keys()) console.log(described(name));
  const sum = (count: 'passed' | 'failed') => all.reduce((total, outcome) => total + outcome[count], 0);
  console.log(`${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
  return sum('failed');
}

function described(name: string): string {
  const { outcome, seconds } = outcomes.get(name) ?? { outcome: { passed: 0, failed: 1 }, seconds: 0 };
  const { passed, failed, skipped = 0 } = outcome;
  const mark = failed === 0 ? '✔' : '✖';
  const left = skipped === 0 ? '' : `, ${String(skipped)} skipped`;
  const counts = `${String(passed)} passed, ${String(failed)} failed${left}`;
  return `${mark} ${name.padEnd(10)} ${counts.padEnd(24)} ${seconds.toFixed(1)} s`;
}
