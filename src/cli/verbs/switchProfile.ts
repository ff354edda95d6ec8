import { argument, perform, type Verb } from '../verb.ts';

export const switchProfile: Verb = {
  usage: 'switch NAME [--dry-run]',
  summary: 'Make the live files what a profile says, after a backup.',
  options: { 'dry-run': 'flag' },
  run: (context) => perform(context, { kind: 'switch', profile: argument(context, 0) }),
};

export const undo: Verb = {
  usage: 'undo [--dry-run]',
  summary: 'Take the last commit back.',
  options: { 'dry-run': 'flag' },
  run: (context) => perform(context, { kind: 'undo' }),
};
