import { t } from '@vscode/l10n';
import { carryOut, type Verb } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const repair: Verb = {
  usage: 'repair [--dry-run]',
  summary: t(
    'Make the live files fit their schemas, after a backup: defaults for what is missing or wrong; unknown keys stay.',
  ),
  options: dryRun,
  examples: [['repair --dry-run', t('Shows what would be repaired.')]],
  run: async (context) => {
    const engine = await context.open();
    const plan = await engine.plan({ kind: 'repair' });
    return { ...(await carryOut(context, engine, plan)), found: plan.problems.length > 0 };
  },
};
