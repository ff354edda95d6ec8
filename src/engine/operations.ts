// What a person can want of a config folder, and which planner makes a draft of it; what a planner needs from the disk
// besides the snapshot is read here.
import { t } from '@vscode/l10n';
import { readSide } from './compare/compareReferences.ts';
import type { ConfigFolder } from './folder/configFolder.ts';
import { contentOf, documentOf, formatOfTarget, liveFile } from './documents/fileDocument.ts';
import type { Pointer } from './values/pointer.ts';
import { EngineError } from './base/errors.ts';
import { findBackup } from './compare/findBackup.ts';
import { findContent } from './compare/listChanges.ts';
import { findMergeBases } from './recovery/findMergeBases.ts';
import { findReplacements } from './recovery/findReplacements.ts';
import type { FileContent, HistoryEntry, Snapshot, Version } from './model/model.ts';
import { planAddTarget } from './planners/targets/addTarget.ts';
import { planCreateMigration, type NewMigration } from './planners/migrations/createMigration.ts';
import { planCreateProfile, type NewProfile } from './planners/profiles/createProfile.ts';
import { findTarget, type Draft } from './planners/draft.ts';
import { planEdit, type EditOptions } from './planners/editTarget.ts';
import { planImportProfile, type ImportedProfile } from './planners/profiles/importProfile.ts';
import { planMigrate } from './planners/migrations/migrateFolder.ts';
import {
  planDeleteProfile,
  planDuplicateProfile,
  planRenameProfile,
} from './planners/profiles/profileOperations.ts';
import { planProtection, type Protection } from './planners/profiles/protectProfile.ts';
import { bytesFor, movedBackup, movedPath, movedTargets, pathThen } from './planners/movedTargets.ts';
import { planRemoveTarget } from './planners/targets/removeTarget.ts';
import { planRestoreDamaged } from './planners/restoreDamaged.ts';
import { planRepair } from './planners/repairTargets.ts';
import { planResetToInherited, type ResetToInherited } from './planners/profiles/resetToInherited.ts';
import {
  findUndoable,
  pathsOf,
  planRestore,
  planRestoreMigrated,
  planUndo,
  type RestoreSource,
} from './planners/restoreBackup.ts';
import { planRestoreKeys } from './planners/restoreKeys.ts';
import { planSaveToProfile } from './planners/profiles/saveToProfile.ts';
import { planSetUp } from './planners/targets/setUp.ts';
import { planSwitch, type SwitchOptions } from './planners/profiles/switchProfile.ts';
import type { StoredBackup } from './storage/backups/backupExchange.ts';
import { fewAtOnce, maxFilesAtOnce } from './storage/disk/fewAtOnce.ts';

/** What a person wants; each has its planner. */
export type Operation =
  | {
      readonly kind: 'set-up';
      readonly live: string;
      readonly profile: string;
      /** Files beside it that say what is different elsewhere, relative to the config folder. */
      readonly overlays?: readonly { readonly path: string; readonly profile: string }[];
    }
  /** A file beside the targets that there are. */
  | { readonly kind: 'add-target'; readonly live: string }
  /** A target that is to be a file like any other again. */
  | { readonly kind: 'remove-target'; readonly target: string }
  | ({ readonly kind: 'switch' } & SwitchOptions)
  | ({ readonly kind: 'edit' } & EditOptions)
  /** What was edited in the live files, into the layers of the active profile. */
  | { readonly kind: 'save-to-profile' }
  | ({ readonly kind: 'reset-to-inherited' } & ResetToInherited)
  /** `migrated`: live files of an older version in the one that is expected. */
  | ({ readonly kind: 'restore'; readonly migrated?: true } & RestoredBackup)
  | ({
      readonly kind: 'restore';
      readonly only: readonly Pointer[];
      readonly target?: string;
    } & RestoredBackup)
  | { readonly kind: 'undo'; readonly commit?: string }
  /** Every damaged target from what is known of it; from `default.*` only when told so. */
  | { readonly kind: 'restore-damaged'; readonly defaults?: true }
  /** Every target that has a schema, as far as the schema and the defaults tell how. */
  | { readonly kind: 'repair' }
  /** Every document to one version: the one named, or the one expected. */
  | { readonly kind: 'migrate'; readonly to?: Version }
  | ({ readonly kind: 'create-migration' } & NewMigration)
  | ({ readonly kind: 'create-profile' } & NewProfile)
  | { readonly kind: 'duplicate-profile'; readonly name: string; readonly copy: string }
  | { readonly kind: 'rename-profile'; readonly name: string; readonly newName: string }
  | { readonly kind: 'delete-profile'; readonly name: string }
  | ({ readonly kind: 'protect-profile' } & Protection)
  /** One that was exported, here or elsewhere. */
  | ({ readonly kind: 'import-profile' } & ImportedProfile);

