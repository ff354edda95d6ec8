// Does each target still hold what its active profile resolves to? `modified`: the target was edited since it was
// switched to; `outdated`: the target is as it was left, but the profile now says something else.
import type { Change, Drift, FileContent, Snapshot, StateRecord } from '../model/model.ts';
import { everyLayering } from '../layers/everyLayering.ts';
import { liveContent, resolveLive } from '../layers/liveContent.ts';
import { canResolveTo, type ResolvedContent } from '../layers/resolve.ts';
import { bytesOfDocument } from '../text/document.ts';
import { contentAsLive } from '../migrations/resolveInVersion.ts';
import { sha256 } from '../base/sha256.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { diffValues } from '../diff/diff.ts';
import { hashOf } from '../records/stateRecord.ts';
import type { Value } from '../values/value.ts';

export function driftOf(snapshot: Snapshot): readonly Drift[] {
  const profile = snapshot.profiles.find(({ name }) => name === snapshot.state.activeProfile);
  if (!profile) return [];
  return snapshot.targets.flatMap((target): readonly Drift[] => {
    const { content } = resolveLive(snapshot, profile, target);
    if (!content || holds(target.file, content)) return [];
    const { applied, resolved } = snapshot.state;
    const untouched = target.file?.sha256 === hashOf(applied, target.name);
    if (untouched && hashOf(resolved, target.name) === sha256(bytesOfDocument(content))) return [];
    return [{ target: target.name, kind: untouched ? 'outdated' : 'modified' }];
  });
}

function holds(file: FileContent | null, content: ResolvedContent): boolean {
  return file !== null && Buffer.compare(file.bytes, bytesOfDocument(content)) === 0;
}

/** What a live file says differently than its profile, key by key; none where only comments or layout differ. */
export function driftChanges(snapshot: Snapshot, name: string): readonly Change[] {
  const sides = driftSides(snapshot, name);
  return sides ? diffValues(sides.profile, sides.live, snapshot.manifest.arrays) : [];
}

/** The two that are compared; `null` where one of them says nothing. @param isMigrated the profile, in the version of the live file. */
export function driftSides(
  snapshot: Snapshot,
  name: string,
  { isMigrated }: { readonly isMigrated: boolean } = { isMigrated: true },
): { readonly profile: Value; readonly live: Value } | null {
  const profile = snapshot.profiles.find((candidate) => candidate.name === snapshot.state.activeProfile);
  const target = snapshot.targets.find((candidate) => candidate.name === name);
  if (!profile || !target) return null;
  const { said } = resolveLive(snapshot, profile, target);
  const live = target.file && documentOf(target.file).value;
  if (!said || live === null || live === undefined) return null;
  const content = isMigrated ? contentAsLive(snapshot, target, said) : said;
  return { profile: liveContent(snapshot, target, content).value, live };
}

/**
 * Another profile that every live file is exactly, where they are no longer the active one: so it is after git brought
 * the live file of another branch, since the record isn't in the repository. `null` for none.
 */
export function otherProfile(snapshot: Snapshot): string | null {
  const isEdited = driftOf(snapshot).some(({ kind }) => kind === 'modified');
  if (!isEdited || everyLayering(snapshot).isTooMuch) return null;
  return inferState(snapshot)?.activeProfile ?? null;
}

/**
 * The record that a fresh checkout lacks, since ours is not in the repository: the profile whose every target is
 * already what it resolves to. `null` when no profile fits, or nothing is live.
 */
export function inferState(
  snapshot: Pick<Snapshot, 'profiles' | 'defaults' | 'manifest' | 'targets' | 'references'>,
): StateRecord | null {
  const live = snapshot.targets.filter(({ file }) => file !== null);
  if (live.length === 0) return null;
  const fits = snapshot.profiles.find((profile) =>
    live.every((target) => {
      const value = target.file ? documentOf(target.file).value : undefined;
      if (!canResolveTo(snapshot, { profile, target }, value)) return false;
      const { content } = resolveLive(snapshot, profile, target);
      return content !== undefined && holds(target.file, content);
    }),
  );
  if (!fits) return null;
  const applied = live.map(({ name, file }) => [name, file?.sha256 ?? ''] as const);
  return { format: 1, activeProfile: fits.name, applied: Object.fromEntries(applied) };
}
