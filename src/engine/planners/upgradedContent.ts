import { t } from '@vscode/l10n';
import { versionedDocuments, wantedVersion } from '../migrations/versionedDocuments.ts';
import { migrateText, versionOf, upgradePath } from '../migrations/resolveInVersion.ts';
import type { ResolvedContent } from '../layers/resolve.ts';
import type { Value } from '../values/value.ts';
import { compareVersions, type Version } from '../migrations/version.ts';
import { EngineError } from '../base/errors.ts';
import type { OlderTarget, Snapshot, Target } from '../model/model.ts';

/** A content on its way into a live file, in the version that this should be in. */
export interface WantedContent {
  readonly content: ResolvedContent;
  /** What it was migrated from and to; absent where it is as it was. */
  readonly migrated?: { readonly from: Version; readonly to: Version };
  /** Why it stays in an older version, as a sentence. */
  readonly fault?: string;
}

export function upgradedContent(snapshot: Snapshot, target: Target, content: ResolvedContent): WantedContent {
  const older = outdatedContent(snapshot, target, content.value);
  if (!older) return { content };
  const { version: from, wanted: to } = older;
  const way = upgradePath(snapshot, target, { value: content.value, to });
  if ('fault' in way)
    return { content, fault: t('This leaves {0} at version {1}. {2}', target.path, from, way.fault) };
  try {
    const next = migrateText(snapshot, { path: target.path, text: content.text }, way);
    return { content: next, migrated: { from, to } };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    return { content, fault: error.message };
  }
}

/** How far a content is behind what is expected of a target; `null` where it is not, or nothing says so. */
export function outdatedContent(snapshot: Snapshot, target: Target, value: Value): OlderTarget | null {
  if (snapshot.migrations.length === 0 || target.format === 'opaque') return null;
  const version = versionOf(snapshot, value);
  const wanted = wantedVersion(snapshot, target, versionedDocuments(snapshot, target));
  if (version === undefined || wanted === undefined || compareVersions(version, wanted) >= 0) return null;
  return { path: target.path, version, wanted };
}
