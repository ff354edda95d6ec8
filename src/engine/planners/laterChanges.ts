// Which changes of an undo would take back more than the change that is undone: what came later to a file that it wrote.
import { changeId, type LeftOutChanges } from '../diff/applySelected.ts';
import { equalOrAbsent } from '../values/value.ts';
import type { Change, Plan, PlannedWrite } from '../model/model.ts';

/** Path → what the change that is undone did to it; of the files that were edited since. */
export type OwnChanges = ReadonlyMap<string, readonly Change[]>;

/** Path → what came later, with comments and layout, of which nobody knows when they came. */
export type LaterChanges = Readonly<Record<string, LeftOutChanges>>;

/** None of a file that is undone as a whole or not at all. */
export function laterChanges({ writes }: Pick<Plan, 'writes'>, own: OwnChanges = new Map()): LaterChanges {
  return Object.fromEntries(
    writes.flatMap((write): (readonly [string, LeftOutChanges])[] => {
      const ofIt = own.get(write.path);
      if (!ofIt || write.kind !== 'changed') return [];
      return [[write.path, { layout: true, changes: laterIn(write, ofIt).map(changeId) }]];
    }),
  );
}

function laterIn({ changes }: PlannedWrite, own: readonly Change[]): readonly Change[] {
  const made = new Map(own.map((change) => [change.pointer, change]));
  return changes.filter(({ pointer, from }) => {
    const change = made.get(pointer);
    return !change || !equalOrAbsent(change.to, from);
  });
}
