import { EngineError, type Engine, type Recovery } from '../../engine/index.ts';
import { carryOut, flagOption, type Outcome, type Verb, type VerbContext } from '../verb.ts';

export const recover: Verb = {
  usage: 'recover [--defaults] [--dry-run]',
  summary:
    'Finish or take back what an interrupted commit left, and bring back live files that are gone, empty, filled with NUL bytes or cut short; from default.* only with --defaults.',
  options: { defaults: 'flag', 'dry-run': 'flag' },
  run: async (context) => {
    const engine = await context.open();
    const finished = flagOption(context, 'dry-run') ? [] : await engine.recover();
    const { damage, recovered: found } = await engine.snapshot();
    const recovered = [...finished, ...found];
    context.tell(recovered.map(lineOf).join(''));
    if (damage.length === 0)
      return { json: { recovered }, text: recovered.length === 0 ? 'nothing to recover\n' : '' };
    try {
      const { json, text, found: hasProblems = false } = await bringBack(context, engine);
      return {
        json: { recovered, damage: damage.map(({ target, kind }) => ({ target, kind })), ...json },
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

function lineOf({ id, outcome, kept }: Recovery): string {
  return `${id}: ${outcome}${kept.length > 0 ? `; kept ${kept.join(', ')}` : ''}\n`;
}
