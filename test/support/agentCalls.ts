// The tools for coding agents on a small folder, called as a program that offers them does.
import assert from 'node:assert/strict';
import type { ToolAnswer } from '../../src/agents/agentTool.ts';
import { applyPrepared, isPrepared, prepareCall, type PendingChange } from '../../src/agents/runTool.ts';
import { agentTools } from '../../src/agents/toolTable.ts';
import type { Engine, EngineOptions } from '../../src/engine/index.ts';
import { testFolder, type Files, type TestFolder } from './disk/configFolder.ts';

export interface AgentCalls extends TestFolder {
  readonly engine: Engine;
  /** What a call would do, or its answer where it only looks or is refused as it is. */
  readonly call: (name: string, given?: object) => Promise<ToolAnswer | PendingChange>;
  /** The text of an answer, or of what a person is asked; a refusal with it. */
  readonly ask: (name: string, given?: object) => Promise<string>;
  /** The text after the person said yes. */
  readonly carryOut: (name: string, given?: object) => Promise<string>;
}

export async function agentCalls(files: Files, options?: EngineOptions): Promise<AgentCalls> {
  const folder = await testFolder('agents', files);
  const engine = await folder.open(options);
  const call: AgentCalls['call'] = (name, given = {}) => {
    const tool = agentTools.find((one) => one.name === `safekeep_${name}`);
    assert.ok(tool, name);
    return prepareCall({ tool, given, open: () => Promise.resolve(engine) });
  };
  const textOf = (said: ToolAnswer | PendingChange) =>
    isPrepared(said) ? [said.refusal, said.summary, said.preview].join('\n') : JSON.stringify(said);
  return {
    ...folder,
    engine,
    call,
    ask: async (name, given) => textOf(await call(name, given)),
    carryOut: async (name, given) => {
      const said = await call(name, given);
      return textOf(isPrepared(said) ? await applyPrepared(said, 'test') : said);
    },
  };
}

/** An answer less what differs from one run to the next: ids and times. */
export function lasting(answer: string): string {
  return answer
    .replace(/\d{8}T\d{9}Z-[0-9a-f]{6}/g, 'ID')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?/g, 'TIME');
}
