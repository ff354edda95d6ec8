import { t } from '@vscode/l10n';
import { formatChangeListing, type Problem } from '../../engine/index.ts';
import { argument, type Verb } from '../verb.ts';

const unparsed = t("Values can't be compared, because one side doesn't parse.");

export const diff: Verb = {
  usage: 'diff A [B]',
  summary: t(
    'Compare two contents, each one of: current, default, profile:NAME, backup:ID|NAME|latest, or a file. B defaults to current.',
  ),
  examples: [
    ['diff profile:staging', t('Shows where the live files differ from a profile.')],
    ['diff backup:latest', t('Shows changes since the newest backup.')],
    ['diff profile:staging profile:production', t('Compares two profiles.')],
  ],
  run: async (context) => {
    const [from, to] = [argument(context, 0), argument(context, 1) || 'current'];
    const files = await (await context.open()).compare(from, to);
    const changes = files.flatMap(({ target, changes: found }) =>
      found.map((change) => ({ target, ...change })),
    );
    const problems = files
      .filter(({ unknown }) => unknown)
      .map(({ path }): Problem => ({ file: path, line: 0, column: 0, pointer: '', message: unparsed }));
    const listed = files.map(({ path, changes: found, unknown }) => ({
      path,
      changes: found,
      ...(unknown ? { note: unparsed } : {}),
    }));
    return {
      json: { changes, problems, guards: [] },
      text: formatChangeListing({ headers: [`${from} → ${to}`], files: listed }),
      isListing: true,
      found: problems.length > 0,
    };
  },
};
