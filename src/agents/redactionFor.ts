// What is hidden in an answer about a config folder: all that its documents, and those that are told of, call secret, and
// what stands where a migration brings such a thing.
import {
  contentOf,
  documentOf,
  formatPointer,
  isWithin,
  parentOf,
  redactionOf,
  resolveTarget,
  snapshotAfter,
  type FileContent,
  type Migration,
  type PlannedWrite,
  type Pointer,
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
  const then = writes.length === 0 ? [] : documentsOf(snapshotAfter(snapshot, writes));
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
  return remembered(documents, snapshot, () => {
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
        const { content } = resolveTarget(snapshot, profile, target);
        return content ? [[`${profile.name}\n${target.name}`, content.value] as const] : [];
      }),
    );
    return new Map([...read, ...resolved]);
  });
}

/** Patterns of what the manifest calls secret, and of where migrations bring that. */
export function sensitiveIn(snapshot: Snapshot): readonly string[] {
  return remembered(sensitive, snapshot, () => {
    const { manifest, migrations } = snapshot;
    const said = manifest.sensitive ?? [];
    const places = redactionOf([], said);
    const isSecret = (pointer: Pointer) => places.own('?', pointer) !== '?';
    const ways = migrations.flatMap(({ up, down = [] }) => [...up, ...down]).flatMap(wayOf);
    // In whatever order the steps stand: each place that a secret is brought to may be where another step begins.
    const brought = new Set(ways.filter(({ from }) => isSecret(from)).map(({ to }) => to));
    for (const place of brought) for (const { from, to } of ways) if (isWithin(from, place)) brought.add(to);
    return [...said, ...[...brought].filter((place) => !isSecret(place)).map((place) => `${place}/**`)];
  });
}

const documents = new WeakMap<Snapshot, ReadonlyMap<string, Value>>();
const sensitive = new WeakMap<Snapshot, readonly string[]>();

function remembered<Result>(
  known: WeakMap<Snapshot, Result>,
  snapshot: Snapshot,
  make: () => Result,
): Result {
  const result = known.get(snapshot) ?? make();
  known.set(snapshot, result);
  return result;
}

interface Way {
  readonly from: Pointer;
  readonly to: Pointer;
}

/** From where to where a step brings a value. */
function wayOf(step: Migration['up'][number]): readonly Way[] {
  switch (step.op) {
    case 'move':
    case 'copy':
      return [{ from: step.from, to: step.path }];
    case 'rename':
      return [{ from: step.path, to: parentOf(step.path) + formatPointer([step.to]) }];
    case 'wrap':
      return [{ from: step.path, to: step.path }];
    case 'unwrap':
      return [{ from: step.path + formatPointer([step.key]), to: step.path }];
    default:
      return [];
  }
}

/** Nothing of a file that does not parse. */
function valuesIn(file: FileContent | null): readonly Value[] {
  const value = file ? documentOf(file).value : undefined;
  return value === undefined ? [] : [value];
}
