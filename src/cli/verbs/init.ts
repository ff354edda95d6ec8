import { relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError, findWorkspace, openEngine } from '../../engine/index.ts';
import { argument, runPlan, textOption, type Verb } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const init: Verb = {
  usage: 'init [FILE] [--profile NAME] [--dry-run]',
  summary: t('Set up a config folder. FILE is the file that your application reads.'),
  options: {
    profile: {
      kind: 'text',
      about: t('The name for the first profile, created from that file (defaults to development).'),
    },
    ...dryRun,
  },
  examples: [
    ['init', t('Sets up the folder named config. The live file is its current.json or current.yaml.')],
    ['--folder . init settings.yaml', t('Sets up the current folder, with settings.yaml as the live file.')],
  ],
  run: async (context) => {
    const folder = resolve(textOption(context, 'folder') ?? 'config');
    const author = textOption(context, 'author');
    const engine = await openEngine(folder, {
      workspace: await findWorkspace(folder),
      command: 'safekeep init',
      ...(author === undefined ? {} : { author }),
    });
    const given = argument(context, 0);
    const live =
      given === '' ? await onlyTarget(engine) : relative(engine.folder, resolve(given)).split(sep).join('/');
    const plan = await engine.plan({
      kind: 'set-up',
      live,
      profile: textOption(context, 'profile') ?? 'development',
    });
    return runPlan(context, engine, plan);
  },
};

async function onlyTarget(engine: Awaited<ReturnType<typeof openEngine>>): Promise<string> {
  const [target] = (await engine.snapshot()).targets;
  if (target?.file) return target.path;
  throw new EngineError(
    'not-found',
    t('{0} has no current.yaml or current.json. Specify the file that the application reads.', engine.folder),
    {
      folder: engine.folder,
    },
  );
}
