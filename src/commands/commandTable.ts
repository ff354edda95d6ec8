// Every command by its id.
import { commandIds, type CommandId } from '../ids.ts';
import type { Command } from './flow/commandContext.ts';
import { compare } from './window/compare.ts';
import { compareBackup } from './backups/compareBackup.ts';
import { compareProfile } from './profiles/compareProfile.ts';
import { copyKeyPath } from './values/copyKeyPath.ts';
import { createBackup } from './backups/createBackup.ts';
import { createMigration } from './migrations/createMigration.ts';
import { createProfile } from './profiles/createProfile.ts';
import { deleteBackup } from './backups/deleteBackup.ts';
import { deleteProfile } from './profiles/deleteProfile.ts';
import { duplicateProfile } from './profiles/duplicateProfile.ts';
import { setValue, unsetValue } from './values/editValue.ts';
import { exportProfile } from './profiles/exportProfile.ts';
import { clearBackupFilter, filterBackups } from './backups/filterBackups.ts';
import { importProfile } from './profiles/importProfile.ts';
import { keepAsItIs } from './recovery/keepAsItIs.ts';
import { migrate, migrateTo } from './migrations/migrate.ts';
import { openProfile } from './profiles/openProfile.ts';
import { pinBackup, unpinBackup } from './backups/pinBackup.ts';
import { pruneBackups } from './backups/pruneBackups.ts';
import { reapplyProfile } from './profiles/reapplyProfile.ts';
import { recover } from './recovery/recover.ts';
import { renameBackup } from './backups/renameBackup.ts';
import { renameProfile } from './profiles/renameProfile.ts';
import { repair } from './recovery/repair.ts';
import { resetToInherited } from './values/resetToInherited.ts';
import { restoreBackup } from './backups/restoreBackup.ts';
import { reviewInterrupted } from './recovery/reviewInterrupted.ts';
import { revealInExplorer } from './window/revealInExplorer.ts';
import { saveAsProfile } from './profiles/saveAsProfile.ts';
import { saveToProfile } from './profiles/saveToProfile.ts';
import { addLiveFile, stopManaging } from './setup/liveFiles.ts';
import { setUp } from './setup/setUp.ts';
import { showChanges } from './history/showChanges.ts';
import { showOrigin } from './values/showOrigin.ts';
import { switchProfile } from './profiles/switchProfile.ts';
import { takeTour } from './window/takeTour.ts';
import { protectProfile, unprotectProfile } from './profiles/protectProfile.ts';
import { undo, undoCommit } from './history/undo.ts';
import { useFolder } from './setup/useFolder.ts';
import { unlock } from './recovery/unlock.ts';
import { validate } from './recovery/validate.ts';
import { verifyBackups } from './backups/verifyBackups.ts';

export const commandTable: Readonly<Record<CommandId, Command>> = {
  [commandIds.setUp]: setUp,
  [commandIds.setUpFile]: setUp,
  [commandIds.addLiveFile]: addLiveFile,
  [commandIds.addThisFile]: addLiveFile,
  [commandIds.stopManaging]: stopManaging,
  [commandIds.switchProfile]: switchProfile,
  [commandIds.createProfile]: createProfile,
  [commandIds.duplicateProfile]: duplicateProfile,
  [commandIds.renameProfile]: renameProfile,
  [commandIds.deleteProfile]: deleteProfile,
  [commandIds.protectProfile]: protectProfile,
  [commandIds.unprotectProfile]: unprotectProfile,
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
  [commandIds.groupBackupsByProfile]: ({ service }) => service.orderBackups({ groupBy: 'profile' }),
  [commandIds.groupBackupsByDay]: ({ service }) => service.orderBackups({ groupBy: 'day' }),
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
  [commandIds.refresh]: ({ service }) => service.discover(),
  [commandIds.showLog]: ({ log }) => {
    log.show();
    return Promise.resolve();
  },
  [commandIds.takeTour]: takeTour,
};
