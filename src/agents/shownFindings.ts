// What schemas and the guard of lost keys find, as an agent may know it: in the values that it is shown. A schema can come
// with a repository, and what it finds in secrets could spell them, wherever it says so: by `if` and `then`, at a place far
// from the secret.
import {
  adaptValue,
  contentOf,
  diffValues,
  documentOf,
  isLayer,
  isList,
  isMap,
  judgeBySchema,
  lossGuards,
  mapOf,
  parseDocument,
  projectedSnapshot,
  resolvedValue,
  validateFile,
  validateShown,
  valueAt,
  type Document,
  type FileContent,
  type Guard,
  type Plan,
  type Problem,
  type Redaction,
  type SchemaFiles,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';

/** Every target against its schema. */
export async function targetProblems(snapshot: Snapshot, redaction: Redaction): Promise<readonly Problem[]> {
  const found = snapshot.targets.flatMap(({ name, file }) =>
    file ? [problemsIn(file, snapshot.schemas.get(name), redaction)] : [],
  );
  return (await Promise.all(found)).flat();
}

/**
 * A plan of which nothing was asked yet that depends on values, with what is told of it.
 * @param named what the agent asked to remove.
 */
export async function judgedPlan(
  snapshot: Snapshot,
  plan: Plan,
  { redaction, named }: { readonly redaction: Redaction; readonly named: readonly string[] },
): Promise<Plan> {
  const found = plan.writes.map(async (write) => {
    const { target: name, before, after } = write;
    const [target, schema] = [
      snapshot.targets.find((one) => one.name === name),
      snapshot.schemas.get(name ?? ''),
    ];
    if (!target || !schema || !after) return { guards: [], problems: [] };
    const [from, to] = [before && contentOf(write, before), contentOf(write, after)];
    const files = new Map([from ?? to, to].map((file) => [documentOf(file), file]));
    return judgeBySchema(
      { target, kind: plan.kind, from: from && documentOf(from), to: documentOf(to) },
      async (document) => {
        const file = files.get(document);
        return file && document.value !== undefined ? problemsIn(file, schema, redaction) : [];
      },
    );
  });
  const findings = await Promise.all(found);
  const ofProfiles = await profileGuards(snapshot, plan, redaction);
  return {
    ...plan,
    problems: [...plan.problems, ...findings.flatMap(({ problems }) => problems)],
    guards: [
      ...plan.guards,
      ...plan.writes.flatMap((write) => shownLoss(snapshot, { ...plan, write, named }, redaction)),
      ...findings.flatMap(({ guards }) => guards),
      ...ofProfiles,
    ],
  };
}

/** What is newly wrong in what the profiles would resolve to. */
async function profileGuards(
  snapshot: Snapshot,
  { writes }: Plan,
  redaction: Redaction,
): Promise<readonly Guard[]> {
  if (snapshot.schemas.size === 0 || !writes.some(({ path }) => isLayer(snapshot, path))) return [];
  const after = projectedSnapshot(snapshot, writes);
  const found = after.profiles.flatMap((profile) =>
    after.targets.map(async (target): Promise<readonly Guard[]> => {
      const before = snapshot.profiles.find(({ name }) => name === profile.name);
      const was = before && resolvedValue(snapshot, before, target);
      const is = resolvedValue(after, profile, target);
      const schema = after.schemas.get(target.name);
      if (is === undefined || is === was || !schema) return [];
      const problemsOf = (value: Value) =>
        problemsInValue(schema, { path: target.path, value: adaptValue(value, target.format) }, redaction);
      const known = new Set((was === undefined ? [] : await problemsOf(was)).map(placeOf));
      const broken = (await problemsOf(is)).find((problem) => !known.has(placeOf(problem)));
      const message = `profile "${profile.name}" would violate its schema: ${broken?.message ?? ''}`;
      return broken ? [{ code: 'schema', target: target.name, message }] : [];
    }),
  );
  return (await Promise.all(found)).flat();
}

function placeOf({ pointer, keyword }: Problem): string {
  return JSON.stringify([pointer, keyword]);
}

interface Losing extends Pick<Plan, 'kind' | 'state'> {
  readonly write: Plan['writes'][number];
  readonly named: readonly string[];
}

/** What would be lost, told by what is shown: which secrets are the same changes nothing. */
function shownLoss(
  snapshot: Snapshot,
  { write, named, kind, state }: Losing,
  redaction: Redaction,
): readonly Guard[] {
  const { target: name, before, after } = write;
  const target = snapshot.targets.find((one) => one.name === name);
  const shown = (bytes: Uint8Array | null) => {
    const value = bytes && documentOf(contentOf(write, bytes)).value;
    return value === null || value === undefined ? undefined : redaction.value(value, '');
  };
  const [from, to] = [shown(before), shown(after)];
  if (!target || from === undefined || to === undefined || kind === 'undo') return [];
  const changes = diffValues(from, to, snapshot.manifest.arrays);
  return lossGuards(snapshot, { target, from, changes, named }, { kind, state });
}

/** A file's own problems where it does not parse, else what its schema finds in what is shown of it. */
async function problemsIn(
  file: FileContent,
  schema: SchemaFiles | undefined,
  redaction: Redaction,
): Promise<readonly Problem[]> {
  const document = documentOf(file);
  const marked = document.value === undefined ? undefined : redaction.value(document.value, '');
  if (!schema || marked === undefined || marksIn(marked) === 0) return validateFile(file, schema);
  const found = await validateShown(schema, document, standIns(marked));
  return found.flatMap((problem) => shownProblem(problem, document, marked));
}

/** The same of a content that is no file; without lines, and without what is wrong with the schema. */
async function problemsInValue(
  schema: SchemaFiles,
  { path, value }: { readonly path: string; readonly value: Value },
  redaction: Redaction,
): Promise<readonly Problem[]> {
  const marked = redaction.value(value, '');
  const nowhere = parseDocument(path, '', 'json');
  const found = await validateShown(schema, nowhere, marksIn(marked) === 0 ? [marked] : standIns(marked));
  return found
    .filter(({ file }) => file === path)
    .flatMap((problem) => shownProblem(problem, nowhere, marked));
}

/** Nothing at a secret, and no lines and columns of a text that has one: they would tell how long it is. */
function shownProblem(problem: Problem, { path }: Document, marked: Value): readonly Problem[] {
  if (problem.file !== path) return [problem];
  const there = valueAt(marked, problem.pointer);
  const isSecret = there !== undefined && !isList(there) && !isMap(there) && marksIn(there) > 0;
  return isSecret ? [] : [{ ...problem, line: 0, column: 0 }];
}

/**
 * Three values that could stand for one with secrets: with marks, with empty texts, and without the keys. What only one of
 * these leads to is no fault of the file.
 */
function standIns(marked: Value): readonly [Value, ...Value[]] {
  const emptied = mapHidden(marked, () => '');
  return [marked, emptied, mapHidden(marked, () => undefined)];
}

/** @param change answers `undefined` for what goes. In a list each item keeps its place, and no two are the same. */
function mapHidden(value: Value, change: () => string | undefined): Value {
  if (isList(value))
    return value.map((item, index) =>
      isHidden(item) ? `${change() ?? item} ${index}` : mapHidden(item, change),
    );
  if (!isMap(value)) return isHidden(value) ? (change() ?? value) : value;
  return mapOf(
    Object.entries(value).flatMap(([key, part]): [string, Value][] => {
      const now = isHidden(part) ? change() : mapHidden(part, change);
      return marksIn(key) > 0 || now === undefined ? [] : [[key, now]];
    }),
  );
}

function isHidden(value: Value): value is string {
  return typeof value === 'string' && marksIn(value) > 0;
}
