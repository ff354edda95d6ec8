// What a step of a migration does to a value, as edits: concrete places instead of patterns. The text follows from the
// edits, so this file knows no text. Operations of JSON Patch mean what RFC 6902 says.
import { t } from '@vscode/l10n';
import { applyEdits, listIndex, type Edit } from '../text/edits/edit.ts';
import { mergeValues } from '../layers/merge.ts';
import { budgetFor, spend, type MigrationBudget } from './migrationBudget.ts';
import type { Step } from './migration.ts';
import { nestsTooDeep } from '../text/nesting.ts';
import { formatPointer, isWithin, parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { newPlacesOf, placeLike, matchPath, type PathMatch } from './matchPath.ts';
import { converted, mapped, rescaled } from './stepValues.ts';
import { maxDepth } from '../text/syntax/syntax.ts';
import { equalValues, isList, isMap, type Value } from '../values/value.ts';

/** What stands around the value that a step is done to. */
export interface StepContext {
  /** The value may hold only part of the keys: a step whose place is not there is left out. */
  readonly isPart: boolean;
  /** What the layers below it say together, before the step and after it; absent where nothing is below. */
  readonly below?: { before(): Value; after(): Value };
}

/** Why a step cannot be done, as half a sentence. */
export interface StepFault {
  readonly fault: string;
  /** Only the place is not there, which may be allowed. */
  readonly isAbsence?: true;
}

export type StepOutcome = readonly Edit[] | StepFault;

export function isFault(outcome: StepOutcome | StepDone): outcome is StepFault {
  return 'fault' in outcome;
}

export interface StepDone {
  readonly edits: readonly Edit[];
  /** The value after them. */
  readonly value: Value;
}

type Spending = StepContext & { readonly budget: MigrationBudget };

/** What a step comes to, where the budget has room for it and the value stays as flat as that of a document. */
export function doStep(value: Value, step: Step, around: Spending): StepDone | StepFault {
  if (patternsOf(step).some((pattern) => parsePointer(pattern).length > maxDepth)) return tooDeep();
  const edits = editsOfStep(value, step, around);
  if (isFault(edits)) return edits;
  if (!spend(around.budget, value, edits)) return { fault: t('the content would become too large') };
  const next = applyEdits(value, edits);
  return nestsTooDeep(next) ? tooDeep() : { edits, value: next };
}

function patternsOf(step: Step): readonly Pointer[] {
  return step.op === 'move' || step.op === 'copy' ? [step.from, step.path] : [step.path];
}

function tooDeep(): StepFault {
  return { fault: t('the content would nest deeper than {0} levels', maxDepth) };
}

/** The edits that a step comes to. */
function editsOfStep(value: Value, step: Step, around: Spending): StepOutcome {
  const { budget } = around;
  const [pattern = ''] = patternsOf(step);
  const mayBeAbsent = step.optional === true || (around.isPart && step.op !== 'test');
  const isNew = step.op === 'add' || step.op === 'default';
  const places = isNew ? newPlacesOf(value, pattern, budget) : matchPath(value, pattern, budget);
  if (budget.places < 0) return { fault: t('the steps match too many values') };
  if (!places) return mayBeAbsent ? [] : absent(pattern);
  const edits: Edit[] = [];
  for (const place of places) {
    const outcome = editsAt(value, { step, place, around });
    if (!isFault(outcome)) for (const edit of outcome) edits.push(edit);
    else if (!(outcome.isAbsence && mayBeAbsent)) return outcome;
  }
  // Taking an item out of a list moves those behind it.
  return step.op === 'remove' ? edits.toReversed() : edits;
}

/** Steps one after the other on a value that stands alone. */
export function editsOfSteps(
  value: Value,
  steps: readonly Step[],
  around: Pick<StepContext, 'isPart'>,
): StepOutcome {
  let here = value;
  const edits: Edit[] = [];
  const budget = budgetFor(value);
  for (const step of steps) {
    const outcome = doStep(here, step, { ...around, budget });
    if (isFault(outcome)) return outcome;
    here = outcome.value;
    for (const edit of outcome.edits) edits.push(edit); // There may be more than a call takes arguments.
  }
  return edits;
}

function absent(pointer: Pointer): StepFault {
  return { fault: t("{0} doesn't exist", pointer), isAbsence: true };
}

interface StepMatch {
  readonly step: Step;
  readonly place: PathMatch;
  readonly around: StepContext;
}

function editsAt(value: Value, { step, place, around }: StepMatch): StepOutcome {
  const { pointer, here } = place;
  switch (step.op) {
    case 'add':
    case 'default':
      return addition(value, { step, pointer, around });
    case 'test':
      return test(value, { expected: step.value, pointer, around });
    case 'move':
    case 'copy':
      return transfer(value, { step, place, around });
    default:
      break;
  }
  if (here === undefined) return absent(pointer);
  switch (step.op) {
    case 'remove':
      return [{ op: 'remove', pointer }];
    case 'replace':
      return [{ op: 'set', pointer, value: step.value }];
    case 'rename':
      return renaming(value, pointer, step.to);
    case 'mapValues':
      return replacement(place, mapped(here, step));
    case 'wrap':
      return [{ op: 'wrap', pointer, key: step.key }];
    case 'unwrap':
      return unwrapping(here, pointer, step.key);
    case 'scale': {
      const next = rescaled(here, step);
      return next === undefined ? { fault: t("{0} isn't a number", pointer) } : replacement(place, next);
    }
    case 'convert': {
      const next = converted(here, step);
      if (next === undefined) return { fault: t("{0} can't be converted to {1}", pointer, step.to) };
      return replacement(place, next);
    }
  }
}

interface Adding {
  readonly step: Step & { readonly op: 'add' | 'default' };
  readonly pointer: Pointer;
  readonly around: StepContext;
}

/** A part leaves to the layers below what they bring. `default` makes the maps on the way. */
function addition(value: Value, { step, pointer, around }: Adding): StepOutcome {
  const isThere = valueAt(value, pointer) !== undefined;
  const isDefault = step.op === 'default';
  if (isThere && isDefault) return [];
  if (!isThere && around.below && valueAt(around.below.after(), pointer) !== undefined) return [];
  const fits = isDefault && !around.below ? canGrow(value, pointer) : hasPlaceFor(value, pointer);
  return fits ? [{ op: 'insert', pointer, value: step.value }] : absent(pointer);
}

/** Whether RFC 6902 lets something be added: what is to hold it is there, and an index is not beyond its end. */
function hasPlaceFor(value: Value, pointer: Pointer): boolean {
  if (pointer === '') return true;
  const parent = valueAt(value, parentOf(pointer));
  if (isList(parent)) return listIndex(parent.length, parsePointer(pointer).at(-1) ?? '') !== undefined;
  return isMap(parent);
}

/** Whether the maps that are missing on the way can be made. */
function canGrow(value: Value, pointer: Pointer): boolean {
  if (hasPlaceFor(value, pointer)) return true;
  return valueAt(value, parentOf(pointer)) === undefined && canGrow(value, parentOf(pointer));
}

interface Testing {
  readonly expected: Value;
  readonly pointer: Pointer;
  readonly around: StepContext;
}

/** Of a part, what it comes to with the layers below it. */
function test(value: Value, { expected, pointer, around }: Testing): StepOutcome {
  const [own, below] = [valueAt(value, pointer), around.below && valueAt(around.below.before(), pointer)];
  const here = own === undefined ? below : below === undefined ? own : mergeValues(below, own, {});
  if (here === undefined) return absent(pointer);
  return equalValues(here, expected)
    ? []
    : { fault: t('{0} already has another value', pointer || t('the root')) };
}

interface Transfer {
  readonly step: Step & { readonly op: 'move' | 'copy' };
  readonly place: PathMatch;
  readonly around: StepContext;
}

function transfer(value: Value, { step, place, around }: Transfer): StepOutcome {
  const { op } = step;
  const [from, pointer] = [place.pointer, placeLike(step.path, place)];
  if (pointer === null) return { fault: t('"path" has more * segments than "from"') };
  if (valueAt(value, from) === undefined) return absent(from);
  if (op === 'move' && from === pointer) return [];
  if (op === 'move' && isWithin(pointer, from)) return { fault: t("{0} can't be moved into itself", from) };
  const isInSameList = isList(valueAt(value, parentOf(from))) && isWithin(pointer, parentOf(from));
  const isShift = op === 'move' && isInSameList;
  const rest = isShift ? applyEdits(value, [{ op: 'remove', pointer: from }]) : value;
  const fits = around.isPart ? canGrow(rest, pointer) : hasPlaceFor(rest, pointer);
  // What is copied stays, and the next item is not where it was.
  const source = op === 'move' ? (place.firstOf ?? from) : from;
  return fits ? [{ op, from: source, pointer }] : absent(pointer);
}

function renaming(value: Value, pointer: Pointer, key: string): StepOutcome {
  const parent = valueAt(value, parentOf(pointer));
  const name = parsePointer(pointer).at(-1);
  if (name === undefined || !isMap(parent)) return { fault: t("{0} isn't a key of a map", pointer) };
  if (name === key) return [];
  const taken = formatPointer([...parsePointer(parentOf(pointer)), key]);
  return parent[key] === undefined
    ? [{ op: 'rename', pointer, key }]
    : { fault: t('{0} already exists', taken) };
}

/** What else the map holds would be lost. */
function unwrapping(here: Value, pointer: Pointer, key: string): StepOutcome {
  if (!isMap(here) || here[key] === undefined) return absent(`${pointer}${formatPointer([key])}`);
  const others = Object.keys(here).filter((name) => name !== key);
  if (others.length === 0) return [{ op: 'unwrap', pointer, key }];
  return { fault: t('{0} has other keys besides "{1}": {2}', pointer, key, others.join(', ')) };
}

function replacement({ pointer, here }: PathMatch, next: Value): StepOutcome {
  return next === here ? [] : [{ op: 'set', pointer, value: next }];
}
