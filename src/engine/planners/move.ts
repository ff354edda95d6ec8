import type { Migrated } from '../content/migrate.ts';
import type { Leg } from '../content/migrationPath.ts';
import type { Part } from '../content/parts.ts';
import type { Version } from '../content/version.ts';
import type { Target } from '../model.ts';

/** A target on its way to a version: the steps of each of its documents, and what they come to. */
export interface Move {
  readonly target: Target;
  readonly to: Version;
  readonly ways: ReadonlyMap<Part, readonly Leg[]>;
  readonly migrated: readonly Migrated[];
}
