// `npm test`: every check there is, one after the other, going on after a failure. The last line is
// `N passed, N failed`; the exit code is 1 if anything failed.
//   npm test -- --only types,unit          only these steps
//   npm test -- --only unit pointer diff   of these, only files whose path contains one of the words
import { parseArgs } from 'node:util';
import { steps, type Outcome, type Step } from './testSteps.ts';

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true } },
  allowPositionals: true,
});

const chosen = chooseSteps(values.only);
const outcomes: { name: string; outcome: Outcome; seconds: number }[] = [];
for (const step of chosen) {
  console.log(`\n── ${step.name} ──`);
  const started = performance.now();
  const outcome = await runStep(step);
  const seconds = (performance.now() - started) / 1000;
  outcomes.push({ name: step.name, outcome, seconds });
  console.log(describe(step.name, outcome, seconds));
}

console.log('');
for (const { name, outcome, seconds } of outcomes) console.log(describe(name, outcome, seconds));
const passed = outcomes.reduce((sum, { outcome }) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, { outcome }) => sum + outcome.failed, 0);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exit(failed === 0 ? 0 : 1);

function chooseSteps(only: readonly string[] | undefined): readonly Step[] {
  if (only === undefined) return steps;
  const names = only.flatMap((list) => list.split(','));
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => step.name).join(', ');
    console.error(`There is no step ${unknown.join(', ')}. The steps: ${known}.`);
    process.exit(2);
  }
  return steps.filter((step) => names.includes(step.name));
}

/** A step that throws has failed; one without a single test has, too. Skipped ones say why they are. */
async function runStep(step: Step): Promise<Outcome> {
  try {
    const outcome = await step.run(positionals);
    if (outcome.passed + outcome.failed + (outcome.skipped ?? 0) > 0) return outcome;
    console.error(`✖ ${step.name}: nothing was run`);
  } catch (error) {
    console.error(error);
  }
  return { passed: 0, failed: 1 };
}

function describe(name: string, { passed, failed, skipped = 0 }: Outcome, seconds: number): string {
  const mark = failed === 0 ? '✔' : '✖';
  const left = skipped === 0 ? '' : `, ${String(skipped)} skipped`;
  const counts = `${String(passed)} passed, ${String(failed)} failed${left}`;
  return `${mark} ${name.padEnd(10)} ${counts.padEnd(24)} ${seconds.toFixed(1)} s`;
}
