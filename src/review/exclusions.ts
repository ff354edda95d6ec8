import type { Exclusions } from '../engine/index.ts';
import { layoutId, wholeId, type ExclusionIds } from './protocol.ts';

/** What is not ticked, from the ids of the page to what the engine leaves out. */
export function toExclusions(ids: ExclusionIds): Exclusions {
  return Object.fromEntries(
    Object.entries(ids).map(([name, of]) => [
      name,
      of.includes(wholeId)
        ? 'whole'
        : { layout: of.includes(layoutId), changes: of.filter((id) => id !== layoutId) },
    ]),
  );
}
