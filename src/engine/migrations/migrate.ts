// Migrating the documents of a target: each goes the way from its own version, step by step, and a layer sees at each
// step what the layers below it say then. What comes out are edits, so the text of each keeps its comments.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { formatPlace } from '../base/formatProblem.ts';
import type { Manifest } from '../model/model.ts';
import { applyEdits, editDocument, type Edit } from '../text/document.ts';
import { documentOf, positionOf } from '../documents/fileDocument.ts';
import { afterUnset } from '../layers/layers.ts';
import { mergeValues } from '../layers/merge.ts';
import { withoutPointer } from '../values/withoutPointers.ts';
import { budgetFor } from './migrationBudget.ts';
import type { PathStep } from './migrationPath.ts';
import { doStep, editsOfSteps, isFault, type StepContext } from './migrationSteps.ts';
import type { VersionedDocument } from './versionedDocuments.ts';
import { metadataKey, metadataPointer } from '../records/profileMetadata.ts';
import { valueAt, type Pointer } from '../values/pointer.ts';
import { movedPointer } from './matchPath.ts';
import { equalValues, isList, isMap, mapOf, type Value } from '../values/value.ts';
import { versionLike, versionPointers, type Version } from './version.ts';

/** The way that each part goes; no legs where it is in its version already. */
export type MigrationPaths = ReadonlyMap<VersionedDocument, readonly PathStep[]>;

export interface Migrated {
  readonly part: VersionedDocument;
  /** Less the metadata of a profile. */
  readonly value: Value;
  readonly unset: readonly Pointer[];
  readonly edits: readonly Edit[];
}

/** Carries out all steps, or none. @throws EngineError `invalid` {migration, path, step} where a step cannot be done. */
export function migrateParts(ways: MigrationPaths, manifest: Manifest): readonly Migrated[] {
  const run: MigrationRun = { ways, manifest, done: new Map() };
  return [...ways.keys()].map((part) => traceOf(run, part));
}

/** The text of a migrated part. @throws EngineError `invalid` */
export function migratedText({ part, edits }: Migrated): string {
  return edits.length === 0 ? part.document.text : editDocument(part.document, edits);
}

interface MigrationRun {
  readonly ways: MigrationPaths;
  readonly manifest: Manifest;
  readonly done: Map<VersionedDocument, Trace>;
}

/** What a part says before and after each step. */
interface Trace extends Migrated {
  readonly at: ReadonlyMap<string, StepState>;
}

interface StepState {
  readonly before: Value;
  readonly after: Value;
  readonly unset: readonly Pointer[];
}

function traceOf(run: MigrationRun, part: VersionedDocument): Trace {
  const known = run.done.get(part);
  if (known) return known;
  const trace = migratePart(run, part);
  run.done.set(part, trace);
  return trace;
}

function migratePart(run: MigrationRun, part: VersionedDocument): Trace {
  const legs = run.ways.get(part) ?? [];
  const at = new Map<string, StepState>();
  const edits: Edit[] = [];
  const budget = budgetFor(part.value);
  let { value, unset } = part;
  for (const leg of legs) {
    for (const [index, step] of leg.steps.entries()) {
      const key = momentKey(leg, index);
      const around = surroundings(run, { ...part, unset }, key);
      const outcome = doStep(value, step, { ...around, budget });
      if (isFault(outcome)) throw stepFailure(part, { leg, index }, outcome.fault);
      const before = value;
      value = outcome.value;
      unset = unset.map((pointer) => movedPointer(step, pointer));
      for (const edit of outcome.edits) edits.push(edit); // There may be more than a call takes arguments.
      at.set(key, { before, after: value, unset });
    }
  }
  const version = versionEdits(run.manifest, { part, value, to: legs.at(-1)?.to });
  const own = [...edits, ...version];
  return {
    part,
    value: applyEdits(value, version),
    unset,
    edits: [...own, ...metadataEdits(part, unset, own)],
    at,
  };
}

function momentKey({ migration, steps }: PathStep, index: number): string {
  return `${migration.file.path} ${steps === migration.up ? 'up' : 'down'} ${index}`;
}

