import { UsageError } from '../commandLine.ts';
import { table, textOption, type Verb } from '../verb.ts';

export const history: Verb = {
  usage: 'history [--limit N]',
  summary: 'List the commits, newest first.',
  options: { limit: 'text' },
  run: async (context) => {
    const limit = Number(textOption(context, 'limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number from 1.');
    const entries = (await (await context.open()).snapshot()).history.slice(0, limit);
    const rows = entries.map(({ at, author, summary, changes }) => [
      at,
      author,
      summary,
      `${changes} ${changes === 1 ? 'change' : 'changes'}`,
    ]);
    return { json: entries, text: table(rows) };
  },
};

export const verifyAudit: Verb = {
  usage: 'audit verify',
  summary: 'Check that no line of the history was changed or is missing.',
  run: async ({ open }) => {
    const { entries, damaged } = await (await open()).verifyHistory();
    const lines = damaged.map((line) => `line ${line} of .safekeep/audit.jsonl was changed or damaged\n`);
    const text =
      lines.join('') || `${entries} ${entries === 1 ? 'commit' : 'commits'}, every line as it was written\n`;
    return { json: { entries, damaged }, text, found: damaged.length > 0 };
  },
};
