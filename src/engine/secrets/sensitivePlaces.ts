// Where the secrets of a folder stand: at the places that its manifest calls so, and where a migration brings what stands there.
import type { Migration, Snapshot } from '../model/model.ts';
import { formatPointer, isWithin, parentOf, type Pointer } from '../values/pointer.ts';
import { redactionOf } from './redact.ts';

/** Patterns of what the manifest calls secret, and of where migrations bring that. */
export function sensitiveIn(snapshot: Pick<Snapshot, 'manifest' | 'migrations'>): readonly string[] {
  const known = sensitive.get(snapshot);
  if (known) return known;
  const { manifest, migrations } = snapshot;
  const said = manifest.sensitive ?? [];
  const places = redactionOf([], said);
  const isSecret = (pointer: Pointer) => places.own('?', pointer) !== '?';
  const ways = migrations.flatMap(({ up, down = [] }) => [...up, ...down]).flatMap(wayOf);
  // In whatever order the steps stand: each place that a secret is brought to may be where another step begins.
  const brought = new Set(ways.filter(({ from }) => isSecret(from)).map(({ to }) => to));
  for (const place of brought) for (const { from, to } of ways) if (isWithin(from, place)) brought.add(to);
  const all = [...said, ...[...brought].filter((place) => !isSecret(place)).map((place) => `${place}/**`)];
  sensitive.set(snapshot, all);
  return all;
}

const sensitive = new WeakMap<object, readonly string[]>();

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
