// The engine's one door.
export type { BackupMetadata } from './storage/backupStore.ts';
export type { LockWait } from './storage/fileLock.ts';
export type { LockHolder } from './storage/lockHolder.ts';
export { readGivenFile } from './readGivenFile.ts';
export { userStateFolder } from './storage/userState.ts';
export { openEngine, type Engine, type EngineOptions, type NewBackup, type Verification } from './engine.ts';
export type { PlanReview } from './reviewPlan.ts';
export type { Wish } from './wishes.ts';
export type { CommitOptions, CommitResult } from './commitPlan.ts';
export type { ComparedContent } from './compareReferences.ts';
export type { CommitChanges, FileChanges } from './listChanges.ts';
export type { NewMigration } from './planners/createMigration.ts';
export type { NewProfile, ProfileSource } from './planners/createProfile.ts';
export type { ProfileExport } from './exportProfile.ts';
export { changeLine, displayValue, formatChangeListing } from './content/changeListing.ts';
export { diffValues } from './content/diff.ts';
export {
  adaptValue,
  editDocument,
  formatOf,
  parseDocument,
  renderDocument,
  type Document,
  type Edit,
  type Format,
} from './content/document.ts';
export { highestReachable, knownVersions, migrationsFor } from './content/migrationPath.ts';
export { readVersions, type VersionedFile, type VersionReport } from './content/versions.ts';
export { versionOf } from './content/resolveInVersion.ts';
export {
  compareVersions,
  isVersion,
  sameVersion,
  statedVersion,
  versionPointers,
} from './content/version.ts';
export { driftChanges, driftOf, driftSides } from './content/drift.ts';
export { readExportedProfile } from './content/exportedProfile.ts';
export { contentOf, decode, documentOf, positionOf, problemsOf } from './content/fileDocument.ts';
export { textLeavingOut, textWithout } from './content/layerText.ts';
export {
  isOwnLayer,
  layeringOf,
  listOrigins,
  originOf,
  wholePlace,
  type Layering,
  type Origin,
  type OriginStep,
} from './content/origin.ts';
export { metadataPointer, nameFault } from './content/profileMetadata.ts';
export {
  formatPointer,
  isWithin,
  parentOf,
  parsePointer,
  pathFromPointer,
  pointerFromPath,
  valueAt,
  type Pointer,
} from './content/pointer.ts';
export { guardsShown, redactionOf, withoutCitations, type Redaction } from './content/redact.ts';
export { sensitiveIn } from './content/sensitivePlaces.ts';
export { hiddenMark } from './content/secretText.ts';
export { maximumDepth } from './content/syntax.ts';
export { redundantOverrides, type RedundantOverride } from './content/redundant.ts';
export { resolveOrRefuse, resolveTarget } from './content/resolve.ts';
export { snapshotAfter } from './planners/snapshotAfter.ts';
export { compareDocuments } from './planners/completePlan.ts';
export { changeId } from './content/partOfChanges.ts';
export { findBackup } from './findBackup.ts';
export { findProfile, findTarget } from './planners/draft.ts';
export { choiceOf, type Choice, type LeftOut } from './planners/leaveOut.ts';
export { fixesFor, schemaFor, validateFile, validateTargets } from './content/validate.ts';
export type { SchemaFix } from './content/schemaFixes.ts';
export { validateProfiles } from './content/validateProfiles.ts';
export {
  equalValues,
  fromPlain,
  isList,
  isMap,
  Literal,
  mapOf,
  toPlain,
  type Value,
} from './content/value.ts';
export { schemaFindings, type Schema } from './schemaFindings.ts';
export { sha256 } from './sha256.ts';
export { labelFault } from './labelFault.ts';
export { isVisible, visibleLines, visibleText } from './visibleText.ts';
export { readSchemaFiles } from './readSchemas.ts';
export { configFolderAt, findConfigFolder, findWorkspace, isConfigFolder } from './findConfigFolder.ts';
export { ownerFault } from './storage/folderOwner.ts';
export { EngineError, errorCodes, type ErrorCode, type ErrorDetails } from './errors.ts';
export * from './model.ts';
