// What changes along with an edit, because it reads the edited value: YAML aliases and merge keys.
import { isWithin, type Operation, type Plan } from '../../engine/index.ts';

/** Whether a plan changes places of a live file that the edits of its operation don't name. */
export function changesAlong(operation: Operation, { writes }: Pick<Plan, 'writes'>): boolean {
  if (operation.kind !== 'edit' || operation.profile !== undefined) return false;
  const named = operation.edits.map(({ pointer }) => pointer.replace(/\/-$/, ''));
  return writes.some(({ changes }) =>
    changes.some(({ pointer }) =>
      named.every((place) => !isWithin(pointer, place) && !isWithin(place, pointer)),
    ),
  );
}
