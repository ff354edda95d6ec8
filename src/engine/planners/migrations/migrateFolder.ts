import { t } from '@vscode/l10n';
import { driftOf } from '../../state/drift.ts';
import { groupBy } from '../../values/groupBy.ts';
import { migratedText, migrateParts } from '../../migrations/migrate.ts';
import { knownVersions, type PathStep } from '../../migrations/migrationPath.ts';
import {
  migrationsOf,
  versionedDocuments,
  wantedVersion,
  type VersionedDocument,
} from '../../migrations/versionedDocuments.ts';
import { resolveLive } from '../../layers/liveContent.ts';
import { validateProfiles } from '../../schemas/validateProfiles.ts';
import { compareVersions, sameVersion, type Version } from '../../migrations/version.ts';
import { waysTo } from '../../migrations/versions.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Snapshot, StateRecord, Target } from '../../model/model.ts';
import { sha256 } from '../../base/sha256.ts';
import { bytesOf, type Draft, type DraftWrite } from '../draft.ts';
import { formatProblem } from '../../base/formatProblem.ts';
import { assertParsed } from '../../documents/fileDocument.ts';
import type { Move } from './move.ts';
import { migrationProblems, strayGuards } from './migrationFindings.ts';
import { metadataUnset } from './metadataUnset.ts';
import { guardsFor } from '../judgeProfiles.ts';
import { projectedSnapshot } from '../projectedSnapshot.ts';

/**
 * Brings every document of the folder to one version: live files, defaults, profiles and overlays, each from its own.
 * Documents beyond all that migrations know stay as they are. @throws EngineError `not-found`, `invalid`.
 */
export async function planMigrate(snapshot: Snapshot, wanted?: Version): Promise<Draft> {
  assertMigrationsReadable(snapshot);
  if (snapshot.migrations.length === 0)
    throw new EngineError('not-found', t('There are no migrations: migrations/ is empty or missing.'), {});
  const moves = snapshot.targets.flatMap((target) => moveOf(snapshot, target, wanted) ?? []);
  if (moves.length === 0) throw nowhereToGo(snapshot, wanted);
  const shared = metadataUnset(snapshot, moves);
  const writes = [...moves.flatMap((move) => writesOf(snapshot, move)), ...shared.writes];
  const after = projectedSnapshot(snapshot, writes);
  const findings = await validateProfiles(after);
  return {
    kind: 'migrate',
    summary: summaryOf(moves),
    writes,
    preconditions: snapshot.migrations.map(({ file }) => ({ path: file.path, sha256: file.sha256 })),
    state: stateAfter(snapshot, after),
    notes: notesOf(moves),
    problems: [...moves.flatMap((move) => migrationProblems(snapshot, move)), ...shared.problems],
    guards: [...moves.flatMap((move) => strayGuards(snapshot, move, after)), ...guardsFor(findings)],
  };
}

/** The way might lead through one that can't be read. @throws EngineError `invalid`. */
function assertMigrationsReadable({ problems }: Snapshot): void {
  const broken = problems.find(({ file }) => /^migrations(\/|$)/.test(file));
  if (!broken) return;
  const cites = broken.cites ? { cites: [broken.message] } : {};
  throw new EngineError('invalid', formatProblem(broken), { path: broken.file, ...cites });
}

/** `null` for a target that has no migrations, or none that know the version. @throws EngineError `invalid` */
function moveOf(snapshot: Snapshot, target: Target, wanted: Version | undefined): Move | null {
  const known = knownVersions(migrationsOf(snapshot, target));
  const to = wanted ?? wantedVersion(snapshot, target, versionedDocuments(snapshot, target));
  if (to === undefined || known.length === 0) return null;
  if (wanted !== undefined && !known.some((version) => sameVersion(version, wanted))) return null;
  const ways = new Map<VersionedDocument, readonly PathStep[]>();
  for (const [part, way] of waysTo(snapshot, target, to)) {
    assertParsed(part.document);
    // Only who names a version wants to go back to it.
    const isAhead =
      wanted === undefined && part.version !== undefined && compareVersions(part.version, to) > 0;
    if ('fault' in way && !isAhead) throw noWay(part, way.fault);
    ways.set(part, 'fault' in way || isAhead ? [] : way);
  }
  return { target, to, ways, migrated: migrateParts(ways, snapshot.manifest) };
}

