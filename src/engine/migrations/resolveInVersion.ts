// What a profile makes of a target in a newer version than its files are in: the resolved content is migrated, the files
// stay as they are.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { Target } from '../model/model.ts';
import { parseDocument, type Document } from '../text/document.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { migratedText, migrateParts } from './migrate.ts';
import { findPath, type PathStep } from './migrationPath.ts';
import { migrationsOf, standalonePart, type PartSources } from './versionedDocuments.ts';
import { Literal, type Value } from '../values/value.ts';
import { compareVersions, sameVersion, statedVersion, type Version } from './version.ts';

interface ResolvedContent {
  readonly text: string;
  readonly value: Value;
}

/** The version of a whole content; `undefined` where it is not known. */
export function versionOf({ manifest }: Pick<PartSources, 'manifest'>, value: Value): Version | undefined {
  if (value instanceof Literal && value.kind === 'opaque') return undefined;
  const stated = statedVersion(value, manifest);
  return stated ? stated.version : manifest.version.unversioned;
}

/** The way from the version of a content to a newer one; none where it is not older. */
export function upgradePath(
  sources: PartSources,
  target: Target,
  { value, to }: { readonly value: Value; readonly to: Version },
): readonly PathStep[] | { readonly fault: string } {
  const version = versionOf(sources, value);
  if (version === undefined || compareVersions(version, to) >= 0) return [];
  return findPath(migrationsOf(sources, target), version, to);
}

/** A text after a way. @throws EngineError `invalid` where a step cannot be done. */
export function migrateText(
  { manifest }: Pick<PartSources, 'manifest'>,
  { path, text }: { readonly path: string; readonly text: string },
  legs: readonly PathStep[],
): ResolvedContent {
  const part = standalonePart(parseDocument(path, text), 'profile', manifest);
  const [migrated] = migrateParts(new Map([[part, legs]]), manifest);
  return migrated ? { text: migratedText(migrated), value: migrated.value } : { text, value: part.value };
}

/**
 * What a profile comes to, in the version of the live file where that is newer, so that the two can be compared. Where
 * nothing leads there, or a step fails, in its own.
 */
export function contentAsLive(
  sources: PartSources,
  target: Target,
  content: ResolvedContent,
): ResolvedContent {
  const live = target.file ? documentOf(target.file).value : undefined;
  const to = live === undefined ? undefined : versionOf(sources, live);
  const legs = to === undefined ? [] : upgradePath(sources, target, { value: content.value, to });
  if ('fault' in legs || legs.length === 0) return content;
  try {
    return migrateText(sources, { path: target.path, text: content.text }, legs);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    return content; // The switch tells what is wrong with the step.
  }
}

/** Keys of two versions do not go together. @throws EngineError `invalid` */
export function assertSameVersion(sources: PartSources, live: Document, profile: Value): void {
  if (sources.migrations.length === 0 || live.value === undefined) return;
  const [now, then] = [versionOf(sources, live.value), versionOf(sources, profile)];
  if (now === undefined || then === undefined || sameVersion(now, then)) return;
  const message = t(
    '{0} is at version {1}, and the profile is at version {2}. Migrate the configuration first.',
    live.path,
    now,
    then,
  );
  throw new EngineError('invalid', message, { path: live.path, versions: [now, then] });
}
