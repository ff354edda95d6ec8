import { t } from '@vscode/l10n';
import { UsageError } from '../commandLine.ts';
import { table, textOption, type Verb } from '../verb.ts';

export const history: Verb = {
  usage: 'history [--limit N]',
  summary: t('List the commits, newest first.'),
  options: { limit: { kind: 'text', about: t('How many; 20 when not said.') } },
  examples: [['history --limit 5', t('Shows the last five commits: when, who and what.')]],
  run: async (context) => {
    const limit = Number(textOption(context, 'limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(t('--limit takes a whole number from 1.'));
    const entries = (await (await context.open()).snapshot()).history.slice(0, limit);
    const rows = entries.map(({ at, author, summary, changes }) => [
      at,
      author,
      summary,
      changes === 1 ? t('{0} change', changes) : t('{0} changes', changes),
    ]);
    return { json: entries, text: table(rows) };
  },
};

export const verifyAudit: Verb = {
  usage: 'audit verify',
  summary: t('Check that no line of the history was changed or is missing.'),
  examples: [['audit verify', t('Checks the chain; the exit code is 3 when it is broken.')]],
  run: async ({ open }) => {
    const { entries, damaged } = await (await open()).verifyHistory();
    const lines = damaged.map((line) => t('line {0} of .safekeep/audit.jsonl was changed or damaged', line));
    const whole =
      entries === 1
        ? t('{0} commit, every line as it was written', entries)
        : t('{0} commits, every line as it was written', entries);
    const text = `${lines.join('\n') || whole}\n`;
    return { json: { entries, damaged }, text, found: damaged.length > 0 };
  },
};
