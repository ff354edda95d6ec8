import { carryOut, type Verb } from '../verb.ts';

export const repair: Verb = {
  usage: 'repair [--dry-run]',
  summary:
    'Make the live files fit their schemas, after a backup: defaults for what is missing or wrong; unknown keys stay.',
  options: { 'dry-run': 'flag' },
  run: async (context) => {
    const engine = await context.open();
    const plan = await engine.plan({ kind: 'repair' });
    return { ...(await carryOut(context, engine, plan)), found: plan.problems.length > 0 };
  },
};
