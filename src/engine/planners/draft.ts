// What a planner answers: the writes it wants, before they are compared, guarded and shown. A planner is a pure
// function of a snapshot; `completePlan` makes of its draft the plan that is reviewed and committed.
import { t } from '@vscode/l10n';
import type { Pointer } from '../values/pointer.ts';
import { emptyState } from '../records/stateRecord.ts';
import { resolvedValue } from '../layers/resolve.ts';
import { documentOf } from '../documents/fileDocument.ts';
import type { Value } from '../values/value.ts';
import type { OwnChanges } from './laterChanges.ts';
import { assertReadable } from '../layers/closedProfiles.ts';
import { EngineError } from '../base/errors.ts';
import type {
  OperationKind,
  FileContent,
  Guard,
  Plan,
  PlannedWrite,
  Problem,
  Profile,
  Snapshot,
  StateRecord,
  Target,
} from '../model/model.ts';

export interface DraftWrite {
  readonly path: string;
  readonly target?: Target;
  readonly before: FileContent | null;
  readonly after: Uint8Array | null;
  readonly modeFrom?: PlannedWrite['modeFrom'];
  /** What the person asked to remove of it: no loss to ask about. */
  readonly named?: readonly Pointer[];
}

export interface Draft {
  readonly kind: OperationKind;
  readonly summary: string;
  /** Some of its changes are left out. */
  readonly isPartial?: true;
  readonly writes: readonly DraftWrite[];
  /** After the commit; the snapshot's own where nothing is said. */
  readonly state?: StateRecord | undefined;
  readonly preconditions?: Plan['preconditions'];
  /** What the backup holds besides the targets and what is written. */
  readonly backupPaths?: readonly string[];
  readonly problems?: readonly Problem[];
  readonly guards?: readonly Guard[];
  readonly undoes?: string | undefined;
  /** Of an undo. */
  readonly own?: OwnChanges;
  readonly notes?: Plan['notes'];
  readonly migrated?: Plan['migrated'];
  readonly uses?: Plan['uses'];
}

/** @throws EngineError `not-found`. */
export function findProfile(snapshot: Snapshot, name: string): Profile {
  const profile = snapshot.profiles.find((candidate) => candidate.name === name);
  if (profile) return profile;
  assertReadable(snapshot.problems, name);
  const known = snapshot.profiles.map((candidate) => candidate.name);
  throw new EngineError('not-found', t('There is no profile "{0}".', name), { name, known });
}

/**
 * The target by name, the only one, or the only one that is meant. What is left open is not guessed.
 * @throws EngineError `not-found`, `invalid` where several could be meant.
 */
export function findTarget(
  snapshot: Snapshot,
  name?: string,
  isMeant: (target: Target) => boolean = () => false,
): Target {
  const { targets } = snapshot;
  if (name === undefined && targets.length > 1) return onlyTarget(targets, targets.filter(isMeant));
  const target = name === undefined ? targets[0] : targets.find((candidate) => candidate.name === name);
  if (target) return target;
  const known = snapshot.targets.map((candidate) => candidate.name);
  throw new EngineError(
    'not-found',
    name === undefined
      ? t('This config folder has no live files yet.')
      : t('There is no target "{0}".', name),
    { known },
  );
}

/** The first of those that could be meant. @throws EngineError `invalid` where there is none, or another one. */
export function onlyTarget(all: readonly Target[], [meant, another]: readonly Target[]): Target {
  if (meant && !another) return meant;
  const targets = all.map(({ name }) => name);
  const message = t('There are several live files. Specify the target: {0}.', targets.join(', '));
  throw new EngineError('invalid', message, { targets });
}

export interface EditedPlace {
  readonly target?: string | undefined;
  /** Instead of the live file. */
  readonly profile?: string | undefined;
}

/** The target that an edit of a place means: where several are, the only one whose content has it. @throws as `findTarget`. */
export function targetOf(
  snapshot: Snapshot,
  { target, profile: name }: EditedPlace,
  has: (value: Value) => boolean,
): Target {
  const profile = name === undefined ? undefined : findProfile(snapshot, name);
  return findTarget(snapshot, target, (candidate) => {
    const value = profile
      ? resolvedValue(snapshot, profile, candidate)
      : candidate.file && documentOf(candidate.file).value;
    return value !== undefined && value !== null && has(value);
  });
}

export function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function withActive(state: StateRecord | undefined, activeProfile: string | null): StateRecord {
  return { ...(state ?? emptyState), activeProfile };
}