function surroundings(run: MigrationRun, part: VersionedDocument, key: string): StepContext {
  if (part.kind === 'live') return { isPart: false };
  if (part.below.length === 0) return { isPart: true };
  const together = (side: 'before' | 'after') => {
    const said = part.below.reduce<Value>((below, layer) => {
      const trace = traceOf(run, layer);
      const moment = trace.at.get(key) ?? { before: layer.value, after: layer.value, unset: layer.unset };
      return mergeValues(afterUnset(moment, below), moment[side], run.manifest.arrays);
    }, mapOf([]));
    return afterUnset(part, said);
  };
  return { isPart: true, below: { before: () => together('before'), after: () => together('after') } };
}

/** A document says its new version where it said the old one; one that counted as unversioned says it from now on. */
function versionEdits(
  manifest: Manifest,
  {
    part,
    value,
    to,
  }: { readonly part: VersionedDocument; readonly value: Value; readonly to: Version | undefined },
): readonly Edit[] {
  const isSilent = part.versionAt === undefined && part.below.length > 0;
  if (to === undefined || isSilent || !isMap(value)) return [];
  const pointers = versionPointers(manifest);
  const pointer =
    pointers.find((place) => valueAt(value, place) !== undefined) ?? part.versionAt ?? pointers[0];
  if (pointer === undefined) return [];
  const before = part.versionAt === undefined ? undefined : valueAt(part.value, part.versionAt);
  return [{ op: 'set', pointer, value: versionLike(before, to) }];
}

/** What a document says of its profile stays where the whole content is replaced, and what it leaves out moves along. */
function metadataEdits(
  { document, unset }: VersionedDocument,
  now: readonly Pointer[],
  edits: readonly Edit[],
): readonly Edit[] {
  const metadata = isMap(document.value) ? document.value[metadataKey] : undefined;
  if (!isMap(metadata)) return [];
  const isReplaced = edits.some(({ pointer }) => pointer === '');
  const own = metadata['unset'];
  const said = isList(own)
    ? own.map((pointer, index) => [`/unset/${index}`, pointer] as const)
    : [['/unset', own] as const];
  const moved = said.flatMap(([place, pointer]): readonly Edit[] => {
    const next = typeof pointer === 'string' ? now[unset.indexOf(pointer)] : undefined;
    return next === undefined || next === pointer
      ? []
      : [{ op: 'set', pointer: `${metadataPointer}${place}`, value: next }];
  });
  return [
    ...(isReplaced ? [{ op: 'set', pointer: metadataPointer, value: metadata } as const] : []),
    ...moved,
  ];
}

function stepFailure(
  { document }: VersionedDocument,
  { leg, index }: { readonly leg: PathStep; readonly index: number },
  fault: string,
): EngineError {
  const { migration, from, to, steps } = leg;
  const step = steps[index];
  const said = documentOf(migration.file);
  const list = steps === migration.up ? 'up' : 'down';
  const { line, column } = positionOf(
    said,
    valueAt(said.value ?? null, `/${list}`) ? `/${list}/${index}` : '/up',
  );
  const name = step ? `${step.op} ${step.path}` : '';
  const message = t(
    "{0} can't be migrated from {1} to {2}: step {3} ({4}) failed, because {5}. See {6}.",
    document.path,
    from,
    to,
    index + 1,
    name,
    fault,
    formatPlace({ file: migration.file.path, line, column }),
  );
  return new EngineError('invalid', message, {
    migration: migration.file.path,
    path: document.path,
    step: index + 1,
    line,
    column,
  });
}

/** Whether the derived ways back give what was there; of what was written over, or converted, they cannot. */
export function comesBack({ part, value }: Migrated, legs: readonly PathStep[], manifest: Manifest): boolean {
  const { versionAt = versionPointers(manifest)[0] ?? '' } = part;
  const all = legs.toReversed().flatMap(({ migration }) => migration.down ?? []);
  const steps = all.filter(({ op }) => op !== 'test'); // In a part these look at the layers below, too.
  const outcome = editsOfSteps(value, steps, { isPart: true });
  if (isFault(outcome)) return false;
  const here = applyEdits(value, outcome);
  return equalValues(withoutPointer(here, versionAt), withoutPointer(part.value, versionAt));
}