export interface RestoredBackup {
  readonly backup: string;
  /** Its content, if it isn't in this folder. */
  readonly stored?: StoredBackup;
}

/** @throws EngineError as its planner does. */
export async function draftOperation(
  folder: ConfigFolder,
  snapshot: Snapshot,
  operation: Operation,
): Promise<Draft> {
  switch (operation.kind) {
    case 'set-up':
      return draftSetUp(folder, snapshot, operation);
    case 'add-target':
      return draftAddTarget(folder, snapshot, operation.live);
    case 'remove-target':
      return draftRemoveTarget(folder, snapshot, operation.target);
    case 'switch':
      return planSwitch(snapshot, operation);
    case 'edit':
      return planEdit(snapshot, operation);
    case 'save-to-profile':
      return planSaveToProfile(snapshot, await findMergeBases(folder, snapshot));
    case 'reset-to-inherited':
      return planResetToInherited(snapshot, operation);
    case 'restore':
      return draftRestore(snapshot, await readSource(folder, snapshot, operation), operation);
    case 'undo':
      return draftUndo(folder, snapshot, operation.commit);
    case 'restore-damaged':
      return planRestoreDamaged(snapshot, await findReplacements(folder, snapshot, operation));
    case 'repair':
      return planRepair(snapshot);
    case 'migrate':
      return planMigrate(snapshot, operation.to);
    case 'create-migration':
      return draftMigration(folder, snapshot, operation);
    case 'create-profile':
      return planCreateProfile(snapshot, operation);
    case 'duplicate-profile':
      return planDuplicateProfile(snapshot, operation.name, operation.copy);
    case 'rename-profile':
      return planRenameProfile(snapshot, operation.name, operation.newName);
    case 'delete-profile':
      return planDeleteProfile(snapshot, operation.name);
    case 'protect-profile':
      return planProtection(snapshot, operation);
    case 'import-profile':
      return planImportProfile(snapshot, operation);
  }
}

/** Where several live files are, and none is named: the only one that is another one than before. */
async function draftMigration(
  folder: ConfigFolder,
  snapshot: Snapshot,
  operation: Extract<Operation, { kind: 'create-migration' }>,
): Promise<Draft> {
  const before = await readSide(folder, snapshot, operation.from);
  const { name } = findTarget(snapshot, operation.target, (target) => {
    const old = before.get(target.name);
    return old !== undefined && target.file !== null && old.text !== documentOf(target.file).text;
  });
  return planCreateMigration(snapshot, { ...operation, target: name }, before.get(name));
}

function draftRestore(
  snapshot: Snapshot,
  source: RestoreSource,
  operation: Extract<Operation, { kind: 'restore' }>,
): Draft {
  if ('only' in operation) return planRestoreKeys(snapshot, source, operation);
  return operation.migrated ? planRestoreMigrated(snapshot, source) : planRestore(snapshot, source);
}

