import { t } from '@vscode/l10n';
import { diffValues } from '../../diff/diff.ts';
import { parseDocument } from '../../text/document.ts';
import { documentOf, problemAt } from '../../documents/fileDocument.ts';
import { layersFor } from '../../layers/layers.ts';
import { comesBack, migrateParts } from '../../migrations/migrate.ts';
import { oneWayReason, type PathStep } from '../../migrations/migrationPath.ts';
import { standalonePart, type VersionedDocument } from '../../migrations/versionedDocuments.ts';
import { resolveTarget } from '../../layers/resolve.ts';
import type { Value } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { Guard, Migration, Problem, Profile, Snapshot } from '../../model/model.ts';
import type { Move } from './move.ts';

/** What a person should know of a migration before it is carried out; nothing of it stops one. */
export function migrationProblems(snapshot: Snapshot, move: Move): readonly Problem[] {
  const ups = [...move.ways.values()].flat().flatMap((leg) => (isUp(leg) ? leg.migration : []));
  return [
    ...[...new Set(ups)].flatMap(oneWayProblem),
    ...move.migrated.flatMap((one) => {
      const way = move.ways.get(one.part) ?? [];
      const isDerived = way.length > 0 && way.every((leg) => isUp(leg) && leg.migration.isDerived);
      if (!isDerived || comesBack(one, way, snapshot.manifest)) return [];
      return [problemAt(one.part.document, '', { message: lossy(), keyword: 'one-way' })];
    }),
  ];
}

const lossy = () =>
  t("Migrating back wouldn't restore all values, because some are overwritten. The backup has them.");

function isUp({ migration, steps }: PathStep): boolean {
  return steps === migration.up;
}

function oneWayProblem(migration: Migration): readonly Problem[] {
  if (migration.down) return [];
  const reason = oneWayReason(migration);
  const message = t('To go back from {0}, use undo or restore the backup: {1}', migration.to, reason);
  return [problemAt(documentOf(migration.file), '', { message, keyword: 'one-way' })];
}

interface MoveSubject {
  readonly move: Move;
  readonly profile: Profile;
}

/** Layers that are migrated one by one should come to what the migration makes of all of them together. */
export function strayGuards(snapshot: Snapshot, move: Move, after: Snapshot): readonly Guard[] {
  return snapshot.profiles.flatMap((profile) => {
    const { target } = move;
    const before = resolveTarget(snapshot, profile, target).content;
    const next = after.profiles.find(({ name }) => name === profile.name);
    const now = next && resolveTarget(after, next, target).content;
    const way = wayOf(snapshot, { move, profile });
    const own = profile.files.get(target.name) ?? profile.all[0];
    if (!before || !now || !way || !own) return [];
    const whole = standalonePart(parseDocument(target.path, before.text), 'profile', snapshot.manifest);
    const message = strayFrom(snapshot, { name: profile.name, whole, way }, now.value);
    return message === null ? [] : [{ code: 'version', target: own.path, message }];
  });
}

/** The way that all layers of a profile go; `undefined` where they go different ones. */
function wayOf(snapshot: Snapshot, { move, profile }: MoveSubject): readonly PathStep[] | undefined {
  const paths = new Set(
    layersFor(snapshot, profile, move.target.name).layers.map(({ document }) => document.path),
  );
  const ways = [...move.ways].flatMap(([part, way]) => (paths.has(part.document.path) ? [way] : []));
  const [first] = ways;
  const isSame = (way: readonly PathStep[]) =>
    way.length === first?.length && way.every(({ steps }, index) => steps === first[index]?.steps);
  return first && first.length > 0 && ways.every(isSame) ? first : undefined;
}

function strayFrom(
  { manifest }: Snapshot,
  {
    name,
    whole,
    way,
  }: { readonly name: string; readonly whole: VersionedDocument; readonly way: readonly PathStep[] },
  now: Value,
): string | null {
  try {
    const [migrated] = migrateParts(new Map([[whole, way]]), manifest);
    const [change] = diffValues(migrated?.value ?? null, now, manifest.arrays);
    if (!change) return null;
    return t(
      'At {1}, migrating the layers of profile "{0}" one by one gives a different result than migrating their combined result.',
      name,
      change.pointer || t('the root'),
    );
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    return t(
      'The layers of profile "{0}" can be migrated one by one, but their combined result can\'t: {1}',
      name,
      error.message,
    );
  }
}
