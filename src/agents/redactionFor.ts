// What is hidden in an answer about a config folder: all that its documents, and those that are told of, call secret, and
// what stands where a migration brings such a thing.
import {
  contentOf,
  documentOf,
  formatPointer,
  parentOf,
  redactionOf,
  type FileContent,
  type Migration,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Value,
} from '../engine/index.ts';

export function redactionFor(snapshot: Snapshot, writes: readonly PlannedWrite[] = []): Redaction {
  const written = writes.flatMap(({ path, before, after }) =>
    [before, after].map((bytes) => bytes && contentOf(path, bytes)),
  );
  return redactionOf([...documentsOf(snapshot), ...written.flatMap(valuesIn)], sensitiveIn(snapshot));
}

/** All that the folder's files say. */
export function documentsOf({ targets, defaults, profiles }: Snapshot): readonly Value[] {
  const files = [
    ...targets.map(({ file }) => file),
    ...defaults.values(),
    ...profiles.flatMap(({ all }) => all),
  ];
  return files.flatMap(valuesIn);
}

/** Patterns of what the manifest calls secret, and of where a migration brings that. */
export function sensitiveIn({ manifest, migrations }: Snapshot): readonly string[] {
  const sensitive = [...(manifest.sensitive ?? [])];
  const steps = migrations.flatMap(({ up, down = [] }) => [...up, ...down]);
  // Until no step brings one further, in whatever order they stand.
  for (let known = -1; known < sensitive.length;) {
    known = sensitive.length;
    for (const step of steps) {
      const places = redactionOf([], sensitive);
      const [from, to] = wayOf(step) ?? [];
      if (from === undefined || to === undefined) continue;
      if (places.own('?', from) !== '?' && places.own('?', to) === '?') sensitive.push(`${to}/**`);
    }
  }
  return sensitive;
}

/** From where to where a step brings a value. */
function wayOf(step: Migration['up'][number]): readonly [from: string, to: string] | undefined {
  switch (step.op) {
    case 'move':
    case 'copy':
      return [step.from, step.path];
    case 'rename':
      return [step.path, parentOf(step.path) + formatPointer([step.to])];
    case 'wrap':
      return [step.path, step.path];
    case 'unwrap':
      return [step.path + formatPointer([step.key]), step.path];
    default:
      return undefined;
  }
}

/** Nothing of a file that does not parse. */
function valuesIn(file: FileContent | null): readonly Value[] {
  const value = file ? documentOf(file).value : undefined;
  return value === undefined ? [] : [value];
}
