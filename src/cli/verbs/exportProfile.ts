import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { EngineError } from '../../engine/index.ts';
import { argument, perform, textOption, type Verb } from '../verb.ts';

export const exportProfile: Verb = {
  usage: 'profile export NAME FILE',
  summary:
    'Write a profile to one YAML file, without its personal overlay; --force replaces an older export.',
  run: async (context) => {
    const [profile, file] = [argument(context, 0), argument(context, 1)];
    const replaces = context.force ? ({ replaces: true } as const) : {};
    const engine = await context.open();
    await engine.exportProfile({ profile, path: resolve(file), ...replaces });
    return { json: { profile, file: resolve(file) }, text: `Exported profile ${profile} to ${file}\n` };
  },
};

export const importProfile: Verb = {
  usage: 'profile import FILE [--name NAME] [--dry-run]',
  summary: 'Take in a profile that was exported, under its own name or another one.',
  options: { name: 'text', 'dry-run': 'flag' },
  run: async (context) => {
    const [file, name] = [argument(context, 0), textOption(context, 'name')];
    const bytes = await readFile(resolve(file)).catch((cause: unknown) => {
      throw new EngineError('not-found', `There is no file ${file} that can be read.`, { file, cause });
    });
    const named = name === undefined ? {} : { name };
    return perform(context, { kind: 'import-profile', path: basename(file), bytes, ...named });
  },
};
