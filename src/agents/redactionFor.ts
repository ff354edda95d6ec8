// What is hidden in an answer about a config folder: all that its documents, and those that are told of, call secret.
import {
  contentOf,
  documentOf,
  redactionOf,
  resolvedValue,
  sensitiveIn,
  projectedSnapshot,
  type FileContent,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Value,
} from '../engine/index.ts';

/** @param others documents that are told of as well. */
export function redactionFor(
  snapshot: Snapshot,
  writes: readonly PlannedWrite[] = [],
  others: readonly Value[] = [],
): Redaction {
  const written = writes.flatMap(({ path, before, after }) =>
    [before, after].map((bytes) => bytes && contentOf(path, bytes)),
  );
  const then = writes.length === 0 ? [] : documentsOf(projectedSnapshot(snapshot, writes));
  return redactionOf(
    [...documentsOf(snapshot), ...then, ...written.flatMap(valuesIn), ...others],
    sensitiveIn(snapshot),
  );
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
  const { targets, defaults, profiles } = snapshot;
  const files = [
    ...targets.map(({ file }) => file),
    ...defaults.values(),
    ...profiles.flatMap(({ all }) => all),
  ];
  const read = files.flatMap((file) => valuesIn(file).map((value) => [file?.path ?? '', value] as const));
  const layered = profiles.filter(
    ({ metadata, overlays }) => metadata.extends.length > 0 || overlays.size > 0 || defaults.size > 0,
  );
  const resolved = layered.flatMap((profile) =>
    targets.flatMap((target) => {
      const value = resolvedValue(snapshot, profile, target);
      return value === undefined ? [] : [[`${profile.name}\n${target.name}`, value] as const];
    }),
  );
  return new Map([...read, ...resolved]);
}

const documents = new WeakMap<Snapshot, ReadonlyMap<string, Value>>();

/** Nothing of a file that does not parse. */
function valuesIn(file: FileContent | null): readonly Value[] {
  const value = file ? documentOf(file).value : undefined;
  return value === undefined ? [] : [value];
}
