// How the documents of a config folder stand to its migrations: which are behind, which are ahead, and where the way is
// not clear. Without migrations nothing is said: what an application calls its version is not ours.
import { t } from '@vscode/l10n';
import type { Problem, Snapshot, Target } from '../model/model.ts';
import { orList } from '../base/wordLists.ts';
import { problemAt } from '../documents/fileDocument.ts';
import { findPath, knownVersions, type PathStep } from './migrationPath.ts';
import {
  migrationsOf,
  versionedDocuments,
  wantedVersion,
  type VersionedDocument,
  type PartSources,
} from './versionedDocuments.ts';
import { compareVersions, versionPointers, type Version } from './version.ts';

/** A document that is not in the version that it should be in. */
export interface VersionedFile {
  readonly path: string;
  readonly version: Version;
}

/** Of one target. */
export interface VersionReport {
  readonly target: string;
  /** The one that its documents should be in. */
  readonly wanted: Version;
  /** Documents that migrations lead there. A layer that says no version is not told: the one below is. */
  readonly older: readonly VersionedFile[];
  /** Documents beyond it. Those beyond all that is known are never touched. */
  readonly newer: readonly VersionedFile[];
}

export interface VersionsReading {
  /** Of the targets that have migrations, and documents with a version. */
  readonly reports: readonly VersionReport[];
  readonly problems: readonly Problem[];
}

export function readVersions(snapshot: PartSources & Pick<Snapshot, 'targets'>): VersionsReading {
  if (snapshot.migrations.length === 0) return { reports: [], problems: [] };
  const found = snapshot.targets.map((target) => readTarget(snapshot, target));
  return {
    reports: found.flatMap(({ report }) => report ?? []),
    problems: found.flatMap(({ problems }) => problems),
  };
}

interface TargetReading {
  readonly report?: VersionReport;
  readonly problems: readonly Problem[];
}

function readTarget(sources: PartSources, target: Target): TargetReading {
  const migrations = migrationsOf(sources, target);
  if (migrations.length === 0) return { problems: [] };
  const parts = versionedDocuments(sources, target);
  const wanted = wantedVersion(sources, target, parts);
  if (wanted === undefined) return { problems: [] };
  const unknown = parts.flatMap((part) => unknownVersion(sources, part));
  const stated = parts.filter(saysItself);
  const behind = stated.filter(
    ({ version }) => version !== undefined && compareVersions(version, wanted) < 0,
  );
  const ahead = stated.filter(({ version }) => version !== undefined && compareVersions(version, wanted) > 0);
  const ways = new Map(
    behind.map((part) => [part, findPath(migrations, part.version ?? wanted, wanted)] as const),
  );
  const stuck = behind.flatMap((part) => {
    const path = ways.get(part);
    if (!path || !('fault' in path)) return [];
    return [problemAt(part.document, part.versionAt ?? '', { message: path.fault, keyword: 'version' })];
  });
  const older = behind.filter((part) => !('fault' in (ways.get(part) ?? [])));
  const report = { target: target.name, wanted, older: older.flatMap(toFile), newer: ahead.flatMap(toFile) };
  return { report, problems: [...unknown, ...stuck, ...ahead.map((part) => newer(part, wanted))] };
}

function saysItself({ versionAt, below }: VersionedDocument): boolean {
  return versionAt !== undefined || below.length === 0;
}

function toFile({ document: { path }, version }: VersionedDocument): readonly VersionedFile[] {
  return version === undefined ? [] : [{ path, version }];
}

/** A document without a version cannot be migrated, and among others nobody would notice. */
function unknownVersion({ manifest }: PartSources, part: VersionedDocument): readonly Problem[] {
  if (part.version !== undefined || part.document.value === undefined) return [];
  const { versionAt, document } = part;
  if (versionAt !== undefined) {
    const message = t(
      "This isn't a valid version. Use one like 1.2.0, or a whole number, so that it can be migrated.",
    );
    return [problemAt(document, versionAt, { message, keyword: 'version' })];
  }
  if (part.kind !== 'live' && part.kind !== 'defaults') return [];
  const message = t(
    'It has no version at {0}, so it can\'t be migrated. Add one, or set "version.unversioned" in safekeep.yaml.',
    orList(versionPointers(manifest)),
  );
  return [problemAt(document, '', { message, keyword: 'version' })];
}

function newer({ document, version, versionAt }: VersionedDocument, wanted: Version): Problem {
  const message = t(
    "Version {0} is newer than {1}, the version expected here. This document won't be migrated.",
    version ?? '',
    wanted,
  );
  return problemAt(document, versionAt ?? '', { message, keyword: 'version' });
}

/** The way of each part to a version; those that are beyond what is known stay. */
export function waysTo(
  sources: PartSources,
  target: Target,
  to: Version,
): ReadonlyMap<VersionedDocument, readonly PathStep[] | { readonly fault: string }> {
  const migrations = migrationsOf(sources, target);
  const newest = knownVersions(migrations).at(-1);
  const ways = versionedDocuments(sources, target).map((part) => {
    const { version } = part;
    const isBeyond = version !== undefined && newest !== undefined && compareVersions(version, newest) > 0;
    const stays = version === undefined || isBeyond;
    return [part, stays ? [] : findPath(migrations, version, to)] as const;
  });
  return new Map(ways);
}
