import { t } from '@vscode/l10n';
import { UsageError } from '../commandLine.ts';
import { table, textOption, type Verb } from '../verb.ts';

export const history: Verb = {
  usage: 'history [--limit N]',
  summary: t('List the changes, newest first.'),
  options: { limit: { kind: 'text', about: t('The number of entries (defaults to 20).') } },
  examples: [['history --limit 5', t('Shows the last five changes: ID, time, author, and summary.')]],
  run: async (context) => {
    const limit = Number(textOption(context, 'limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError(t('--limit must be a whole number, 1 or more.'));
    const entries = (await (await context.open()).snapshot()).history.slice(0, limit);
    const rows = entries.map(({ id, at, author, summary, changes }) => [
      id,
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
    "Check the history for damage and missing entries. Entries that someone with your permissions rewrote on purpose can't be detected.",
  ),
  examples: [
    [
      'audit verify',
      t('Checks each entry and the chain. The exit code is 3 if an entry is damaged or missing.'),
    ],
  ],
  run: async ({ open }) => {
    const { entries, damaged, moreDamaged, isReplaced, earlier } = await (await open()).verifyHistory();
    const lines = [
      ...(isReplaced
        ? [t('.safekeep/audit.jsonl is missing lines that Safekeep wrote. It was truncated or replaced')]
        : []),
      ...damaged.map((line) => t('line {0} of .safekeep/audit.jsonl was changed or is damaged', line)),
      ...(moreDamaged > 0
        ? [t('{0} more lines of the audit log were changed or damaged.', moreDamaged)]
        : []),
      ...(earlier > 0
        ? [
            t(
              '.safekeep was deleted and created again. Safekeep has a copy of {0} earlier changes; run "safekeep recover" to restore them',
              earlier,
            ),
          ]
        : []),
    ];
    const whole =
      entries === 1
        ? t('{0} change, every entry intact', entries)
        : t('{0} changes, every entry intact', entries);
    const text = `${lines.join('\n') || whole}\n`;
    const more = { ...(moreDamaged > 0 ? { moreDamaged } : {}), ...(earlier > 0 ? { earlier } : {}) };
    return { json: { entries, damaged, isReplaced, ...more }, text, found: lines.length > 0 };
  },
};
