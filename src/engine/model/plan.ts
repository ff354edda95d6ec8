// What an operation would do, as data: the plan with its writes, changes and guards. Paths are as in `model.ts`.
import type { Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';
import type { Format } from '../text/formatOf.ts';
import type { Problem, Sha256 } from './files.ts';
import type { Version } from './migrationModel.ts';
import type { OperationKind } from './operationKind.ts';
import type { Retention, StateRecord } from './records.ts';

export type ChangeKind = 'added' | 'removed' | 'modified' | 'moved';

/** One difference. Removed: `pointer` in the old value; otherwise in the new one. */
export interface Change {
  readonly type: ChangeKind;
  readonly pointer: Pointer;
  readonly from?: Value;
  readonly to?: Value;
  /** Of a moved list item: its pointer in the old value. */
  readonly oldPointer?: Pointer;
}

/**
 * How a file would change: `layout` says same values in other text, `text` that one side does not parse, or is read by
 * other directives.
 */
export type WriteKind = 'changed' | 'created' | 'deleted' | 'layout' | 'text';

export interface PlannedWrite {
  readonly path: string;
  /** The target's name, when the file is one. */
  readonly target?: string;
  /** Where not its name tells. */
  readonly format?: Format;
  readonly before: Uint8Array | null;
  /** `null` takes the file away, into the trash. */
  readonly after: Uint8Array | null;
  /** The mode that a new file takes, or the files that it is no more open than: a copy of a private file is private. */
  readonly modeFrom?: string | number | readonly string[];
  /** What is really written, from the workspace folder on, when a link leads there. */
  readonly leadsTo?: string;
  /** In a plan for agents: under which other paths the folder reads the same file, by a link, as what decides of others. */
  readonly otherNames?: readonly string[];
  /** It is written through to the file that is there, as the manifest says of this target. */
  readonly inPlace?: true;
  readonly kind: WriteKind;
  readonly changes: readonly Change[];
}

export interface PlanOptions {
  /**
   * For who must not see secrets: nothing goes by what a schema finds in them, so that schemas are not asked at all, and
   * each write has all its names.
   */
  readonly isForAgents?: true;
}

export type GuardCode =
  | 'empty'
  | 'unparseable'
  | 'schema'
  | 'removed'
  | 'edited-since'
  | 'hard-link'
  | 'version'
  | 'runs-code'
  | 'references'
  | 'secret-in-profile';

/** A reason to ask for an explicit yes. */
export interface Guard {
  readonly code: GuardCode;
  readonly target: string;
  readonly message: string;
}

export interface OlderTarget {
  readonly path: string;
  readonly version: Version;
  /** What migrations lead to. */
  readonly wanted: Version;
}

/** Every write an operation would make; nothing is written yet. */
export interface Plan {
  readonly kind: OperationKind;
  /** One line for people: "Switch development → staging". */
  readonly summary: string;
  /** Set where changes of the operation are left out. */
  readonly isPartial?: true;
  readonly writes: readonly PlannedWrite[];
  /** The record of the active profile as the plan saw it. */
  readonly previousState: StateRecord;
  /** The record after the commit. */
  readonly state: StateRecord;
  /** Files the plan was computed from: they must not change before the commit. */
  readonly preconditions: readonly { readonly path: string; readonly sha256: Sha256 | null }[];
  /** Every target's path: the backup holds them all, changed or not. */
  readonly backupPaths: readonly string[];
  /** Name of each target → its path. */
  readonly targets: Readonly<Record<string, string>>;
  /** Those of them that are damaged. */
  readonly damaged: readonly string[];
  /** What the backups are cleaned up by, once the commit is durable. */
  readonly retention: Retention;
  readonly problems: readonly Problem[];
  readonly guards: readonly Guard[];
  readonly undoes?: string;
  /** What goes into it, as sentences: where a recovery takes each target from, what a migration does. */
  readonly notes?: readonly string[];
  /** Paths of targets that get what migrations make of their profile. */
  readonly migrated?: readonly string[];
  /** Targets that it writes in a version older than the one expected. */
  readonly outdated?: readonly OlderTarget[];
  /** The uses of references that whoever commits it accepts for later, by their ids. */
  readonly uses?: readonly string[];
}
