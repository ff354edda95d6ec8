// The bytes of a content of which the hash is known: in a backup of this user that holds it (who brings along another may
// bring the hash, too), or in what the active profile resolves to (after a switch only the profile has them: the commit's
// backup holds what was before).
import type { ConfigFolder } from '../folder/configFolder.ts';
import { holds } from '../state/damage.ts';
import { pathIn } from '../records/pathIn.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { bytesOfDocument } from '../text/document.ts';
import { resolveLive } from '../layers/liveContent.ts';
import { EngineError } from '../base/errors.ts';
import type { Backup, Profile, Sha256, Snapshot, Target } from '../model/model.ts';
import type { SnapshotReading } from '../folder/readSnapshot.ts';
import { sha256 } from '../base/sha256.ts';

export type ContentSource =
  | { readonly kind: 'backup'; readonly backup: Backup }
  | { readonly kind: 'profile'; readonly profile: Profile };

export interface KnownContent {
  readonly bytes: Uint8Array;
  readonly from: ContentSource;
}

/** `null` when nobody has it whole any more. @throws EngineError `io`. */
export async function readByHash(
  folder: ConfigFolder,
  snapshot: SnapshotReading,
  { target, sha256: hash }: { readonly target: Target; readonly sha256: Sha256 },
): Promise<KnownContent | null> {
  const isHolder = (one: Backup) => holds(one, pathIn(one, target), hash);
  for (const backup of ownBackups(snapshot.backups).filter(isHolder)) {
    const bytes = await readWhole(folder, backup, pathIn(backup, target));
    if (bytes) return { bytes, from: { kind: 'backup', backup } };
  }
  const profile = activeProfile(snapshot);
  const bytes = profile && resolved(snapshot, profile, target);
  return profile && bytes && sha256(bytes) === hash ? { bytes, from: { kind: 'profile', profile } } : null;
}

/** Bytes of a backup; `null` where they are damaged. @throws EngineError `io`. */
export async function readWhole(
  { backups }: ConfigFolder,
  { id }: Backup,
  path: string,
): Promise<Uint8Array | null> {
  try {
    return await backups.read(id, path);
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'io') return null;
    throw error;
  }
}

/** How many bytes a content has, where that can be told without reading a backup. */
export function knownSize(
  snapshot: SnapshotReading,
  { target, sha256: hash }: { readonly target: Target; readonly sha256: Sha256 },
): number {
  const files = ownBackups(snapshot.backups).flatMap((backup) => backup.files);
  const held = files.find((file) => file.path === target.path && file.sha256 === hash);
  const profile = activeProfile(snapshot);
  return held?.size ?? (profile && resolved(snapshot, profile, target)?.length) ?? 0;
}

function activeProfile({ profiles, state }: Pick<Snapshot, 'profiles' | 'state'>): Profile | undefined {
  return profiles.find(({ name }) => name === state.activeProfile);
}

function resolved(snapshot: SnapshotReading, profile: Profile, target: Target): Uint8Array | null {
  try {
    const { content } = resolveLive(snapshot, profile, target);
    return content ? bytesOfDocument(content) : null;
  } catch (error) {
    if (error instanceof EngineError) return null; // What cannot be written as text is no source.
    throw error;
  }
}
