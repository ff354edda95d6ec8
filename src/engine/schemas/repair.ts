// A sane value from one that is not: what is missing gets its default, what is wrong is converted where it is certain
// what was meant, else replaced by its default. The defaults file counts more than the schema. Nothing is taken away,
// each change is kept only if the schema finds nothing at its place then, and a second repair has nothing to do.
import { groupBy } from '../values/groupBy.ts';
import type { SchemaFiles } from '../model/model.ts';
import { coerceValue } from './coerceValue.ts';
import { applyEdits, type Edit } from '../text/document.ts';
import { formatPointer, isWithin, parentOf, valueAt, type Pointer } from '../values/pointer.ts';
import { checkValue, withDefaults, type SchemaFinding } from './schema.ts';
import { defaultAt } from './schemaDefaults.ts';
import { isList, isMap, Literal, type Value } from '../values/value.ts';

/** A place with what could stand there, the best first. */
interface Proposal {
  readonly pointer: Pointer;
  readonly choices: readonly Value[];
}

interface Repair {
  readonly schema: SchemaFiles;
  readonly defaults: Value;
}

/** A change may uncover another; what has not come to an end then is not going to. */
const maxRounds = 10;

/** The edits that fix a value; none by a schema that cannot be used. @param defaults what the defaults file says. */
export function repairValue(schema: SchemaFiles, value: Value, defaults: Value | undefined): readonly Edit[] {
  const repair: Repair = { schema, defaults: defaults ?? null };
  const edits: Edit[] = [];
  let now = value;
  for (let round = 0; round < maxRounds; round += 1) {
    const more = repairOnce(repair, now);
    if (more.length === 0) break;
    edits.push(...more);
    now = applyEdits(now, more);
  }
  return checkValue(schema, now).findings ? edits : [];
}

function repairOnce({ schema, defaults }: Repair, value: Value): readonly Edit[] {
  const { findings } = checkValue(schema, value);
  if (!findings) return [];
  const missing = [
    ...keysMissing(defaults, value, 'in maps'),
    ...keysMissing(withDefaults(schema, value), value, 'in lists too'),
  ];
  const wrong = findings.flatMap((finding) => {
    const choices = replacements({ schema, defaults }, value, finding);
    return choices.map((choice) => ({ pointer: finding.pointer, choice }));
  });
  const byPlace = groupBy([...missing, ...wrong], ({ pointer }) => pointer);
  const proposals = [...byPlace].map(([pointer, all]) => ({
    pointer,
    choices: all.map(({ choice }) => choice),
  }));
  const outermost = proposals.filter(
    ({ pointer }) =>
      !proposals.some((other) => other.pointer !== pointer && isWithin(pointer, other.pointer)),
  );
  return accepted(schema, value, outermost);
}

interface RepairChoice {
  readonly pointer: Pointer;
  readonly choice: Value;
}

/** The keys of maps that only the first of two values has. Items of lists are the same ones only in a filled copy. */
function keysMissing(full: Value, value: Value, where: 'in maps' | 'in lists too'): readonly RepairChoice[] {
  const below = (key: string, item: Value, own: Value): readonly RepairChoice[] =>
    keysMissing(item, own, where).map(({ pointer, choice }) => ({
      pointer: formatPointer([key]) + pointer,
      choice,
    }));
  if (isMap(full) && isMap(value)) {
    return Object.entries(full).flatMap(([key, item]) => {
      const own = value[key];
      return own === undefined ? [{ pointer: formatPointer([key]), choice: item }] : below(key, item, own);
    });
  }
  if (where === 'in maps' || !isList(full) || !isList(value)) return [];
  return value.flatMap((own, index) => below(String(index), full[index] ?? null, own));
}

/** Keywords about keys that should not be there, or are missing: the map itself is not wrong. */
const aboutKeys = new Set([
  'required',
  'dependentRequired',
  'dependencies',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
]);

function replacements({ schema, defaults }: Repair, value: Value, finding: SchemaFinding): readonly Value[] {
  const { pointer, keyword, error } = finding;
  const now = valueAt(value, pointer);
  if (!error || now === undefined || aboutKeys.has(keyword)) return [];
  // What a tag stands for is not known here. A map of the right type may hold keys that nobody else has.
  if ((now instanceof Literal && now.kind === 'tagged') || (isMap(now) && !error.types)) return [];
  const inMaps = ancestorsOf(pointer).every((above) => isMap(valueAt(value, above)));
  return [
    coerceValue(now, error),
    inMaps ? valueAt(defaults, pointer) : undefined,
    defaultAt(schema, value, pointer),
  ].filter((choice) => choice !== undefined);
}

function ancestorsOf(pointer: Pointer): readonly Pointer[] {
  return pointer === '' ? [] : [parentOf(pointer), ...ancestorsOf(parentOf(pointer))];
}

type FindingsAfter = (edits: readonly Edit[]) => readonly SchemaFinding[];

/** The first choice for each place with which the schema finds nothing there, and no more elsewhere. */
function accepted(schema: SchemaFiles, value: Value, proposals: readonly Proposal[]): readonly Edit[] {
  const findingsAfter: FindingsAfter = (edits) => checkValue(schema, applyEdits(value, edits)).findings ?? [];
  for (let open = proposals; ;) {
    const edits = open.flatMap(({ pointer, choices: [choice] }): readonly Edit[] =>
      choice === undefined ? [] : [{ op: 'set', pointer, value: choice }],
    );
    const found = findingsAfter(edits);
    const isRefused = ({ pointer, choices }: Proposal) =>
      choices.length > 0 && found.some((finding) => isWithin(finding.pointer, pointer));
    if (!open.some(isRefused)) return harmless(edits, [], findingsAfter);
    open = open.map((one) => (isRefused(one) ? { ...one, choices: one.choices.slice(1) } : one));
  }
}

/** Changes can disagree with each other or with something else: those are kept that make nothing worse. */
function harmless(
  edits: readonly Edit[],
  kept: readonly Edit[],
  findingsAfter: FindingsAfter,
): readonly Edit[] {
  const all = [...kept, ...edits];
  if (findingsAfter(all).length <= findingsAfter(kept).length) return all;
  if (edits.length === 1) return kept;
  const half = Math.ceil(edits.length / 2);
  return harmless(edits.slice(half), harmless(edits.slice(0, half), kept, findingsAfter), findingsAfter);
}
