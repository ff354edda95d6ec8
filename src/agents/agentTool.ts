// What a tool for coding agents is, whoever offers it: the editor to its models, `safekeep mcp` to any client. A tool that
// looks answers; one that changes something first tells what would change, so that a person can say yes to just that.
import type { Engine, Plan } from '../engine/index.ts';

/** What the tools ask of an opened config folder. */
export type AgentEngine = Pick<Engine, 'snapshot' | 'plan' | 'commit' | 'createBackup' | 'compareContents'>;

/** Checked against the tool's schema. */
export type ToolInput = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** For a model: short, and without secrets. */
export interface ToolAnswer {
  readonly text: string;
  /** The same as data, where a program may want it. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly isError?: true;
}

/** A change that nobody has made yet. */
export interface PreparedChange {
  /** One line: "Switch development → staging". */
  readonly summary: string;
  /** What would change, for a person and for a model, without secrets; as a listing of changes where there are any. */
  readonly preview: string;
  /** Why an agent must not do it, with what the person can do. Nothing is applied then. */
  readonly refusal?: string;
  /** What is committed; a backup alone has none. */
  readonly plan?: Plan;
  /** @param via what acts for the author, for the history. @throws EngineError as `commit` does. */
  readonly apply: (via: string) => Promise<ToolAnswer>;
}

/** The part of JSON Schema that the inputs need. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, InputProperty>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

interface InputProperty {
  readonly type: 'string' | 'boolean' | 'integer' | 'array';
  readonly description: string;
  readonly items?: { readonly type: 'string' };
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Described {
  /** As `languageModelTools` of package.json has it. */
  readonly name: `safekeep_${string}`;
  /** For people. */
  readonly title: string;
  /** For a model: what it does, when to use it and when not, what comes back. */
  readonly description: string;
  readonly inputSchema: InputSchema;
}

export interface ReadOnlyTool extends Described {
  readonly kind: 'looks';
  readonly look: (engine: AgentEngine, input: ToolInput) => Promise<ToolAnswer>;
}

export interface ChangingTool extends Described {
  readonly kind: 'changes';
  /** Whether it replaces anything; a backup only adds. */
  readonly effect: 'replaces' | 'adds';
  /** Whether doing it twice is doing it once. */
  readonly again: 'same' | 'more';
  /** Writes nothing. @throws EngineError as `plan` does. */
  readonly prepare: (engine: AgentEngine, input: ToolInput) => Promise<PreparedChange>;
}

export type AgentTool = ReadOnlyTool | ChangingTool;

export function textIn(input: ToolInput, key: string): string | undefined {
  const value = input[key];
  return typeof value === 'string' ? value : undefined;
}
