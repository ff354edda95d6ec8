import type { Migrated } from '../../migrations/migrate.ts';
import type { PathStep } from '../../migrations/migrationPath.ts';
import type { VersionedDocument } from '../../migrations/versionedDocuments.ts';
import type { Version } from '../../migrations/version.ts';
import type { Target } from '../../model/model.ts';

/** A target on its way to a version: the steps of each of its documents, and what they come to. */
export interface Move {
  readonly target: Target;
  readonly to: Version;
  readonly ways: ReadonlyMap<VersionedDocument, readonly PathStep[]>;
  readonly migrated: readonly Migrated[];
}
