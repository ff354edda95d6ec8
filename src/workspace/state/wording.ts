// How profiles and backups are called, the same in rows, quick picks, messages and the status bar.
import * as vscode from 'vscode';
import type { Backup, DriftKind, OriginStep, Profile, Version } from '../../engine/index.ts';
import type { ReadyFolder, TargetDrift } from './workspaceState.ts';

function driftWord(kind: DriftKind): string {
  return kind === 'modified' ? vscode.l10n.t('modified') : vscode.l10n.t('outdated');
}

/** Of a damaged target only the damage is told. */
export function driftBesideDamage({ drift, snapshot: { damage } }: ReadyFolder): readonly TargetDrift[] {
  return drift.filter(({ target }) => damage.every((one) => one.target !== target));
}

/** "modified · 3 keys". */
export function driftWords({ kind, count }: TargetDrift): string {
  return [driftWord(kind), ...(count === null ? [] : [countWords(count)])].join(' · ');
}

function countWords(count: number): string {
  if (count === 0) return vscode.l10n.t('only comments or layout');
  return count === 1 ? vscode.l10n.t('1 key') : vscode.l10n.t('{0} keys', count);
}

/** What is not as it should be, each once, however many targets have it. */
export function conditionWords(folder: ReadyFolder): readonly string[] {
  const kinds = driftBesideDamage(folder).map(({ kind }) => driftWord(kind));
  const damaged = folder.snapshot.damage.length > 0 ? [vscode.l10n.t('damaged')] : [];
  return [...damaged, ...new Set(kinds)];
}

export interface VersionGap {
  readonly from: Version;
  readonly to: Version;
  /** The documents, where the live file is not among them: they alone are behind. */
  readonly documents?: string;
  /** "Configuration is version 1.0.0; migrations lead to 1.2.0." */
  readonly sentence: string;
}

/** How far documents are behind, each distance once: from the oldest version of a target to the one expected. */
export function versionGaps({ older, snapshot: { targets } }: ReadyFolder): readonly VersionGap[] {
  const groups = Map.groupBy(older, ({ files: [{ version }], wanted }) => `${version} ${wanted}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const [from, to] = [first.files[0].version, first.wanted];
    const paths = group.flatMap(({ files }) => files.map(({ path }) => path));
    const isWhole = groups.size === 1 && targets.some(({ path }) => paths.includes(path));
    const documents = isWhole ? undefined : firstOf(paths);
    const what = documents ?? vscode.l10n.t('Configuration');
    const sentence = vscode.l10n.t('{0} is at version {1}. Migrations lead to {2}.', what, from, to);
    return [{ from, to, sentence, ...(documents === undefined ? {} : { documents }) }];
  });
}

/** "profiles/staging.yaml and 2 more". */
function firstOf([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : vscode.l10n.t('{0} and {1} more', first, more.length);
}

/** What there is to know of a profile at a glance, the most important first. */
export function profileDescription(folder: ReadyFolder, { name, metadata, all }: Profile): readonly string[] {
  const active = name === folder.snapshot.state.activeProfile;
  return [
    ...(active ? [vscode.l10n.t('active'), ...conditionWords(folder)] : []),
    ...problemWords(folder, all),
    ...olderWords(folder, all),
    ...(metadata.protected ? [vscode.l10n.t('protected')] : []),
    ...(metadata.extends.length > 0 ? [vscode.l10n.t('extends {0}', metadata.extends.join(', '))] : []),
  ];
}

/** The Problems view tells them. */
function problemWords({ problems }: ReadyFolder, files: Profile['all']): readonly string[] {
  const count = problems.filter(({ file }) => files.some(({ path }) => path === file)).length;
  if (count === 0) return [];
  return [count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', count)];
}

/** The versions of its own files that are behind. */
function olderWords({ older }: ReadyFolder, own: Profile['all']): readonly string[] {
  const behind = older.flatMap(({ files }) =>
    files.filter(({ path }) => own.some((file) => file.path === path)),
  );
  return [...new Set(behind.map(({ version }) => vscode.l10n.t('version {0}', version)))];
}

/** Who says something in the chain of a profile. */
export function layerName({ kind, layer }: Pick<OriginStep, 'kind' | 'layer'>): string {
  if (kind === 'defaults') return vscode.l10n.t('the defaults');
  return kind === 'overlay' ? vscode.l10n.t('{0}, your overlay', layer) : layer;
}

/** What is in a backup: its name, or the profile that was active then. */
export function backupTitle({ name, activeProfile }: Backup): string {
  return name ?? activeProfile ?? vscode.l10n.t('no profile');
}
