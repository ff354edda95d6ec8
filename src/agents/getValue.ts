// What a key says now: in the live file, or in what a profile comes to with all that it inherits. The engine's words for a
// place, the terminal's `get`.
import {
  assertKeyed,
  documentOf,
  EngineError,
  findProfile,
  renderDocument,
  resolveOrThrow,
  valueAt,
  type Snapshot,
  type Target,
  type Value,
} from '../engine/index.ts';
import { textIn, type AgentEngine, type ToolAnswer, type ToolInput } from './agentTool.ts';
import { pointerIn } from './ownInput.ts';
import { meantTarget, redactionFor } from './redactionFor.ts';
import { report } from './report.ts';

export async function getValue(engine: AgentEngine, input: ToolInput): Promise<ToolAnswer> {
  const snapshot = await engine.snapshot();
  const [path, profile] = [textIn(input, 'path') ?? '', textIn(input, 'profile')];
  const pointer = pointerIn(path);
  const target = meantTarget(snapshot, input, pointer);
  assertKeyed(target);
  const root = profile === undefined ? liveValue(target) : resolvedValue(snapshot, profile, target);
  const from = profile === undefined ? target.path : `profile "${profile}"`;
  // What stands around a value decides whether it is a secret, and so may a key be one, which is then found by nobody.
  const value = valueAt(redactionFor(snapshot).value(root, ''), pointer);
  if (value === undefined) throw new EngineError('not-found', `${from} has no "${path}".`, { path });
  const shown = renderDocument(value, 'json');
  return { text: report([`${from}, ${pointer || 'everything'}:`, ...shown.trimEnd().split('\n')]) };
}

function liveValue({ path, file }: Target): Value {
  if (!file) throw new EngineError('not-found', `${path} doesn't exist.`, { path });
  const { value } = documentOf(file);
  if (value !== undefined) return value;
  throw new EngineError('invalid', `${path} doesn't parse. See safekeep_status for the position.`, { path });
}

function resolvedValue(snapshot: Snapshot, profile: string, target: Target): Value {
  return resolveOrThrow(snapshot, findProfile(snapshot, profile), target)?.value ?? null;
}
