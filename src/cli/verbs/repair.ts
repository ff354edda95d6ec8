import { t } from '@vscode/l10n';
import { runPlan, type Verb } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const repair: Verb = {
  usage: 'repair [--dry-run]',
  summary: t(
    'Repair the live files to fit their schemas, after a backup. Defaults replace missing and invalid values; unknown keys stay.',
  ),
  options: dryRun,
  examples: [['repair --dry-run', t('Shows the repairs without writing them.')]],
  run: async (context) => {
    const engine = await context.open();
    const plan = await engine.plan({ kind: 'repair' });
    return { ...(await runPlan(context, engine, plan)), found: plan.problems.length > 0 };
  },
};