function noWay({ document: { path }, version }: VersionedDocument, fault: string): EngineError {
  const message = t('{0} is at version {1}. {2}', path, version ?? '', fault);
  return new EngineError('invalid', message, { path, version });
}

function nowhereToGo(snapshot: Snapshot, wanted: Version | undefined): EngineError {
  const known = knownVersions(snapshot.migrations);
  if (wanted !== undefined)
    return new EngineError('not-found', t('No migration leads to or from version {0}.', wanted), {
      version: wanted,
      known,
    });
  const message = t(
    'No document has a version, so there is nothing to migrate from. Add "version" to the document, or set "version.unversioned" in safekeep.yaml.',
  );
  return new EngineError('invalid', message, { known });
}

function writesOf(snapshot: Snapshot, { target, ways, migrated }: Move): readonly DraftWrite[] {
  return migrated.flatMap((one): readonly DraftWrite[] => {
    const { part } = one;
    const before = fileAt(snapshot, part.document.path);
    if (!before || ways.get(part)?.length === 0) return [];
    const isLive = part.kind === 'live' ? { target } : {};
    return [{ path: before.path, before, after: bytesOf(migratedText(one)), ...isLive }];
  });
}

function fileAt({ targets, defaults, profiles }: Snapshot, path: string): FileContent | undefined {
  const files = [
    ...targets.map(({ file }) => file),
    ...defaults.values(),
    ...profiles.flatMap(({ all }) => all),
  ];
  return files.find((file) => file?.path === path) ?? undefined;
}

function summaryOf(moves: readonly Move[]): string {
  const single = moves.length === 1;
  const parts = moves.map(({ target, to, ways }) => {
    const from = [...ways].flatMap(([part, legs]) => (legs.length > 0 ? (part.version ?? []) : []));
    const oldest = from.toSorted(compareVersions)[0];
    if (oldest === undefined) return single ? t('to {0}', to) : t('{0} to {1}', target.name, to);
    return single ? `${oldest} → ${to}` : `${target.name} ${oldest} → ${to}`;
  });
  return t('Migrate {0}', parts.join(', '));
}

/** What each migration that is used does, once. */
function notesOf(moves: readonly Move[]): readonly string[] {
  const legs = moves.flatMap(({ ways }) => [...ways.values()].flat());
  const byMigration = groupBy(legs, ({ migration }) => migration.file.path);
  return [...byMigration.values()].flatMap(([leg]) => {
    if (!leg) return [];
    const { migration, from, to, steps } = leg;
    const does = migration.description ?? migration.file.path;
    return steps === migration.up
      ? [`${from} → ${to}: ${does}`]
      : [t('{0} → {1}, reversing: {2}', from, to, does)];
  });
}

/** A live file that was in step with its profile still is; one that was as it was switched to is so, too. */
function stateAfter(snapshot: Snapshot, after: Snapshot): StateRecord {
  const { state } = snapshot;
  const profile = after.profiles.find(({ name }) => name === state.activeProfile);
  const drifting = new Set(driftOf(snapshot).map(({ target }) => target));
  const applied = new Map(Object.entries(state.applied));
  const resolved = new Map(Object.entries(state.resolved ?? {}));
  for (const [index, { name, file }] of snapshot.targets.entries()) {
    const target = after.targets[index];
    if (!file || !target?.file || target.file === file) continue;
    const isInStep = profile !== undefined && !drifting.has(name);
    if (isInStep || applied.get(name) === file.sha256) applied.set(name, target.file.sha256);
    const content = isInStep ? resolveLive(after, profile, target).content : undefined;
    if (content) resolved.set(name, sha256(bytesOf(content.text)));
  }
  const other = resolved.size > 0 ? { resolved: Object.fromEntries(resolved) } : {};
  return { ...state, applied: Object.fromEntries(applied), ...other };
}
