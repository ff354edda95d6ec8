import { t } from '@vscode/l10n';
import { EngineError, type Engine } from '../../engine/index.ts';
import { recoveryLine } from '../recoveryLine.ts';
import { carryOut, flagOption, type Outcome, type Verb, type VerbContext } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const recover: Verb = {
  usage: 'recover [--defaults] [--dry-run]',
  summary: t(
    'Finish or take back what an interrupted commit left, and bring back live files that are gone, empty, filled with NUL bytes or cut short; from default.* only with --defaults.',
  ),
  options: {
    defaults: {
      kind: 'flag',
      about: t('Take the defaults for a live file that no backup or profile holds whole.'),
    },
    ...dryRun,
  },
  examples: [
    ['recover --dry-run', t('Shows what is damaged, and what would take its place.')],
    ['recover', t('Brings it back.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const finished = flagOption(context, 'dry-run') ? [] : await engine.recover();
    const { damage, recovered: found } = await engine.snapshot();
    const recovered = [...finished, ...found];
    context.tell(recovered.map((one) => `${recoveryLine(one)}\n`).join(''));
    if (damage.length === 0)
      return { json: { recovered }, text: recovered.length === 0 ? `${t('nothing to recover')}\n` : '' };
    try {
      const { json, text, found: hasProblems = false } = await bringBack(context, engine);
      return {
        json: { recovered, damage: damage.map(({ target, kind }) => ({ target, kind })), ...json },
        isListing: true,
        text: [...damage.map(({ sentence }) => `${sentence}\n`), text].join(''),
        found: hasProblems,
      };
    } catch (error) {
      if (!(error instanceof EngineError) || recovered.length === 0) throw error;
      throw new EngineError(error.code, error.message, { ...error.details, recovered });
    }
  },
};

async function bringBack(context: VerbContext, engine: Engine): Promise<Outcome & { readonly json: object }> {
  const defaults = flagOption(context, 'defaults') ? ({ defaults: true } as const) : {};
  const plan = await engine.plan({ kind: 'recover', ...defaults });
  return { ...(await carryOut(context, engine, plan)), found: plan.problems.length > 0 };
}
