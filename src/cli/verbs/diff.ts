import { t } from '@vscode/l10n';
import { formatChangeListing, type Engine, type FileChanges, type Problem } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { wholeListing } from '../listings/wholeListing.ts';
import { argument, flagOption, table, type Verb } from '../verb.ts';

const unparsed = t("Values can't be compared, because one side doesn't parse.");

export const diff: Verb = {
  usage: 'diff [A] [B] [--stat] [--exit-code]',
  summary: t(
    'Compare A with B. Each can be current, default, a profile, backup:ID|NAME|latest, or a file. A defaults to the active profile, and B to current.',
  ),
  options: {
    stat: { kind: 'flag', about: t('Show only the number of differences in each file.') },
    'exit-code': { kind: 'flag', about: t('Exit with code 3 if anything differs.') },
  },
  examples: [
    ['diff', t('Shows how the live files differ from the active profile.')],
    ['diff staging', t('Shows how the live files differ from staging.')],
    ['diff backup:latest', t('Shows changes since the newest backup.')],
    ['diff staging production --stat', t('Counts the differences between two profiles.')],
    ['diff --exit-code --quiet', t('Tells a script whether anything differs. The exit code is 3 if so.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const from = argument(context, 0) || (await activeProfile(engine));
    const to = argument(context, 1) || 'current';
    const compared = await engine.compare(from, to);
    const mask = context.maskOf(engine);
    const files = compared.map((file) => ({ ...file, changes: file.changes.map(mask.change) }));
    const changes = files.flatMap(({ target, changes: found }) =>
      found.map((change) => ({ target, ...change })),
    );
    const problems = files
      .filter(({ unknown }) => unknown)
      .map(({ path }): Problem => ({ file: path, line: 0, column: 0, pointer: '', message: unparsed }));
    const listed = files.map(({ path, changes: found, unknown, whole }) => ({
      path,
      changes: whole ? [] : found,
      ...(whole ? wholeListing({ path, format: 'opaque', ...whole }) : {}),
      ...(unknown ? { note: unparsed } : {}),
    }));
    const headers = [`${from} → ${to}`];
    const differs = flagOption(context, 'exit-code') && changes.length > 0;
    return {
      json: { changes, problems, guards: [] },
      text: flagOption(context, 'stat')
        ? `${formatChangeListing({ headers, files: [] })}${table(files.map(countOf))}`
        : formatChangeListing({ headers, files: listed }),
      isListing: true,
      found: problems.length > 0 || differs,
    };
  },
};

/** @throws UsageError if there is none. */
async function activeProfile(engine: Engine): Promise<string> {
  const { activeProfile: name } = (await engine.snapshot()).state;
  if (name === null)
    throw new UsageError(t('No profile is active. Specify a profile, a backup, or a file to compare with.'));
  return `profile:${name}`;
}

function countOf({ path, changes: { length }, unknown }: FileChanges): readonly string[] {
  return [path, unknown ? unparsed : length === 1 ? t('{0} change', length) : t('{0} changes', length)];
}
