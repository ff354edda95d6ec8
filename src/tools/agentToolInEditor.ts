// A tool as the editor calls it: first it is asked what the call would do, the person sees that and says yes or no, then it
// is called. What is applied is the very change that was shown; one that nobody was shown is not applied. It asks nothing
// itself, and writes nothing before the call.
import * as vscode from 'vscode';
import type { AgentTool, ToolAnswer } from '../agents/agentTool.ts';
import type { PendingChange } from '../agents/runTool.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { confirmationOf } from './confirmation.ts';
import { openFolder } from './openFolder.ts';

/** Calls that were shown and may still be made; a person declines some of them, which nobody tells us. */
const maxWaiting = 20;

export class AgentToolInEditor implements vscode.LanguageModelTool<object> {
  readonly #name: string;
  readonly #service: WorkspaceService;
  /** The oldest first: two chats may ask for the same, and each is given its own. */
  #shown: { readonly key: string; readonly prepared: ToolAnswer | PendingChange }[] = [];

  constructor(name: string, service: WorkspaceService) {
    this.#name = name;
    this.#service = service;
  }

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation> {
    const { isPrepared, tool } = await load(this.#name);
    if (tool.kind === 'looks')
      return { invocationMessage: vscode.l10n.t('Reading the configuration with Safekeep') };
    const prepared = await this.#prepare(tool, input);
    const isRefused = !isPrepared(prepared) || prepared.refusal !== undefined;
    this.#keep(input, prepared, isRefused);
    if (!isPrepared(prepared)) return { invocationMessage: vscode.l10n.t('Running the Safekeep tool') };
    // Nobody is asked about what is refused anyway.
    return prepared.refusal === undefined
      ? confirmationOf(prepared)
      : { invocationMessage: vscode.l10n.t('Running the Safekeep tool') };
  }

  /** @throws Error that tells the model what to do, when the tool fails or refuses. */
  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { tool, isPrepared, applyPrepared } = await load(this.#name);
    const shown = this.#take(input);
    const found = shown ?? (await this.#prepare(tool, input));
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (!isPrepared(found)) return resultOf(found);
    if (!shown)
      throw new Error(
        "Nothing was written, because the person hasn't seen this change. Call the tool again.",
      );
    if (!vscode.workspace.isTrusted) return resultOf(untrusted);
    return resultOf(await applyPrepared(found, 'coding agent'));
  }

  async #prepare(tool: AgentTool, given: object): Promise<ToolAnswer | PendingChange> {
    if (!vscode.workspace.isTrusted) return untrusted;
    const { prepareCall } = await load(this.#name);
    return prepareCall({ tool, given, open: (label) => openFolder(this.#service, label) });
  }

  /** What is refused by now is not applied because it was shown before, and declined. */
  #keep(input: object, prepared: ToolAnswer | PendingChange, isRefused: boolean): void {
    const key = keyOf(input);
    if (isRefused) this.#shown = this.#shown.filter((one) => one.key !== key);
    if (this.#shown.length >= maxWaiting) this.#shown.shift();
    this.#shown.push({ key, prepared });
  }

  /** Each is used once. One that was declined is still here: if it is not what is so by now, its commit is refused. */
  #take(input: object): ToolAnswer | PendingChange | undefined {
    const key = keyOf(input);
    const place = this.#shown.findIndex((one) => one.key === key);
    return place < 0 ? undefined : this.#shown.splice(place, 1)[0]?.prepared;
  }
}

/** The input as JSON; what is nested too deeply for that is refused, whichever it is. */
function keyOf(input: object): string {
  try {
    return JSON.stringify(input);
  } catch {
    return 'nested too deeply';
  }
}

const untrusted: ToolAnswer = {
  text: 'Nothing was done: Safekeep rests until the person trusts this workspace ("Workspaces: Manage Workspace Trust").',
  isError: true,
};

/** With the tools comes the engine, which the editor's start does without. */
async function load(name: string) {
  const [{ agentTools }, calls] = await Promise.all([
    import('../agents/toolTable.ts'),
    import('../agents/runTool.ts'),
  ]);
  const tool = agentTools.find((one) => one.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return { tool, ...calls };
}

function resultOf({ text, isError }: ToolAnswer): vscode.LanguageModelToolResult {
  if (isError === true) throw new Error(text);
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}
