import { relative, resolve, sep } from 'node:path';
import { EngineError, findWorkspace, openEngine } from '../../engine/index.ts';
import { argument, carryOut, textOption, type Verb } from '../verb.ts';

export const init: Verb = {
  usage: 'init [FILE] [--profile NAME] [--dry-run]',
  summary: 'Set up a config folder; FILE is the live file the application reads.',
  options: { profile: 'text', 'dry-run': 'flag' },
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
    return carryOut(context, engine, plan);
  },
};

async function onlyTarget(engine: Awaited<ReturnType<typeof openEngine>>): Promise<string> {
  const [target] = (await engine.snapshot()).targets;
  if (target?.file) return target.path;
  throw new EngineError(
    'not-found',
    `${engine.folder} has no current.yaml or current.json: say which file the application reads.`,
    {
      folder: engine.folder,
    },
  );
}
