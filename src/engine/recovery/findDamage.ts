// Looks for damage of the targets. In normal life it costs a comparison of hashes: bytes of a backup are read only for
// a file that nobody has spoken of and that is smaller than the content it had last.
import type { ConfigFolder } from '../folder/configFolder.ts';
import { obviousDamage, damageSentence, isTruncated, isKnown, lastKnownHash } from '../state/damage.ts';
import { knownSize, readByHash } from './contentByHash.ts';
import type { SnapshotReading } from '../folder/readSnapshot.ts';
import type { Damage, DamageKind, Sha256, Snapshot, Target } from '../model/model.ts';

/** @throws EngineError `io`. */
export async function withDamage(
  folder: ConfigFolder,
  reading: SnapshotReading,
): Promise<Omit<Snapshot, 'recovered' | 'interrupted'>> {
  const known = new Map(
    reading.targets.flatMap((target) => {
      const last = lastKnownHash(reading, target);
      return last === undefined ? [] : [[target.path, last] as const];
    }),
  );
  const found = await Promise.all(
    reading.targets.map(async (target): Promise<readonly Damage[]> => {
      const lastKnown = known.get(target.path);
      // Nothing known, as in a fresh clone, or known to be away, or as it was: no damage.
      if (!lastKnown || lastKnown === target.file?.sha256) return [];
      const kind = await damageKind(folder, reading, { target, sha256: lastKnown });
      const { name, path } = target;
      return kind ? [{ target: name, path, kind, sentence: damageSentence(kind, path), lastKnown }] : [];
    }),
  );
  return { ...reading, lastKnown: known, damage: found.flat() };
}

async function damageKind(
  folder: ConfigFolder,
  reading: SnapshotReading,
  last: { readonly target: Target; readonly sha256: Sha256 },
): Promise<DamageKind | null> {
  const { path, format, file } = last.target;
  const kind = obviousDamage(file?.bytes ?? null, format);
  if (kind || !file) return kind;
  if (isKnown(reading, path, file.sha256) || file.bytes.length >= knownSize(reading, last)) return null;
  const known = await readByHash(folder, reading, last);
  return known && isTruncated(file, known.bytes) ? 'truncated' : null;
}
