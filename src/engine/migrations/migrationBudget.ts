// How much the steps of migrations may make of a document. Each `copy` can double what is there, so that a dozen steps
// fill the memory: what an edit adds is counted before it is carried out. So is what they look at, for thousands of steps
// may each go through a long list.
import type { Edit } from '../text/document.ts';
import { valueAt } from '../values/pointer.ts';
import type { PathBudget } from './matchPath.ts';
import { isList, isMap, Literal, type Value } from '../values/value.ts';

/** How much may still be added, roughly in characters of text. */
export interface MigrationBudget extends PathBudget {
  left: number;
}

/** Beside as much again as there was. */
const maxAdded = 500_000;
const maxCounted = 100_000_000;
const maxPaths = 2_000_000;

export function budgetFor(value: Value): MigrationBudget {
  return { left: maxAdded + valueSize(value, maxCounted), places: maxPaths };
}

/** Takes off what a step's edits add to the value. False where that is more than is left: then they must not be made. */
export function spend(budget: MigrationBudget, value: Value, edits: readonly Edit[]): boolean {
  for (const edit of edits) {
    const added = addedBy(edit, value);
    budget.left -= 1 + edit.pointer.length + (added === undefined ? 0 : valueSize(added, budget.left));
    if (budget.left < 0) return false;
  }
  return true;
}

function addedBy(edit: Edit, value: Value): Value | undefined {
  if (edit.op === 'copy') return valueAt(value, edit.from);
  return 'value' in edit ? edit.value : undefined;
}

/** What is counted stops above a limit, for a value that has the same part at many places is larger than its memory. */
function valueSize(value: Value, limit: number): number {
  const waiting: Value[] = [value];
  let size = 0;
  for (let here = waiting.pop(); here !== undefined && size <= limit; here = waiting.pop()) {
    size += 4;
    if (typeof here === 'string') size += here.length;
    else if (here instanceof Literal) size += here.source.length;
    else if (isList(here)) for (const item of here) waiting.push(item);
    else if (isMap(here))
      for (const key of Object.keys(here)) {
        size += key.length;
        waiting.push(here[key] ?? null);
      }
  }
  return size;
}
