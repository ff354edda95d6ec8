import type { Recovery } from '../../engine/index.ts';
import { carryOut, flagOption, type Verb } from '../verb.ts';

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
    const text = recovered.map(lineOf).join('');
    if (damage.length === 0) return { json: { recovered }, text: text || 'nothing to recover\n' };
    const defaults = flagOption(context, 'defaults') ? ({ defaults: true } as const) : {};
    const plan = await engine.plan({ kind: 'recover', ...defaults });
    const outcome = await carryOut(context, engine, plan);
    return {
      json: { recovered, damage: damage.map(({ target, kind }) => ({ target, kind })), ...outcome.json },
      text: [text, ...damage.map(({ sentence }) => `${sentence}\n`), outcome.text].join(''),
      found: plan.problems.length > 0,
    };
  },
};

function lineOf({ id, outcome, kept }: Recovery): string {
  return `${id}: ${outcome}${kept.length > 0 ? `; kept ${kept.join(', ')}` : ''}\n`;
}
