import { argument, flagOption, perform, type Verb } from '../verb.ts';

export const switchProfile: Verb = {
  usage: 'switch NAME [--as-it-is] [--dry-run]',
  summary:
    'Make the live files what a profile says, after a backup; an older profile is migrated on the way, unless --as-it-is.',
  options: { 'as-it-is': 'flag', 'dry-run': 'flag' },
  run: (context) => {
    const unmigrated = flagOption(context, 'as-it-is') ? ({ unmigrated: true } as const) : {};
    return perform(context, { kind: 'switch', profile: argument(context, 0), ...unmigrated });
  },
};

export const undo: Verb = {
  usage: 'undo [--dry-run]',
  summary: 'Take the last commit back.',
  options: { 'dry-run': 'flag' },
  run: (context) => perform(context, { kind: 'undo' }),
};
