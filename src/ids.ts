// Every id that package.json names too, once. A test holds the two (and the command table) equal.

export const commandIds = {
  setUp: 'safekeep.setUp',
  setUpFile: 'safekeep.setUpFile',
  addLiveFile: 'safekeep.addLiveFile',
  addThisFile: 'safekeep.addThisFile',
  stopManaging: 'safekeep.stopManaging',
  switchProfile: 'safekeep.switchProfile',
  createProfile: 'safekeep.createProfile',
  duplicateProfile: 'safekeep.duplicateProfile',
  renameProfile: 'safekeep.renameProfile',
  deleteProfile: 'safekeep.deleteProfile',
  protectProfile: 'safekeep.protectProfile',
  unprotectProfile: 'safekeep.unprotectProfile',
  exportProfile: 'safekeep.exportProfile',
  importProfile: 'safekeep.importProfile',
  openProfile: 'safekeep.openProfile',
  revealInExplorer: 'safekeep.revealInExplorer',
  compareProfile: 'safekeep.compareProfile',
  compare: 'safekeep.compare',
  saveToProfile: 'safekeep.saveToProfile',
  saveAsProfile: 'safekeep.saveAsProfile',
  reapplyProfile: 'safekeep.reapplyProfile',
  showOrigin: 'safekeep.showOrigin',
  resetToInherited: 'safekeep.resetToInherited',
  copyKeyPath: 'safekeep.copyKeyPath',
  createBackup: 'safekeep.createBackup',
  restoreBackup: 'safekeep.restoreBackup',
  compareBackup: 'safekeep.compareBackup',
  renameBackup: 'safekeep.renameBackup',
  pinBackup: 'safekeep.pinBackup',
  unpinBackup: 'safekeep.unpinBackup',
  deleteBackup: 'safekeep.deleteBackup',
  verifyBackups: 'safekeep.verifyBackups',
  pruneBackups: 'safekeep.pruneBackups',
  filterBackups: 'safekeep.filterBackups',
  clearBackupFilter: 'safekeep.clearBackupFilter',
  groupBackupsByProfile: 'safekeep.groupBackupsByProfile',
  groupBackupsByDay: 'safekeep.groupBackupsByDay',
  showChanges: 'safekeep.showChanges',
  undo: 'safekeep.undo',
  undoCommit: 'safekeep.undoCommit',
  recover: 'safekeep.recover',
  reviewInterrupted: 'safekeep.reviewInterrupted',
  unlock: 'safekeep.unlock',
  keepAsItIs: 'safekeep.keepAsItIs',
  validate: 'safekeep.validate',
  repair: 'safekeep.repair',
  migrate: 'safekeep.migrate',
  migrateTo: 'safekeep.migrateTo',
  createMigration: 'safekeep.createMigration',
  setValue: 'safekeep.setValue',
  unsetValue: 'safekeep.unsetValue',
  useFolder: 'safekeep.useFolder',
  refresh: 'safekeep.refresh',
  showLog: 'safekeep.showLog',
  takeTour: 'safekeep.takeTour',
} as const;

/** `publisher.name` of package.json. */
export const extensionId = 'safekeep.safekeep';

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewContainerId = 'safekeep';

export const viewIds = {
  profiles: 'safekeep.profiles',
  backups: 'safekeep.backups',
  history: 'safekeep.history',
} as const;

/** Settings, by the name after `safekeep.`. */
export const settingIds = {
  folders: 'safekeep.folders',
  reviewBeforeSwitch: 'safekeep.reviewBeforeSwitch',
  showSuccessMessages: 'safekeep.showSuccessMessages',
  author: 'safekeep.author',
  recovery: 'safekeep.recovery',
  migrations: 'safekeep.migrations',
  lockTimeout: 'safekeep.lockTimeout',
} as const;

export const languageIds = { changes: 'safekeep-changes' } as const;

/** Tools for coding agents. Their table, `src/agents/toolTable.ts`, comes with the engine, which the start does without. */
export const toolNames = [
  'safekeep_listProfiles',
  'safekeep_status',
  'safekeep_getValue',
  'safekeep_diff',
  'safekeep_listBackups',
  'safekeep_createBackup',
  'safekeep_setValue',
  'safekeep_removeValue',
  'safekeep_switchProfile',
  'safekeep_restoreBackup',
  'safekeep_undo',
] as const;

/** Of the server of the Model Context Protocol that the editor is told of. */
export const mcpProviderId = 'safekeep.mcp';

/** `when` clauses of the views' welcome texts read it: loading, empty, ready or failed. */
export const stateContextKey = 'safekeep.state';

/** `day` or `profile`: how the backups are grouped. */
export const groupsContextKey = 'safekeep.backupGroups';

/** Whether only some of the backups are shown. */
export const filterContextKey = 'safekeep.backupFilter';

/** Whether there is a live file, or a profile to make one of. */
export const targetsContextKey = 'safekeep.hasTargets';

/** Whether there are config folders that nobody uses yet. */
export const restingContextKey = 'safekeep.hasRestingFolders';

/** Of the walkthrough, below the extension's own. */
export const walkthroughId = 'getStarted';

/** What the walkthrough has a person do: whether there is a second profile, and what the history has. */
export const severalProfilesContextKey = 'safekeep.hasSeveralProfiles';
export const switchedContextKey = 'safekeep.hasSwitched';
export const restoredContextKey = 'safekeep.hasRestored';

/** `when` clauses of editors' menus look up the path of their file in it. */
export const filesContextKey = 'safekeep.files';

/** The live files that need not be managed: those with others beside them. */
export const liveFilesContextKey = 'safekeep.liveFiles';

/** Whether there are any. */
export const severalLiveFilesContextKey = 'safekeep.hasSeveralLiveFiles';

/** Schemes of documents that exist only in the editor. */
export const schemes = {
  backup: 'safekeep-backup',
  plan: 'safekeep-plan',
  changes: 'safekeep-changes',
  row: 'safekeep-row',
} as const;