async function draftUndo(
  folder: ConfigFolder,
  snapshot: Snapshot,
  commit: string | undefined,
): Promise<Draft> {
  const entry = findUndoable(snapshot.history, commit);
  const backup = snapshot.backups.find(({ id }) => id === entry.backup);
  if (!backup) throw backupIsGone(entry);
  if (backup.isForeign) throw backupIsForeign(entry);
  const moved = movedTargets(snapshot, backup);
  const files = entry.files.map((file) => ({ ...file, path: movedPath(moved, file.path) }));
  const source = await readSource(folder, snapshot, entry);
  const found = await Promise.all(
    files.map(async ({ path, after }): Promise<readonly (readonly [string, FileContent])[]> => {
      if (source.current.get(path)?.sha256 === after) return [];
      const content = await findContent({ ...snapshot, folder }, path, after);
      return content ? [[path, content]] : [];
    }),
  );
  return planUndo(snapshot, { ...source, left: new Map(found.flat()) }, { ...entry, files });
}

async function draftSetUp(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { live: path, profile, overlays: siblings = [] }: Extract<Operation, { kind: 'set-up' }>,
): Promise<Draft> {
  const live = await existing(folder, path);
  const read = async (sibling: (typeof siblings)[number]) => ({
    ...sibling,
    file: await existing(folder, sibling.path),
  });
  const overlays = await fewAtOnce(siblings, maxFilesAtOnce, read);
  return planSetUp(snapshot, { live, profile, overlays });
}

async function draftAddTarget(folder: ConfigFolder, snapshot: Snapshot, path: string): Promise<Draft> {
  const live = await existing(folder, path);
  return planAddTarget(snapshot, { live, manifest: await manifestFile(folder, snapshot) });
}

async function draftRemoveTarget(folder: ConfigFolder, snapshot: Snapshot, target: string): Promise<Draft> {
  return planRemoveTarget(snapshot, { target, manifest: await manifestFile(folder, snapshot) });
}

async function manifestFile(folder: ConfigFolder, { manifest }: Snapshot): Promise<FileContent | null> {
  return manifest.path === undefined ? null : folder.read(manifest.path);
}

function backupIsGone({ summary, backup }: HistoryEntry): EngineError {
  const message = t("“{0}” can't be undone: its backup was cleaned up or can't be read.", summary);
  return new EngineError('not-found', message, { backup });
}

/** Who brings along a backup may bring the history that names it, too. */
function backupIsForeign({ summary, backup }: HistoryEntry): EngineError {
  const message = t(
    "“{0}” can't be undone: its backup was made elsewhere. Restore it by its name, {1}.",
    summary,
    backup,
  );
  return new EngineError('invalid', message, { backup });
}

async function existing(folder: ConfigFolder, path: string): Promise<FileContent> {
  const file = await folder.read(path);
  if (file) return file;
  throw new EngineError('not-found', t('There is no file {0}.', path), { path });
}

/** Of what can be restored; nothing else that a backup names is read. */
async function readSource(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { backup: reference, stored }: RestoredBackup,
): Promise<RestoreSource> {
  const given = stored && (await folder.exchange.reader())(stored);
  const then = given?.backup ?? findBackup(snapshot, reference);
  const moved = movedTargets(snapshot, then);
  const backup = movedBackup(then, moved);
  const paths = pathsOf(snapshot, backup);
  const held = paths.filter((path) => backup.files.some((file) => file.path === path));
  const targetAt = (path: string) => snapshot.targets.find((target) => target.path === path);
  const kept = async (path: string): Promise<[string, FileContent]> => {
    const was = pathThen(moved, path);
    const target = targetAt(path);
    const bytes = await (given ? given.read(was) : folder.backups.read(then.id, was));
    if (!target) return [path, contentOf(path, bytes)];
    const old = contentOf({ path: was, format: formatOfTarget({ ...target, path: was }) }, bytes);
    return [path, contentOf(target, bytesFor(target, old))];
  };
  const contents = await fewAtOnce(held, maxFilesAtOnce, kept);
  const live = async (path: string) => {
    const file = await folder.readThrough(path);
    const target = targetAt(path);
    return [path, file && target ? liveFile(file, target) : file] as const;
  };
  const current = await fewAtOnce(paths, maxFilesAtOnce, live);
  return { backup, contents: new Map(contents), current: new Map(current) };
}
