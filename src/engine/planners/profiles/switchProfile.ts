import { t } from '@vscode/l10n';
import type { Guard, Problem, Profile, ReferenceUse, Sha256, Snapshot, Target } from '../../model/model.ts';
import { chainOf } from '../../layers/chain.ts';
import { metadataPlace } from '../../records/profileMetadata.ts';
import { assertReferences, liveContent } from '../../layers/liveContent.ts';
import { typeConflictsIn, resolveOrThrow } from '../../layers/resolve.ts';
import { sha256 } from '../../base/sha256.ts';
import { bytesOfDocument, hasComments } from '../../text/document.ts';
import { layersFor } from '../../layers/layers.ts';
import { newUses, useGuards } from '../referenceGuards.ts';
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
export function planSwitch(snapshot: Snapshot, options: SwitchOptions): Draft {
  const profile = findProfile(snapshot, options.profile);
  const { name } = profile;
  const made = snapshot.targets.flatMap((target) => makeTarget(snapshot, { profile, target }, options) ?? []);
  const { chain } = chainOf(snapshot, profile);
  const layers = [...chain.flatMap(({ all }) => all), ...snapshot.defaults.values()];
  const modeFrom = layers.map(({ path }) => path); // What was private in a layer stays so in a new file.
  const resolved = made.flatMap(({ target, resolved: hash }) => (hash ? [[target.name, hash] as const] : []));
  const migrated = made.flatMap(({ target, resolved: hash }) => (hash ? [target.path] : []));
  const notes = made.flatMap((one) => one.notes);
  const uses = made.flatMap((one) => one.uses.map(({ id }) => id));
  const applied = made.map(({ target, after }) => [target.name, sha256(after)] as const);
  return {
    kind: 'switch',
    summary: summaryOf(snapshot.state.activeProfile, name),
    writes: made.map(({ target, after }): DraftWrite => {
      const { path, file: before } = target;
      return { path, target, before, after, ...(before ? {} : { modeFrom }) };
    }),
    state: {
      format: 1,
      activeProfile: name,
      applied: { ...snapshot.state.applied, ...Object.fromEntries(applied) },
      ...(resolved.length > 0 ? { resolved: Object.fromEntries(resolved) } : {}),
    },
    problems: [
      ...snapshot.targets.flatMap((target) => typeConflictsIn(snapshot, profile, target.name)),
      ...made.flatMap(({ problems }) => problems),
    ],
    guards: made.flatMap(({ guards }) => guards),
    ...(migrated.length === 0 ? {} : { migrated }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(uses.length === 0 ? {} : { uses }),
    preconditions: layers.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
  };
}

interface MadeTarget {
  readonly target: Target;
  readonly after: Uint8Array;
  /** What the profile comes to in its own version, of a target that is migrated. */
  readonly resolved?: Sha256;
  readonly uses: readonly ReferenceUse[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  readonly guards: readonly Guard[];
}

interface ProfileTarget {
  readonly profile: Profile;
  readonly target: Target;
}

/** `null` for a target that the profile says nothing of. */
function makeTarget(
  snapshot: Snapshot,
  { profile, target }: ProfileTarget,
  { unmigrated }: SwitchOptions,
): MadeTarget | null {
  const { name } = profile;
  const said = resolveOrThrow(snapshot, profile, target);
  if (!said) return null;
  const { layers } = layersFor(snapshot, profile, target.name);
  assertReferences(snapshot, { name, target }, { layers, said });
  const wanted: WantedContent = unmigrated ? { content: said } : upgradedContent(snapshot, target, said);
  const after = bytesOfDocument(liveContent(snapshot, target, wanted.content));
  const isChanged = !sameBytes(target.file?.bytes ?? null, after);
  const uses = isChanged ? newUses(snapshot, target, wanted.content.value) : [];
  const file = metadataPlace(profile).file?.path ?? target.path;
  const fault = wanted.fault === undefined ? [] : [wanted.fault];
  return {
    target,
    after,
    ...(wanted.migrated ? { resolved: sha256(bytesOfDocument(liveContent(snapshot, target, said))) } : {}),
    uses,
    notes: isChanged ? lostComments(snapshot, profile, target) : [],
    problems: wanted.migrated ? [problem(file, inMemory(name, wanted.migrated))] : [],
    guards: [
      ...useGuards(target, uses),
      ...fault.map((message): Guard => ({ code: 'version', target: target.name, message })),
    ],
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
