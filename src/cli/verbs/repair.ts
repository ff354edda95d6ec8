import { carryOut, type Verb } from '../verb.ts';
import { problemLines } from './validate.ts';

export const repair: Verb = {
  usage: 'repair [--dry-run]',
  summary:
    'Make the live files fit their schemas, after a backup: defaults for what is missing or wrong; unknown keys stay.',
  options: { 'dry-run': 'flag' },
  run: async (context) => {
    const engine = await context.open();
    const plan = await engine.plan({ kind: 'repair' });
    const { json, text } = await carryOut(context, engine, plan);
    return { json, text: text + problemLines(plan.problems), found: plan.problems.length > 0 };
  },
};
