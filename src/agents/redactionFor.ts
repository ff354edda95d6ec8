// What is hidden in an answer about a config folder: all that its documents, and those that are told of, call secret.
import {
  contentOf,
  documentOf,
  redactionOf,
  type FileContent,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Value,
} from '../engine/index.ts';

export function redactionFor(snapshot: Snapshot, writes: readonly PlannedWrite[] = []): Redaction {
  const files = [
    ...snapshot.targets.map(({ file }) => file),
    ...snapshot.defaults.values(),
    ...snapshot.profiles.flatMap(({ all }) => all),
    ...writes.flatMap(({ path, before, after }) =>
      [before, after].map((bytes) => bytes && contentOf(path, bytes)),
    ),
  ];
  return redactionOf(files.flatMap(valuesIn), snapshot.manifest.sensitive);
}

/** Nothing of a file that does not parse. */
function valuesIn(file: FileContent | null): readonly Value[] {
  const value = file ? documentOf(file).value : undefined;
  return value === undefined ? [] : [value];
}
