import { t } from '@vscode/l10n';
import manifest from '../../../package.json' with { type: 'json' };
import { EngineError } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { flagOption, type Verb } from '../verb.ts';

export const mcp: Verb = {
  usage: 'mcp',
  summary: t('Run the Model Context Protocol server for coding agents on standard input and output.'),
  examples: [['--folder config mcp', t('Starts the server for the config folder config/.')]],
  run: async (context) => {
    if (flagOption(context, 'json'))
      throw new UsageError(
        t("{0} uses its own protocol and doesn't support {1}. Remove the option.", 'mcp', '--json'),
      );
    const { serve } = await import('../../mcp/index.ts');
    await serve({ version: manifest.version, open: (label) => openNamed(context.open, label) });
    return null;
  },
};

async function openNamed<Opened extends { readonly folder: string }>(
  open: () => Promise<Opened>,
  label: string | undefined,
): Promise<Opened> {
  const engine = await open();
  const known = [engine.folder.split(/[\\/]/).at(-1) ?? engine.folder];
  if (label === undefined || known.includes(label) || label === engine.folder) return engine;
  throw new EngineError('not-found', t('There is no config folder "{0}" here.', label), { known });
}
