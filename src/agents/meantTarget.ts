// Which live file an agent means where it names none and there are several: the only one that shows the key. By what agents
// are shown, or the answer would tell which file has a key that is a secret itself.
import { targetOf, valueAt, type Snapshot, type Target } from '../engine/index.ts';
import { textIn, type ToolInput } from './agentTool.ts';
import { redactionFor } from './redactionFor.ts';

/** @throws EngineError `not-found`, `invalid` where several could be meant. */
export function meantTarget(snapshot: Snapshot, input: ToolInput, pointer: string): Target {
  const place = { target: textIn(input, 'target'), profile: textIn(input, 'profile') };
  const redaction = redactionFor(snapshot);
  return targetOf(snapshot, place, (value) => valueAt(redaction.value(value, ''), pointer) !== undefined);
}
