// A deed for who waits for what comes of it, however long the person takes.
import type { CommandContext } from './commandContext.ts';
import { perform, review, type Deed, type Done, type Review } from './performWish.ts';

/** @param how the review; without one it is done at once. @returns `undefined` when the person turned away. */
export async function outcomeOf(
  context: CommandContext,
  deed: Deed,
  how?: Review,
): Promise<Done | undefined> {
  let done: Done | undefined;
  const onDone = (what: Done) => {
    done = what;
  };
  if (how)
    await new Promise<void>((onClose, fail) => {
      review(context, { ...deed, onDone }, { ...how, onClose }).catch(fail);
    });
  else await perform(context, { ...deed, onDone });
  return done;
}
