// A coding agent: a client of the Model Context Protocol, connected to the terminal that ships.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { HostileWorkspace } from './hostileWorkspace.ts';
import { cliWords } from '../../support/terminal/cli.ts';

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
}

export type Ask = (tool: string, input?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** @param act what the agent does; `text` holds all that it is told, the structured part of an answer too. */
export async function asAgent(
  { repo }: Pick<HostileWorkspace, 'repo'>,
  act: (ask: Ask) => Promise<void>,
): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const args = [...cliWords, 'mcp'];
  const client = new Client({ name: 'agent', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, cwd: repo, env, stderr: 'ignore' }),
  );
  try {
    await act(async (tool, input = {}) => {
      const { content, structuredContent, isError } = await client.callTool({
        name: `safekeep_${tool}`,
        arguments: { ...input },
      });
      const parts = content.map((part) => (part.type === 'text' ? part.text : ''));
      return {
        text: [...parts, JSON.stringify(structuredContent ?? {})].join('\n'),
        isError: isError === true,
      };
    });
  } finally {
    await client.close();
  }
}
