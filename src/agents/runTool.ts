// A call of a tool, whoever makes it: the input is checked, errors become answers, and no more than what was prepared is
// ever applied.
import { redactionOf, schemaFindings, type Redaction } from '../engine/index.ts';
import type {
  AgentEngine,
  AgentTool,
  ToolAnswer,
  InputSchema,
  PreparedChange,
  ToolInput,
} from './agentTool.ts';
import { textIn } from './agentTool.ts';
import { failure, refusal } from './failure.ts';
import { saidIn } from './ownInput.ts';
import { redactionFor } from './redactionFor.ts';
import { report } from './report.ts';

export interface ToolCall {
  readonly tool: AgentTool;
  /** As the model sent it. */
  readonly given: unknown;
  /** The config folder of a label. @throws EngineError `not-found`, `invalid`. */
  readonly open: (label: string | undefined) => Promise<AgentEngine>;
}

/** A change that waits for its yes, and with it the folder that it was prepared for. */
export interface PendingChange extends PreparedChange {
  readonly engine: AgentEngine;
  /** The texts of the agent's input. */
  readonly said: readonly string[];
}

/** From the call to its answer at once, for those who have asked the person already. */
export async function callTool({
  via,
  signal,
  ...call
}: ToolCall & { readonly via: string; readonly signal: AbortSignal }): Promise<ToolAnswer> {
  const prepared = await prepareCall(call);
  if (!isPrepared(prepared)) return prepared;
  if (signal.aborted) return refusal('error aborted: the call was canceled. Nothing was written.');
  return applyPrepared(prepared, via);
}

/** The answer of a call that changes nothing, or what it would change. It writes nothing. */
export async function prepareCall({ tool, given, open }: ToolCall): Promise<ToolAnswer | PendingChange> {
  const read = readInput(tool, given);
  if (!('input' in read)) return read;
  const { input } = read;
  let engine: AgentEngine;
  try {
    engine = await open(textIn(input, 'folder'));
  } catch (error) {
    return failure(error);
  }
  try {
    if (tool.kind === 'looks') return await tool.look(engine, input);
    const change = await tool.prepare(engine, input);
    return input['preview'] === true ? previewOf(change) : { ...change, engine, said: saidIn(input) };
  } catch (error) {
    return failure(error, await redactionIn(engine), saidIn(input));
  }
}

export function isPrepared(prepared: ToolAnswer | PendingChange): prepared is PendingChange {
  return 'apply' in prepared;
}

/** Applies what was prepared, unless an agent must not. */
export async function applyPrepared(
  { engine, said, refusal: why, apply }: PendingChange,
  via: string,
): Promise<ToolAnswer> {
  if (why !== undefined) return { text: why, isError: true };
  try {
    return await apply(via);
  } catch (error) {
    return failure(error, await redactionIn(engine), said);
  }
}

/** Far above any value that somebody sets by a tool. */
const maxInputLength = 200_000;

/** The input as the tool's schema has it, or what is wrong with it. */
function readInput({ inputSchema }: AgentTool, given: unknown): { readonly input: ToolInput } | ToolAnswer {
  const input = given ?? {};
  if (isTooDeep(input)) return refusal('error invalid: the input is nested too deeply.');
  const faults = schemaFindings(inputSchema, input).map(({ message }) => message);
  if (faults.length > 0)
    return refusal(
      "error invalid: the input doesn't match the tool's schema.",
      ...faults,
      `Allowed: ${namesIn(inputSchema)}.`,
    );
  if (JSON.stringify(input).length > maxInputLength)
    return refusal(`error invalid: the input is longer than ${maxInputLength} characters.`);
  return { input: input as ToolInput }; // The schema has seen to it.
}

/** An input is a map of texts and of lists of them; what is deeper is not gone into. */
const deepestInput = 8;

function isTooDeep(input: unknown): boolean {
  let level: readonly unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestInput) return true;
    level = level.flatMap(nestedValues);
  }
  return false;
}

function nestedValues(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values({ ...value }) : [];
}

function namesIn({ properties, required = [] }: InputSchema): string {
  const names = Object.keys(properties).map((name) =>
    required.includes(name) ? `${name} (required)` : name,
  );
  return names.join(', ');
}

function previewOf({ summary, preview, refusal: why }: PreparedChange): ToolAnswer {
  const head = `Preview, nothing was written: ${summary}`;
  const refused = why === undefined ? [] : why.split('\n');
  return { text: report([head, ...refused, ...preview.split('\n')]), data: { done: false } };
}

/** Where not even the folder can be read, no secret of it is known, and none can be told. */
async function redactionIn(engine: AgentEngine): Promise<Redaction> {
  try {
    return redactionFor(await engine.snapshot());
  } catch {
    return redactionOf([]); // The first error is the one to tell.
  }
}
