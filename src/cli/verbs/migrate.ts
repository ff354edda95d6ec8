import { isVersion, type Version } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, perform, textOption, type Verb, type VerbContext } from '../verb.ts';

export const migrate: Verb = {
  usage: 'migrate [--to VERSION] [--dry-run]',
  summary:
    'Bring all documents to the version that is expected, or up or down to another one, after a backup.',
  options: { to: 'text', 'dry-run': 'flag' },
  run: (context) => {
    const to = versionOption(context, 'to');
    return perform(context, { kind: 'migrate', ...(to === undefined ? {} : { to }) });
  },
};

export const createMigration: Verb = {
  usage:
    'migration create A [--target NAME] [--from-version V] [--to-version V] [--description TEXT] [--dry-run]',
  summary: 'Write the migration document that leads from A, as for diff, to the live file.',
  options: {
    target: 'text',
    'from-version': 'text',
    'to-version': 'text',
    description: 'text',
    'dry-run': 'flag',
  },
  run: (context) => {
    const said = {
      target: textOption(context, 'target'),
      fromVersion: versionOption(context, 'from-version'),
      toVersion: versionOption(context, 'to-version'),
      description: textOption(context, 'description'),
    };
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    return perform(context, { kind: 'create-migration', from: argument(context, 0), ...given });
  },
};

/** @throws UsageError */
function versionOption(context: VerbContext, name: string): Version | undefined {
  const text = textOption(context, name);
  if (text === undefined || isVersion(text)) return text;
  throw new UsageError(`--${name} takes a version like 1.2.0, or a whole number.`);
}
