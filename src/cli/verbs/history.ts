import { t } from '@vscode/l10n';
import { UsageError } from '../commandLine.ts';
import { table, textOption, type Verb } from '../verb.ts';

export const history: Verb = {
  usage: 'history [--limit N]',
  summary: t('List the commits, newest first.'),
  options: { limit: { kind: 'text', about: t('The number of entries (20 by default).') } },
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
  summary: t(
    'Check the history for damage, and that nothing is missing of what Safekeep wrote for you. It does not find what somebody with your rights rewrote on purpose.',
  ),
  examples: [
    [
      'audit verify',
      t('Checks each line and the chain; the exit code is 3 when something is damaged or missing.'),
    ],
  ],
  run: async ({ open }) => {
    const { entries, damaged, moreDamaged, isReplaced, earlier } = await (await open()).verifyHistory();
    const lines = [
      ...(isReplaced
        ? [t('.safekeep/audit.jsonl lacks lines that Safekeep wrote: it was cut or replaced')]
        : []),
      ...damaged.map((line) => t('line {0} of .safekeep/audit.jsonl was changed or damaged', line)),
      ...(moreDamaged > 0
        ? [t('{0} more lines of the audit log were changed or damaged.', moreDamaged)]
        : []),
      ...(earlier > 0
        ? [
            t(
              '.safekeep was made anew: {0} earlier commits are kept for you, and "safekeep recover" brings them back',
              earlier,
            ),
          ]
        : []),
    ];
    const whole =
      entries === 1
        ? t('{0} commit, every line as it was written', entries)
        : t('{0} commits, every line as it was written', entries);
    const text = `${lines.join('\n') || whole}\n`;
    const more = { ...(moreDamaged > 0 ? { moreDamaged } : {}), ...(earlier > 0 ? { earlier } : {}) };
    return { json: { entries, damaged, isReplaced, ...more }, text, found: lines.length > 0 };
  },
};
