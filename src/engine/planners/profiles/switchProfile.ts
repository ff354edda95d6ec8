import { t } from '@vscode/l10n';
import type { Guard, Problem, Profile, Sha256, Snapshot, Target } from '../../model/model.ts';
import { chainOf } from '../../layers/chain.ts';
import { metadataPlace } from '../../records/profileMetadata.ts';
import { typeConflictsIn, resolveOrThrow } from '../../layers/resolve.ts';
import { sha256 } from '../../base/sha256.ts';
import { bytesOfDocument, hasComments } from '../../text/document.ts';
import { layersFor } from '../../layers/layers.ts';
import { findProfile, sameBytes, type Draft, type DraftWrite } from '../draft.ts';
import { upgradedContent, type WantedContent } from '../upgradedContent.ts';

export interface SwitchOptions {
  readonly profile: string;
  /** Live files get what the profile says in its own version, even if that is an older one. */
  readonly unmigrated?: true;
}

/**
 * Makes every target what the profile resolves to; where that is in an older version, what migrations make of it. The
 * files of the profile stay. @throws EngineError `not-found`, `invalid` {problems}.
 */
export function planSwitch(snapshot: Snapshot, { profile: name, unmigrated }: SwitchOptions): Draft {
  const profile = findProfile(snapshot, name);
  const writes: DraftWrite[] = [];
  const findings: { readonly problems: Problem[]; readonly guards: Guard[] } = { problems: [], guards: [] };
  const applied = new Map(Object.entries(snapshot.state.applied));
  const resolved = new Map<string, Sha256>();
  const migrated: string[] = [];
  const notes: string[] = [];
  const { chain } = chainOf(snapshot, profile);
  const layers = [...chain.flatMap(({ all }) => all), ...snapshot.defaults.values()];
  const modeFrom = layers.map(({ path }) => path); // What was private in a layer stays so in a new file.
  for (const target of snapshot.targets) {
    const content = resolveOrThrow(snapshot, profile, target);
    if (!content) continue;
    const wanted: WantedContent = unmigrated ? { content } : upgradedContent(snapshot, target, content);
    const after = bytesOfDocument(wanted.content);
    const { path, file: before } = target;
    writes.push({ path, target, before, after, ...(before ? {} : { modeFrom }) });
    applied.set(target.name, sha256(after));
    if (!sameBytes(before?.bytes ?? null, after)) notes.push(...lostComments(snapshot, profile, target));
    if (wanted.migrated) {
      migrated.push(path);
      resolved.set(target.name, sha256(bytesOfDocument(content)));
    }
    const file = metadataPlace(profile).file?.path ?? target.path;
    if (wanted.migrated) findings.problems.push(problem(file, inMemory(name, wanted.migrated)));
    if (wanted.fault !== undefined)
      findings.guards.push({ code: 'version', target: target.name, message: wanted.fault });
  }
  return {
    kind: 'switch',
    summary: summaryOf(snapshot.state.activeProfile, name),
    writes,
    state: {
      format: 1,
      activeProfile: name,
      applied: Object.fromEntries(applied),
      ...(resolved.size > 0 ? { resolved: Object.fromEntries(resolved) } : {}),
    },
    problems: [
      ...snapshot.targets.flatMap((target) => typeConflictsIn(snapshot, profile, target.name)),
      ...findings.problems,
    ],
    guards: findings.guards,
    ...(migrated.length === 0 ? {} : { migrated }),
    ...(notes.length === 0 ? {} : { notes }),
    preconditions: layers.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
  };
}

/** Strict JSON has no place for them. */
function lostComments(
  snapshot: Snapshot,
  profile: Profile,
  { name, path, format }: Target,
): readonly string[] {
  if (format !== 'json') return [];
  const { layers } = layersFor(snapshot, profile, name);
  const paths = layers
    .map(({ document }) => document)
    .filter(hasComments)
    .map((document) => document.path);
  return paths.length === 0
    ? []
    : [t("{0} can't contain comments, so those of {1} aren't written to it.", path, paths.join(', '))];
}

function summaryOf(from: string | null, to: string): string {
  if (from === to) return t('Reapply {0}', to);
  return from === null ? t('Switch to {0}', to) : t('Switch {0} → {1}', from, to);
}

function inMemory(name: string, { from, to }: NonNullable<WantedContent['migrated']>): string {
  return t(
    'Profile "{0}" is at version {1}. It is migrated to {2} for the live files; its own files don\'t change until you migrate the configuration.',
    name,
    from,
    to,
  );
}

function problem(file: string, message: string): Problem {
  return { file, line: 0, column: 0, pointer: '', message, keyword: 'version' };
}
