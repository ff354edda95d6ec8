// One step of `npm test` in a process of its own: its output is what it prints, its outcome a message to its parent.
import { steps, type Outcome, type Step } from './testSteps.ts';

const [, , name, ...filter] = process.argv;
const step = steps.find((candidate) => candidate.name === name);
if (!step) throw new Error(`There is no step ${String(name)}.`);
const outcome = await outcomeOf(step);
process.send?.(outcome);

/** A step that throws has failed; one without a single test has, too. Skipped ones say why they are. */
async function outcomeOf({ run }: Step): Promise<Outcome> {
  try {
    const found = await run(filter);
    if (found.passed + found.failed + (found.skipped ?? 0) > 0) return found;
    console.error(`✖ ${String(name)}: nothing was run`);
  } catch (error) {
    console.error(error);
  }
  return { passed: 0, failed: 1 };
}
