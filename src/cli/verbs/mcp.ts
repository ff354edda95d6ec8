import manifest from '../../../package.json' with { type: 'json' };
import { EngineError } from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { flagOption, type Verb } from '../verb.ts';

export const mcp: Verb = {
  usage: 'mcp',
  summary: 'Serve the tools for coding agents on standard input and output, by the Model Context Protocol.',
  run: async (context) => {
    if (flagOption(context, 'json')) throw new UsageError('mcp speaks its own protocol: leave --json out.');
    const { serve } = await import('../../mcp/index.ts');
    await serve({ version: manifest.version, open: (label) => openNamed(context.open, label) });
    return { json: null, text: '' };
  },
};

async function openNamed<Opened extends { readonly folder: string }>(
  open: () => Promise<Opened>,
  label: string | undefined,
): Promise<Opened> {
  const engine = await open();
  const known = [engine.folder.split(/[\\/]/).at(-1) ?? engine.folder];
  if (label === undefined || known.includes(label) || label === engine.folder) return engine;
  throw new EngineError('not-found', `There is no config folder "${label}" here.`, { known });
}
