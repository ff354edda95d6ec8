import { basename, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError, readGivenFile } from '../../engine/index.ts';
import { argument, linesOf, perform, textOption, type Verb } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const exportProfile: Verb = {
  usage: 'profile export NAME FILE',
  summary: t(
    'Export a profile to a single YAML file, without its personal overlay. --force replaces an earlier export.',
  ),
  values: { NAME: 'profiles' },
  examples: [['profile export staging staging.yaml', t('Exports the profile to a file that you can share.')]],
  run: async (context) => {
    const [profile, file] = [argument(context, 0), argument(context, 1)];
    const replaces = context.force ? ({ replaces: true } as const) : {};
    const engine = await context.open();
    await engine.exportProfile({ profile, path: resolve(file), ...replaces });
    return {
      json: { profile, file: resolve(file) },
      text: linesOf([t('Exported profile {0} to {1}', profile, file)]),
    };
  },
};

export const importProfile: Verb = {
  usage: 'profile import FILE [--name NAME] [--dry-run]',
  summary: t('Import an exported profile, optionally under another name.'),
  options: { name: { kind: 'text', about: t('Import under this name.') }, ...dryRun },
  examples: [['profile import staging.yaml --name trial', t('Imports the profile under another name.')]],
  run: async (context) => {
    const [file, name] = [argument(context, 0), textOption(context, 'name')];
    const bytes = await readGivenFile(file);
    if (!bytes) throw new EngineError('not-found', t('There is no file {0}.', file), { file });
    const named = name === undefined ? {} : { name };
    return perform(context, { kind: 'import-profile', path: basename(file), bytes, ...named });
  },
};
