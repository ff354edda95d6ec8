// What a change would lose of a live file, for the guard: the leaves that stand nowhere afterwards. What moved or was
// renamed with the map around it is not lost, and neither is what the person named.
import { t } from '@vscode/l10n';
import { redactionOf } from '../secrets/redact.ts';
import type { Change, Guard, Plan, Snapshot, Target } from '../model/model.ts';
import { formatPointer, isWithin, parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { canonicalText, isList, isMap, type Value } from '../values/value.ts';

interface Leaf {
  readonly pointer: Pointer;
  readonly value: Value;
}

interface ValueComparison {
  readonly from: Value;
  readonly changes: readonly Change[];
  /** What the person asked to remove. */
  readonly named: readonly Pointer[];
}

/** The question about a live file that would lose much. What the steps of a migration take away, their author wanted. */
export function lossGuards(
  snapshot: Snapshot,
  { target, ...comparison }: ValueComparison & { readonly target: Target },
  { kind, state }: Pick<Plan, 'kind' | 'state'>,
): readonly Guard[] {
  const loss = kind === 'migrate' ? null : lossOf(comparison, snapshot.manifest);
  if (!loss) return [];
  const profile = kind === 'switch' ? state.activeProfile : null;
  const cause = profile === null ? '' : ` ${causeOfLoss(snapshot, profile, loss)}`;
  return [{ code: 'removed', target: target.name, message: lossMessage(target.path, loss) + cause }];
}

interface KeyLoss {
  readonly lost: number;
  /** Leaves before. */
  readonly total: number;
  /** The places that go, of whole maps and lists one. */
  readonly pointers: readonly Pointer[];
}

/** What is lost, where that is more than the manifest allows without a question. */
function lossOf(comparison: ValueComparison, { guard, sensitive }: Snapshot['manifest']): KeyLoss | null {
  const total = leavesOf(comparison.from, '').length;
  const isMuch = (lost: number) => lost / total > guard.maxRemovedShare;
  const going = comparison.changes
    .filter(
      ({ type, pointer }) => type !== 'removed' || !comparison.named.some((one) => isWithin(pointer, one)),
    )
    .map((change) => ({ change, leaves: leavesThatGo(change) }));
  if (!isMuch(going.reduce((sum, { leaves }) => sum + leaves.length, 0))) return null;
  const found = foundElsewhere(comparison, sensitive);
  const lost = going.map(({ change, leaves }) => ({
    change,
    count: leaves.filter((leaf) => !found(leaf)).length,
  }));
  const count = lost.reduce((sum, one) => sum + one.count, 0);
  if (!isMuch(count)) return null;
  return {
    lost: count,
    total,
    pointers: lost.filter((one) => one.count > 0).map(({ change }) => change.pointer),
  };
}

/** Of a value that is replaced, all but what can stand in the place of one. */
function leavesThatGo({ type, pointer, from, to }: Change): readonly Leaf[] {
  if (from === undefined || type === 'moved') return [];
  const leaves = leavesOf(from, pointer);
  return to === undefined ? leaves : leaves.slice(leavesOf(to, pointer).length);
}

/**
 * Whether a leaf stands in what comes: under the same key, each that comes counts once; or under another one beside it,
 * where nothing else with its value goes or comes there. Secrets are not compared.
 */
function foundElsewhere(
  { from, changes }: ValueComparison,
  sensitive?: readonly string[],
): (leaf: Leaf) => boolean {
  const shown = redactionOf([from], sensitive).value(from, '');
  const changed = changes.filter(({ type }) => type !== 'moved');
  const coming = changed.flatMap(({ pointer, to }) => (to === undefined ? [] : leavesOf(to, pointer)));
  const gone = changed.flatMap((change) =>
    change.from === undefined ? [] : leavesOf(change.from, change.pointer),
  );
  const come = countsOf(coming, markOf);
  const [beside, going] = [countsOf(coming, spotOf), countsOf(gone, spotOf)];
  return (leaf) => {
    const isSecret = canonicalText(valueAt(shown, leaf.pointer) ?? null) !== canonicalText(leaf.value);
    if (isSecret) return false;
    const count = come.get(markOf(leaf)) ?? 0;
    if (count > 0) come.set(markOf(leaf), count - 1);
    const spot = spotOf(leaf);
    return count > 0 || (spot !== undefined && beside.get(spot) === 1 && going.get(spot) === 1);
  };
}

function countsOf(leaves: readonly Leaf[], nameOf: (leaf: Leaf) => string | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of leaves.map(nameOf))
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What a renamed key keeps: the map around it, and its value. What half of all keys say tells nothing. */
function spotOf({ pointer, value }: Leaf): string | undefined {
  const isTelling = value !== null && typeof value !== 'boolean' && !isList(value) && !isMap(value);
  return isTelling ? JSON.stringify([parentOf(pointer), canonicalText(value)]) : undefined;
}

/** The name of the key, for items that of their list, and the value. */
function markOf({ pointer, value }: Leaf): string {
  const name = parsePointer(pointer).findLast((key) => !/^\d+$/.test(key)) ?? '';
  return JSON.stringify([name, canonicalText(value)]);
}

function leavesOf(value: Value, pointer: Pointer): readonly Leaf[] {
  const parts = isList(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  if (parts.length === 0) return [{ pointer, value }];
  return parts.flatMap(([key, part]) => leavesOf(part, pointer + formatPointer([key])));
}

/** Few keys are named; many are a share. */
function lossMessage(path: string, { lost, total, pointers }: KeyLoss): string {
  if (total < 10) return t('{0} would lose {1}.', path, pointers.map((pointer) => pointer || '/').join(', '));
  return t('{0} would lose {1}% of its keys.', path, Math.round((lost / total) * 100));
}

/** Why a switch loses keys, and what keeps them; empty where neither is known. */
function causeOfLoss(
  { profiles, state }: Pick<Snapshot, 'profiles' | 'state'>,
  profile: string,
  { lost, total }: KeyLoss,
): string {
  const before = state.activeProfile;
  const has = t('Profile "{0}" has only {1} of the {2} keys.', profile, total - lost, total);
  const isAlone = profiles.find(({ name }) => name === profile)?.metadata.extends.length === 0;
  if (before === null || before === profile || !isAlone) return has;
  return `${has} ${t('To keep the other keys, make it extend "{0}".', before)}`;
}
