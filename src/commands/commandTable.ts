// Every command by its id.
import { commandIds, type CommandId } from '../ids.ts';
import type { Command } from './commandContext.ts';
import { compare } from './compare.ts';
import { compareBackup } from './compareBackup.ts';
import { compareProfile } from './compareProfile.ts';
import { copyKeyPath } from './copyKeyPath.ts';
import { createBackup } from './createBackup.ts';
import { createMigration } from './createMigration.ts';
import { createProfile } from './createProfile.ts';
import { deleteBackup } from './deleteBackup.ts';
import { deleteProfile } from './deleteProfile.ts';
import { duplicateProfile } from './duplicateProfile.ts';
import { setValue, unsetValue } from './editValue.ts';
import { exportProfile } from './exportProfile.ts';
import { clearBackupFilter, filterBackups } from './filterBackups.ts';
import { groupBackupsByDay, groupBackupsByProfile } from './groupBackups.ts';
import { importProfile } from './importProfile.ts';
import { keepAsItIs } from './keepAsItIs.ts';
import { migrate, migrateTo } from './migrate.ts';
import { openProfile } from './openProfile.ts';
import { pinBackup, unpinBackup } from './pinBackup.ts';
import { pruneBackups } from './pruneBackups.ts';
import { reapplyProfile } from './reapplyProfile.ts';
import { recover } from './recover.ts';
import { refresh } from './refresh.ts';
import { renameBackup } from './renameBackup.ts';
import { renameProfile } from './renameProfile.ts';
import { repair } from './repair.ts';
import { resetToInherited } from './resetToInherited.ts';
import { restoreBackup } from './restoreBackup.ts';
import { reviewInterrupted } from './reviewInterrupted.ts';
import { revealInExplorer } from './revealInExplorer.ts';
import { saveAsProfile } from './saveAsProfile.ts';
import { saveToProfile } from './saveToProfile.ts';
import { setUp } from './setUp.ts';
import { showChanges } from './showChanges.ts';
import { showLog } from './showLog.ts';
import { takeTour } from './takeTour.ts';
import { showOrigin } from './showOrigin.ts';
import { switchProfile } from './switchProfile.ts';
import { toggleProtection } from './toggleProtection.ts';
import { undo, undoCommit } from './undo.ts';
import { useFolder } from './useFolder.ts';
import { unlock } from './unlock.ts';
import { validate } from './validate.ts';
import { verifyBackups } from './verifyBackups.ts';

export const commandTable: Readonly<Record<CommandId, Command>> = {
  [commandIds.setUp]: setUp,
  [commandIds.setUpFile]: setUp,
  [commandIds.switchProfile]: switchProfile,
  [commandIds.createProfile]: createProfile,
  [commandIds.duplicateProfile]: duplicateProfile,
  [commandIds.renameProfile]: renameProfile,
  [commandIds.deleteProfile]: deleteProfile,
  [commandIds.toggleProtection]: toggleProtection,
  [commandIds.exportProfile]: exportProfile,
  [commandIds.importProfile]: importProfile,
  [commandIds.openProfile]: openProfile,
  [commandIds.revealInExplorer]: revealInExplorer,
  [commandIds.compareProfile]: compareProfile,
  [commandIds.compare]: compare,
  [commandIds.saveToProfile]: saveToProfile,
  [commandIds.saveAsProfile]: saveAsProfile,
  [commandIds.reapplyProfile]: reapplyProfile,
  [commandIds.showOrigin]: showOrigin,
  [commandIds.resetToInherited]: resetToInherited,
  [commandIds.copyKeyPath]: copyKeyPath,
  [commandIds.createBackup]: createBackup,
  [commandIds.restoreBackup]: restoreBackup,
  [commandIds.compareBackup]: compareBackup,
  [commandIds.renameBackup]: renameBackup,
  [commandIds.pinBackup]: pinBackup,
  [commandIds.unpinBackup]: unpinBackup,
  [commandIds.deleteBackup]: deleteBackup,
  [commandIds.verifyBackups]: verifyBackups,
  [commandIds.pruneBackups]: pruneBackups,
  [commandIds.filterBackups]: filterBackups,
  [commandIds.clearBackupFilter]: clearBackupFilter,
  [commandIds.groupBackupsByProfile]: groupBackupsByProfile,
  [commandIds.groupBackupsByDay]: groupBackupsByDay,
  [commandIds.showChanges]: showChanges,
  [commandIds.undo]: undo,
  [commandIds.undoCommit]: undoCommit,
  [commandIds.recover]: recover,
  [commandIds.reviewInterrupted]: reviewInterrupted,
  [commandIds.unlock]: unlock,
  [commandIds.keepAsItIs]: keepAsItIs,
  [commandIds.validate]: validate,
  [commandIds.repair]: repair,
  [commandIds.migrate]: migrate,
  [commandIds.migrateTo]: migrateTo,
  [commandIds.createMigration]: createMigration,
  [commandIds.setValue]: setValue,
  [commandIds.unsetValue]: unsetValue,
  [commandIds.useFolder]: useFolder,
  [commandIds.refresh]: refresh,
  [commandIds.showLog]: showLog,
  [commandIds.takeTour]: takeTour,
};
