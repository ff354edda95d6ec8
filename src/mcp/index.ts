// The tools as a server of the Model Context Protocol, on standard input and output: `safekeep mcp`. The protocol is all
// that goes to standard output. A call that fails is a result that says so, with a remedy; it never ends the server. The
// client's own approval of a call is the person's yes; `preview` shows beforehand what it would change.
import {
  fromJsonSchema,
  McpServer,
  type CallToolResult,
  type jsonSchemaValidator,
  type JsonSchemaType,
  type ToolAnnotations,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { AgentEngine, AgentTool, ToolAnswer } from '../agents/agentTool.ts';
import { instructions } from '../agents/instructions.ts';
import { oneLine } from '../agents/report.ts';
import { callTool } from '../agents/runTool.ts';
import { agentTools } from '../agents/toolTable.ts';

export interface McpOptions {
  readonly version: string;
  /** The config folder of a call, found anew for each. @throws EngineError `not-found`. */
  readonly open: (label: string | undefined) => Promise<AgentEngine>;
}

/** Ends when the client closes its side. */
export async function serve(options: McpOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => process.stdin.once('close', resolve));
  const handle = serveStdio(() => serverFor(options), {
    onerror: (error) => process.stderr.write(`${oneLine(error.message)}\n`),
  });
  await closed;
  await handle.close();
}

function serverFor({ version, open }: McpOptions): McpServer {
  const server = new McpServer({ name: 'safekeep', title: 'Safekeep', version }, { instructions });
  for (const tool of agentTools) {
    const { name, title, description } = tool;
    const inputSchema = fromJsonSchema(jsonOf(tool), takingAny);
    const options = { title, description, inputSchema, annotations: annotationsOf(tool) };
    server.registerTool(name, options, async (given, { mcpReq: { signal } }) => {
      const call = { tool, given, open, via: clientOf(server), signal };
      return resultOf(await callTool(call));
    });
  }
  return server;
}

/** The tools check their input themselves, and say what is wrong with it in their own words. */
const takingAny: jsonSchemaValidator = {
  // Whatever type the schema has: nothing is known of it here.
  getValidator: () => (input) => ({ valid: true, data: input as never, errorMessage: undefined }),
};

function jsonOf({ inputSchema }: AgentTool): JsonSchemaType {
  return { ...inputSchema };
}

function annotationsOf(tool: AgentTool): ToolAnnotations {
  const changes = tool.kind === 'changes';
  return {
    readOnlyHint: !changes,
    openWorldHint: false,
    ...(changes
      ? { destructiveHint: tool.effect === 'replaces', idempotentHint: tool.again === 'same' }
      : {}),
  };
}

const maxNameLength = 40;

/** What the client calls itself. */
function clientOf({ server }: McpServer): string {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- There is no other word for it that all clients have.
  return oneLine(server.getClientVersion()?.name ?? 'a coding agent').slice(0, maxNameLength);
}

function resultOf({ text, data, isError }: ToolAnswer): CallToolResult {
  return {
    content: [{ type: 'text', text }],
    ...(data && isError !== true ? { structuredContent: { ...data, text } } : {}),
    ...(isError === true ? { isError } : {}),
  };
}
