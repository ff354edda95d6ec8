import { t } from '@vscode/l10n';
import { EngineError, type Engine } from '../../engine/index.ts';
import { bringBackLost, findLost } from '../machines/lostBackups.ts';
import { interruptedLine, recoveryLine } from '../recoveryLine.ts';
import { runPlan, flagOption, linesOf, type Outcome, type Verb, type VerbContext } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const recover: Verb = {
  usage: 'recover [--defaults] [--trust] [--dry-run]',
  summary: t(
    'Finish or roll back interrupted changes, and restore live files that are missing, empty, filled with NUL bytes, or truncated. Uses default.* only with --defaults. Backups that were lost are restored from the Git repository if "safekeep remote add" has set that up.',
  ),
  options: {
    defaults: {
      kind: 'flag',
      about: t('Use the defaults for live files that have no intact copy in a backup or profile.'),
    },
    trust: {
      kind: 'flag',
      about: t(
        "Also finish or roll back interrupted changes that you didn't make on this computer, after a backup. Review them first with --dry-run.",
      ),
    },
    ...dryRun,
  },
  examples: [
    ['recover --dry-run', t('Shows interrupted changes, damaged files, and their replacements.')],
    ['recover', t('Finishes or rolls back interrupted changes, and restores damaged files.')],
    ['recover --trust', t('Also finishes changes from another user or computer.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const trust = flagOption(context, 'trust');
    const mayWrite = !flagOption(context, 'dry-run');
    // First: whatever takes the lock finishes what was interrupted, and only this call tells of it.
    const finished = mayWrite ? await engine.recoverInterrupted({ trust }) : [];
    context.tell(linesOf(finished.map(recoveryLine)));
    const earlier = mayWrite ? await engine.restoreHistory() : 0;
    if (earlier > 0) context.tell(linesOf([restoredSentence(earlier)]));
    const returned = await returnBackups(context, engine);
    const { damage, interrupted, recovered: found } = await engine.snapshot();
    const recovered = [...finished, ...found];
    context.tell(linesOf([...found.map(recoveryLine), ...interrupted.map(interruptedLine)]));
    if (damage.length === 0) {
      const isNothing = recovered.length + interrupted.length + earlier + returned.length === 0;
      return {
        json: { recovered, interrupted, ...(earlier > 0 ? { earlier } : {}), ...inJson(returned) },
        text: isNothing ? `${t('Nothing to recover.')}\n` : '',
        found: interrupted.length > 0,
      };
    }
    try {
      const { json, text, found: hasProblems = false } = await bringBack(context, engine);
      return {
        json: {
          recovered,
          interrupted,
          damage: damage.map(({ target, kind }) => ({ target, kind })),
          ...inJson(returned),
          ...json,
        },
        isListing: true,
        text: linesOf(damage.map(({ sentence }) => sentence)) + text,
        found: hasProblems,
      };
    } catch (error) {
      if (!(error instanceof EngineError) || recovered.length === 0) throw error;
      throw new EngineError(error.code, error.message, { ...error.details, recovered });
    }
  },
};

export const unlock: Verb = {
  usage: 'unlock',
  summary: t('Take over the config folder from a process that is stuck.'),
  examples: [
    [
      'unlock',
      t('Takes over the lock, then finishes or rolls back the change that the process left unfinished.'),
    ],
  ],
  run: async (context) => {
    const recovered = await (await context.open()).unlock();
    return {
      json: { recovered },
      text: linesOf([...recovered.map(recoveryLine), t('The config folder is unlocked.')]),
    };
  },
};

async function bringBack(context: VerbContext, engine: Engine): Promise<Outcome & { readonly json: object }> {
  const defaults = flagOption(context, 'defaults') ? ({ defaults: true } as const) : {};
  const plan = await engine.plan({ kind: 'restore-damaged', ...defaults });
  return { ...(await runPlan(context, engine, plan)), found: plan.problems.length > 0 };
}

/** Those that Git's objects have and this folder has lost; with `--dry-run` they are only told. */
async function returnBackups(context: VerbContext, engine: Engine): Promise<readonly string[]> {
  if (flagOption(context, 'dry-run')) {
    const lost = await findLost(engine);
    if (lost.length > 0)
      context.tell(linesOf([t('Backups that can be restored from Git: {0}', lost.length)]));
    return lost;
  }
  const returned = (await bringBackLost(engine)).map(({ id }) => id);
  if (returned.length > 0) context.tell(linesOf([t('Backups restored from Git: {0}', returned.length)]));
  return returned;
}

function inJson(returned: readonly string[]): object {
  return returned.length > 0 ? { backups: returned } : {};
}

function restoredSentence(count: number): string {
  return count === 1
    ? t('Restored 1 earlier change to the history.')
    : t('Restored {0} earlier changes to the history.', count);
}
