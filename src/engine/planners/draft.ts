// What a planner answers: the writes it wants, before they are compared, guarded and shown. A planner is a pure
// function of a snapshot; `completePlan` makes of its draft the plan that is reviewed and committed.
import { t } from '@vscode/l10n';
import type { Pointer } from '../values/pointer.ts';
import { emptyState } from '../records/stateRecord.ts';
import { refuseClosed } from '../layers/closedProfiles.ts';
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
  readonly writes: readonly DraftWrite[];
  /** After the commit; the snapshot's own where nothing is said. */
  readonly state?: StateRecord | undefined;
  readonly preconditions?: Plan['preconditions'];
  /** What the backup holds besides the targets and what is written. */
  readonly backupPaths?: readonly string[];
  readonly problems?: readonly Problem[];
  readonly guards?: readonly Guard[];
  readonly undoes?: string | undefined;
  readonly notes?: Plan['notes'];
  readonly migrated?: Plan['migrated'];
}

/** @throws EngineError `not-found`. */
export function findProfile(snapshot: Snapshot, name: string): Profile {
  const profile = snapshot.profiles.find((candidate) => candidate.name === name);
  if (profile) return profile;
  refuseClosed(snapshot.problems, name);
  const known = snapshot.profiles.map((candidate) => candidate.name);
  throw new EngineError('not-found', t('There is no profile "{0}".', name), { name, known });
}

/** The target by name, or the first one. @throws EngineError `not-found`. */
export function findTarget(snapshot: Snapshot, name?: string): Target {
  const target =
    name === undefined ? snapshot.targets[0] : snapshot.targets.find((candidate) => candidate.name === name);
  if (target) return target;
  const known = snapshot.targets.map((candidate) => candidate.name);
  throw new EngineError(
    'not-found',
    name === undefined ? t('This config folder has no targets yet.') : t('There is no target "{0}".', name),
    { known },
  );
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
