// The engine's one door.
export type { BackupMetadata } from './storage/backups/backupStore.ts';
export type { LockWait } from './storage/lock/fileLock.ts';
export type { LockHolder } from './storage/lock/lockHolder.ts';
export { checkoutAt, profileForBranch, type Checkout } from './folder/checkout.ts';
export { cameAlong } from './folder/cameAlong.ts';
export { maxFileBytes } from './folder/configFolder.ts';
export { userSecrets } from './folder/userSide.ts';
export type { SecretStore, StoredSecret } from './storage/user/secretStore.ts';
export { readGivenFile, replaceGivenFile } from './folder/givenFiles.ts';
export { userStateFolder } from './storage/user/userState.ts';
export { openEngine, type Engine, type EngineOptions, type NewBackup } from './engine.ts';
export type { Verification } from './compare/verifyBackups.ts';
export type { BackupTransfer } from './commit/backupTransfer.ts';
export type { BackupReader, StoredBackup } from './storage/backups/backupExchange.ts';
export { holdsSecret, secretPlaces } from './secrets/secretPlaces.ts';
export { isId } from './storage/backups/ids.ts';
export type { PlanReview } from './reviewPlan.ts';
export type { Operation, RestoredBackup } from './operations.ts';
export type { CommitOptions, CommitResult } from './commit/commitPlan.ts';
export type { ComparedContent } from './compare/compareReferences.ts';
export type { CommitChanges, FileChanges } from './compare/listChanges.ts';
export type { NewMigration } from './planners/migrations/createMigration.ts';
export type { NewProfile, ProfileSource } from './planners/profiles/createProfile.ts';
export type { ProfileExport } from './compare/exportProfile.ts';
export { changeLine, displayValue, formatChangeListing } from './diff/changeListing.ts';
export { diffValues } from './diff/diff.ts';
export {
  adaptValue,
  editDocument,
  formatOf,
  parseDocument,
  renderDocument,
  type Document,
  type Edit,
  type Format,
} from './text/document.ts';
export { highestReachable, knownVersions, migrationsFor } from './migrations/migrationPath.ts';
export { readVersions, type VersionedFile, type VersionReport } from './migrations/versions.ts';
export { versionOf } from './migrations/resolveInVersion.ts';
export {
  compareVersions,
  isVersion,
  sameVersion,
  statedVersion,
  versionPointers,
} from './migrations/version.ts';
export { lineListing } from './diff/lineListing.ts';
export { driftChanges, driftOf, driftSides, otherProfile } from './state/drift.ts';
export { readExportedProfile } from './layers/exportedProfile.ts';
export {
  assertKeyed,
  contentOf,
  decode,
  documentOf,
  positionOf,
  problemsOf,
  valueOrThrow,
} from './documents/fileDocument.ts';
export { textLeavingOut, textWithout } from './layers/layerText.ts';
export {
  isOwnLayer,
  layerStack,
  listOrigins,
  originOf,
  wholePlace,
  type LayerStack,
  type Origin,
  type OriginStep,
} from './layers/origin.ts';
export { metadataPointer, nameFault, unreadMetadataIn } from './records/profileMetadata.ts';
export { formatPointer, isWithin, parentOf, parsePointer, valueAt, type Pointer } from './values/pointer.ts';
export { parsePath, pathFromPointer, pointerFromPath, pointerIn } from './documents/typedPath.ts';
export { everything, guardsShown, redactionOf, withoutCitations, type Redaction } from './secrets/redact.ts';
export { isSecretKey } from './secrets/secretKey.ts';
export { maskFor, referencePlaces, secretNamesIn, sensitiveIn } from './planners/referencePlaces.ts';
export { maskOf, noMask, type Mask } from './secrets/mask.ts';
export { hiddenMark } from './secrets/secretText.ts';
export { maxDepth } from './text/syntax/syntax.ts';
export { redundantOverrides, type RedundantOverride } from './layers/redundant.ts';
export { referenceUseId, secretNameFor } from './layers/liveContent.ts';
export { everyLayering } from './layers/everyLayering.ts';
export {
  resolvedValue,
  resolveOrThrow,
  resolveTarget,
  speaks,
  type ResolvedContent,
} from './layers/resolve.ts';
export { isLayer } from './planners/judgeProfiles.ts';
export { projectedSnapshot } from './planners/projectedSnapshot.ts';
export { compareDocuments } from './planners/completePlan.ts';
export { undoneChange } from './planners/restoreBackup.ts';
export { judgeBySchema } from './planners/judgeBySchema.ts';
export { hasSeveralDocuments } from './text/document.ts';
export { lossGuards } from './planners/lostKeys.ts';
export { changeId } from './diff/applySelected.ts';
export { mergeTexts } from './diff/mergeTexts.ts';
export { fullReference } from './compare/compareReferences.ts';
export { findBackup } from './compare/findBackup.ts';
export { findProfile, findTarget, targetOf } from './planners/draft.ts';
export { granularityOf, type Exclusions, type Granularity } from './planners/excludeChanges.ts';
export { ownBackups } from './records/ownBackups.ts';
export { groupBy } from './values/groupBy.ts';
export { fixesFor, schemaFor, validateFile, validateShown, validateTargets } from './schemas/validate.ts';
export type { SchemaFix } from './schemas/schemaFixes.ts';
export { validateProfiles } from './schemas/validateProfiles.ts';
export {
  childrenOf,
  equalValues,
  fromPlain,
  isList,
  isMap,
  jsonLiteral,
  Literal,
  mapOf,
  toPlain,
  type Value,
} from './values/value.ts';
export { schemaFindings, type Schema } from './base/schemaFindings.ts';
export { sha256 } from './base/sha256.ts';
export { labelFault } from './base/labelFault.ts';
export { isVisible, shortened, visibleLines, visibleText } from './base/visibleText.ts';
export { readSchemaFiles } from './folder/readSchemas.ts';
export {
  configFolderAt,
  findConfigFolder,
  findConfigFolders,
  findWorkspace,
  isConfigFolder,
} from './folder/findConfigFolder.ts';
export { ownerFault } from './storage/user/folderOwner.ts';
export { EngineError, errorCodes, type ErrorCode, type ErrorDetails } from './base/errors.ts';
export { formatPlace, formatProblem } from './base/formatProblem.ts';
export { moreDamagedText } from './folder/readOwnRecords.ts';
export { knownIn, remedyFor, type RemedyKind } from './base/remedies.ts';
export * from './model/model.ts';
