import { t } from '@vscode/l10n';
import { editDocument, renderDocument, type Document } from '../../text/document.ts';
import { assertParsed, documentOf } from '../../documents/fileDocument.ts';
import { layerValue } from '../../layers/layers.ts';
import { withoutPointer } from '../../values/withoutPointers.ts';
import { inverseOf, type Step } from '../../migrations/migration.ts';
import { versionOf } from '../../migrations/resolveInVersion.ts';
import { stepsBetween } from '../../migrations/stepsBetween.ts';
import { mapOf, type Value } from '../../values/value.ts';
import {
  compareVersions,
  statedVersion,
  versionLike,
  versionPointers,
  type Version,
} from '../../migrations/version.ts';
import { EngineError } from '../../base/errors.ts';
import type { Snapshot, Target } from '../../model/model.ts';
import { bytesOf, findTarget, type Draft, type DraftWrite } from '../draft.ts';

export interface NewMigration {
  /** What the live file was: a reference as `compare` takes them. */
  readonly from: string;
  /** The first one when not said. */
  readonly target?: string;
  /** Where the older content does not say it. */
  readonly fromVersion?: Version;
  /** The one that the live file says when not said. */
  readonly toVersion?: Version;
  readonly description?: string;
}

/**
 * A migration document from an older content of a live file to what it is now. The live file is in the new version then,
 * and says so. @throws EngineError `not-found`, `exists`, `invalid`.
 */
export function planCreateMigration(
  snapshot: Snapshot,
  operation: NewMigration,
  before: Document | undefined,
): Draft {
  const target = findTarget(snapshot, operation.target);
  const live = target.file && documentOf(target.file);
  if (!before || !live)
    throw new EngineError(
      'not-found',
      live
        ? t('There is no earlier content to compare {0} with.', target.path)
        : t('There is no live file for {0}.', target.path),
      {},
    );
  assertParsed(before);
  assertParsed(live);
  const [old, now] = [layerValue({ document: before }), layerValue({ document: live })];
  const versions = versionsOf(snapshot, operation, [old, now]);
  const path = pathOf(snapshot, target, versions);
  const steps = stepsOf(snapshot, old, now);
  const content = { ...versions, ...saidOf(snapshot, operation, target), ...steps };
  const text = renderDocument(
    mapOf(Object.entries(content).map(([key, value]) => [key, value as Value])),
    'yaml',
  );
  return {
    kind: 'create-migration',
    summary: t('Create migration {0} → {1}', versions.from, versions.to),
    writes: [
      { path, before: null, after: bytesOf(text), modeFrom: target.path },
      ...liveVersion(snapshot, target, versions.to),
    ],
  };
}

interface Versions {
  readonly from: Version;
  readonly to: Version;
}

function versionsOf(
  snapshot: Snapshot,
  operation: NewMigration,
  [old, now]: readonly [Value, Value],
): Versions {
  const from = plainVersion(operation.fromVersion ?? versionOf(snapshot, old));
  const to = plainVersion(operation.toVersion ?? versionOf(snapshot, now));
  if (from === undefined || to === undefined)
    throw new EngineError(
      'invalid',
      from === undefined
        ? t('The older content has no version. Specify it.')
        : t('The newer content has no version. Specify it.'),
      {},
    );
  if (compareVersions(from, to) < 0) return { from, to };
  const message = t(
    "A migration must lead to a version newer than {0}, but {1} isn't. Specify a newer version.",
    from,
    to,
  );
  throw new EngineError('invalid', message, { from, to });
}

/** A whole number is a number in a migration, however a document writes it. */
function plainVersion(version: Version | undefined): Version | undefined {
  return typeof version === 'string' ? versionLike(0, version) : version;
}

/** Named after the versions; with several targets, after the one that it is for as well. */
function pathOf({ migrations, targets }: Snapshot, { name }: Target, { from, to }: Versions): string {
  const path = `migrations/${from}-${to}${targets.length > 1 ? `.${name}` : ''}.yaml`;
  const rival = migrations.find(
    (one) =>
      compareVersions(one.from, from) === 0 &&
      compareVersions(one.to, to) === 0 &&
      (one.targets?.includes(name) ?? true),
  );
  if (!rival) return path;
  const message = t('The migration {0} already leads from {1} to {2}.', rival.file.path, from, to);
  throw new EngineError('exists', message, { path: rival.file.path });
}

function saidOf(
  { targets }: Snapshot,
  { description }: NewMigration,
  { name }: Target,
): Readonly<Record<string, Value>> {
  return {
    ...(description === undefined || description === '' ? {} : { description }),
    ...(targets.length > 1 ? { targets: [name] } : {}),
  };
}

/** The way back is written down only where it could not be worked out. */
function stepsOf({ manifest }: Snapshot, old: Value, now: Value): Readonly<Record<string, Value>> {
  const places = versionPointers(manifest);
  const [from, to] = [old, now].map((value) => places.reduce(withoutPointer, value));
  const [up, down] = [stepsBetween(from ?? old, to ?? now), stepsBetween(to ?? now, from ?? old)];
  if (up.length === 0)
    throw new EngineError('not-found', t('Only the version differs, so there is nothing to migrate.'), {});
  return { up: up.map(asValue), ...(inverseOf(up) ? {} : { down: down.map(asValue) }) };
}

function asValue(step: Step): Value {
  return mapOf(Object.entries(step));
}

/** Else it would be migrated once more. */
function liveVersion({ manifest }: Snapshot, target: Target, to: Version): readonly DraftWrite[] {
  const { file, path } = target;
  const document = file && documentOf(file);
  if (!document) return [];
  const stated = statedVersion(layerValue({ document }), manifest);
  const pointer = stated?.pointer ?? versionPointers(manifest)[0] ?? '/version';
  const value = versionLike(stated?.value, to);
  return [
    { path, target, before: file, after: bytesOf(editDocument(document, [{ op: 'set', pointer, value }])) },
  ];
}
