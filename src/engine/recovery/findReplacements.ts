// What can take the place of damaged targets. First the exact content each had last, from wherever it is whole; else the
// newest backup that verifies, parses and fits the schema; the defaults only when told. A damaged backup is passed over.
import { t } from '@vscode/l10n';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { obviousDamage, holdsDamaged } from '../state/damage.ts';
import { renderDocument } from '../text/document.ts';
import { contentOf, documentOf } from '../documents/fileDocument.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { validateFile } from '../schemas/validate.ts';
import { readByHash, readWhole, type ContentSource } from './contentByHash.ts';
import type { Backup, Damage, FileContent, Snapshot, Target } from '../model/model.ts';
import { bytesOf, findTarget } from '../planners/draft.ts';
import type { DamageReplacement, DamageReplacements } from '../planners/restoreDamaged.ts';
import { titleOf } from '../planners/restoreBackup.ts';

/** @throws EngineError `io`. */
export async function findReplacements(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { defaults }: { readonly defaults?: true },
): Promise<DamageReplacements> {
  const found = await Promise.all(
    snapshot.damage.map(async (damage) => {
      const target = findTarget(snapshot, damage.target);
      const known = await knownSource(folder, snapshot, { damage, target });
      return { damage, source: known ?? (defaults === true ? defaultsFor(snapshot, damage, target) : null) };
    }),
  );
  const missing = found.flatMap(({ damage, source }) => (source ? [] : [damage]));
  return {
    sources: found.flatMap(({ source }) => (source ? [source] : [])),
    missing,
    defaults: missing.flatMap(({ target }) => snapshot.defaults.get(target)?.path ?? []),
  };
}

interface Damaged {
  readonly damage: Damage;
  readonly target: Target;
}

async function knownSource(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { damage, target }: Damaged,
): Promise<DamageReplacement | null> {
  const exact = await readByHash(folder, snapshot, { target, sha256: damage.lastKnown });
  if (exact && obviousDamage(exact.bytes, target.format) === null)
    return { damage, bytes: exact.bytes, from: titleOfSource(exact.from) };
  const newest = await newestFit(folder, snapshot, target);
  return newest && { damage, bytes: newest.file.bytes, from: t('the {0}', titleOf(newest.backup)) };
}

function titleOfSource(from: ContentSource): string {
  return from.kind === 'backup' ? t('the {0}', titleOf(from.backup)) : t('profile {0}', from.profile.name);
}

interface Candidate {
  readonly backup: Backup;
  readonly file: FileContent;
}

/** Where no backup fits the schema the newest that parses is taken: the plan's guard asks about that. */
async function newestFit(
  folder: ConfigFolder,
  { backups, schemas }: Snapshot,
  { name, path, format, file: now }: Target,
): Promise<Candidate | null> {
  let parses: Candidate | null = null;
  for (const backup of ownBackups(backups)) {
    const held = backup.files.find((file) => file.path === path);
    const isLive = backup.reason !== 'unsaved' && !holdsDamaged(backup, path);
    if (!held || !isLive || held.sha256 === now?.sha256) continue;
    const bytes = await readWhole(folder, backup, path);
    if (!bytes || obviousDamage(bytes, format)) continue;
    const file = contentOf({ path, format }, bytes);
    if (documentOf(file).value === undefined) continue;
    if ((await validateFile(file, schemas.get(name))).length === 0) return { backup, file };
    parses ??= { backup, file };
  }
  return parses;
}

function defaultsFor({ defaults }: Snapshot, damage: Damage, target: Target): DamageReplacement | null {
  const file = defaults.get(target.name);
  if (!file) return null;
  const { format, value } = documentOf(file);
  if (value === undefined) return null;
  const isSameFormat = format === target.format;
  const bytes = isSameFormat ? file.bytes : bytesOf(renderDocument(value, target.format));
  return { damage, bytes, from: file.path };
}
