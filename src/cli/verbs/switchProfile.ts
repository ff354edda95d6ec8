import { t } from '@vscode/l10n';
import { argument, flagOption, perform, type Verb } from '../verb.ts';
import { allFolders, dryRun } from '../verbShape.ts';

export const switchProfile: Verb = {
  usage: 'switch NAME [--as-it-is] [--all] [--dry-run]',
  summary: t(
    'Make the live files match a profile, after a backup. An outdated profile is migrated first, unless --as-it-is is set.',
  ),
  options: {
    'as-it-is': { kind: 'flag', about: t('Write an outdated profile without migrating it.') },
    ...allFolders,
    ...dryRun,
  },
  values: { NAME: 'profiles' },
  examples: [
    ['switch staging --dry-run', t('Shows the changes without writing them.')],
    ['switch staging', t('Makes the live files match the profile.')],
    ['switch staging --all', t('Switches every config folder in the current folder, or none.')],
  ],
  run: (context) => {
    const unmigrated = flagOption(context, 'as-it-is') ? ({ unmigrated: true } as const) : {};
    return perform(context, { kind: 'switch', profile: argument(context, 0), ...unmigrated });
  },
};

export const undo: Verb = {
  usage: 'undo [ID] [--dry-run]',
  summary: t('Undo the last change, or the change with the given ID.'),
  options: dryRun,
  examples: [
    ['undo', t('Undoes the last change. Run it again to undo the one before.')],
    [
      'undo 20261120T091337123Z-7f3a9c --dry-run',
      t('Shows the effect of undoing that change without writing it.'),
    ],
  ],
  run: (context) => {
    const [commit] = context.arguments;
    return perform(context, { kind: 'undo', ...(commit === undefined ? {} : { commit }) });
  },
};
