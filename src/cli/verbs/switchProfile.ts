import { t } from '@vscode/l10n';
import { argument, flagOption, perform, type Verb } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const switchProfile: Verb = {
  usage: 'switch NAME [--as-it-is] [--dry-run]',
  summary: t(
    'Make the live files match a profile, after a backup. An older profile is migrated first, unless --as-it-is is set.',
  ),
  options: {
    'as-it-is': { kind: 'flag', about: t('Write an older profile in the version it has.') },
    ...dryRun,
  },
  values: { NAME: 'profiles' },
  examples: [
    ['switch staging --dry-run', t('Shows what would change.')],
    ['switch staging', t('Makes the live files match the profile.')],
  ],
  run: (context) => {
    const unmigrated = flagOption(context, 'as-it-is') ? ({ unmigrated: true } as const) : {};
    return perform(context, { kind: 'switch', profile: argument(context, 0), ...unmigrated });
  },
};

export const undo: Verb = {
  usage: 'undo [--dry-run]',
  summary: t('Take the last commit back.'),
  options: dryRun,
  examples: [['undo', t('Takes it back; repeated, the change before it.')]],
  run: (context) => perform(context, { kind: 'undo' }),
};
