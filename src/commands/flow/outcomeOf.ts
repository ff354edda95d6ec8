// An operation for who waits for what comes of it, however long the person takes.
import type { CommandContext } from './commandContext.ts';
import {
  runOperation,
  reviewOperation,
  type OperationRequest,
  type OperationResult,
  type ReviewOptions,
} from './runOperation.ts';

/** @param how the review; without one it is done at once. @returns `undefined` when the person turned away. */
export async function outcomeOf(
  context: CommandContext,
  request: OperationRequest,
  how?: ReviewOptions,
): Promise<OperationResult | undefined> {
  let done: OperationResult | undefined;
  const onDone = (what: OperationResult) => {
    done = what;
  };
  if (how)
    await new Promise<void>((onClose, fail) => {
      reviewOperation(context, { ...request, onDone }, { ...how, onClose }).catch(fail);
    });
  else await runOperation(context, { ...request, onDone });
  return done;
}
