// What is hidden in an answer about a config folder: all that its documents, and those that are told of, call secret.
import {
  contentOf,
  documentOf,
  everyLayering,
  everything,
  mapOf,
  redactionOf,
  referencePlaces,
  speaks,
  sensitiveIn,
  projectedSnapshot,
  targetOf,
  valueAt,
  type FileContent,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Target,
  type Value,
} from '../engine/index.ts';
import { textIn, type ToolInput } from './agentTool.ts';

/** @param others documents that are told of as well. */
export function redactionFor(
  snapshot: Snapshot,
  writes: readonly PlannedWrite[] = [],
  others: readonly Value[] = [],
): Redaction {
  const isAlone = writes.length === 0 && others.length === 0;
  const known = isAlone ? redactions.get(snapshot) : undefined;
  const redaction = known ?? findRedaction(snapshot, writes, others);
  if (isAlone) redactions.set(snapshot, redaction);
  return redaction;
}

const redactions = new WeakMap<Snapshot, Redaction>();

function findRedaction(
  snapshot: Snapshot,
  writes: readonly PlannedWrite[],
  others: readonly Value[],
): Redaction {
  const written = writes.flatMap((write) =>
    [write.before, write.after].map((bytes) => bytes && contentOf(write, bytes)),
  );
  const snapshots = [snapshot, ...(writes.length === 0 ? [] : [projectedSnapshot(snapshot, writes)])];
  const files = snapshots.flatMap((one) => [...fileDocuments(one).values()]);
  const isTooMuch = snapshots.some((one) => everyLayering(one).isTooMuch);
  return redactionOf(
    [...files, ...written.flatMap(valuesIn), ...others, ...referencePlaces(snapshot).values.map(asSecret)],
    isTooMuch ? everything : sensitiveIn(snapshot),
    snapshots.flatMap((one) => [...resolvedDocuments(one).values()]),
  );
}

/** A value that is secret wherever it stands. */
function asSecret(value: string): Value {
  return mapOf([['password', value]]);
}

/** All that the folder's files say, and what profiles come to: one layer may name what another one gives. */
export function documentsOf(snapshot: Snapshot): readonly Value[] {
  return [...namedDocuments(snapshot).values()];
}

/** The same by the path of the file, or by the profile and the target. */
export function namedDocuments(snapshot: Snapshot): ReadonlyMap<string, Value> {
  const read = documents.get(snapshot) ?? documentsIn(snapshot);
  documents.set(snapshot, read);
  return read;
}

function documentsIn(snapshot: Snapshot): ReadonlyMap<string, Value> {
  return new Map([...fileDocuments(snapshot), ...resolvedDocuments(snapshot)]);
}

const documents = new WeakMap<Snapshot, ReadonlyMap<string, Value>>();

function fileDocuments({ targets, defaults, profiles }: Snapshot): ReadonlyMap<string, Value> {
  const files = [
    ...targets.map(({ file }) => file),
    ...defaults.values(),
    ...profiles.flatMap(({ all }) => all),
  ];
  return new Map(files.flatMap((file) => valuesIn(file).map((value) => [file?.path ?? '', value] as const)));
}

/** Where these are too much, those that are left out are hidden like everything else. */
function resolvedDocuments(snapshot: Snapshot): ReadonlyMap<string, Value> {
  const layered = everyLayering(snapshot).layerings.filter(
    ({ profile: { metadata, overlays }, layers }) =>
      (metadata.extends.length > 0 || overlays.size > 0 || snapshot.defaults.size > 0) &&
      speaks(layers, snapshot.manifest),
  );
  return new Map(
    layered.flatMap(({ profile, target, stack }) => {
      const value = stack.at(-1);
      return value === undefined ? [] : [[`${profile.name}\n${target}`, value] as const];
    }),
  );
}

/** Nothing of a file that does not parse. */
function valuesIn(file: FileContent | null): readonly Value[] {
  const value = file ? documentOf(file).value : undefined;
  return value === undefined ? [] : [value];
}

/**
 * Which live file an agent means where it names none and there are several: the only one that shows the key. By what agents
 * are shown, or the answer would tell which file has a key that is a secret itself.
 * @throws EngineError `not-found`, `invalid` where several could be meant.
 */
export function meantTarget(snapshot: Snapshot, input: ToolInput, pointer: string): Target {
  const place = { target: textIn(input, 'target'), profile: textIn(input, 'profile') };
  const redaction = redactionFor(snapshot);
  return targetOf(snapshot, place, (value) => valueAt(redaction.value(value, ''), pointer) !== undefined);
}
