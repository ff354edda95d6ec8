import { t } from '@vscode/l10n';
import { isVersion, type Version } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, perform, textOption, type Verb, type VerbContext } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const migrate: Verb = {
  usage: 'migrate [--to VERSION] [--dry-run]',
  summary: t('Migrate all documents to the expected version, or to another one, after a backup.'),
  options: { to: { kind: 'text', about: t('The version to migrate to.') }, ...dryRun },
  examples: [
    ['migrate --dry-run', t('Shows the changes that the migrations would make.')],
    ['migrate --to 1.2.0', t('Migrates to that version, whether it is newer or older.')],
  ],
  run: (context) => {
    const to = versionOption(context, 'to');
    context.progress(t('Migrating…'));
    return perform(context, { kind: 'migrate', ...(to === undefined ? {} : { to }) });
  },
};

export const createMigration: Verb = {
  usage:
    'migration create A [--target TARGET] [--from-version V] [--to-version V] [--description TEXT] [--dry-run]',
  summary: t('Create a migration from A to the live file. Specify A as in "safekeep diff".'),
  options: {
    target: { kind: 'text', about: t('The live file, if there are several.') },
    'from-version': { kind: 'text', about: t("The version of A, if A doesn't have one.") },
    'to-version': { kind: 'text', about: t("The version of the live file, if it doesn't have one.") },
    description: { kind: 'text', about: t('A description of the migration.') },
    ...dryRun,
  },
  examples: [
    [
      'migration create backup:latest --to-version 2',
      t('Creates a migration from the changes since the newest backup.'),
    ],
  ],
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
  throw new UsageError(t('--{0} must be a version like 1.2.0, or a whole number.', name));
}
