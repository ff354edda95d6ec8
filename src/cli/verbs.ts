// The verbs of the terminal, by the words that name them.
import type { Verb } from './verb.ts';
import {
  createBackup,
  deleteBackup,
  listBackups,
  pinBackup,
  pruneBackups,
  renameBackup,
  restoreBackup,
  showBackup,
  unpinBackup,
  verifyBackups,
} from './verbs/backup.ts';
import { diff } from './verbs/diff.ts';
import { get, set, unset } from './verbs/edit.ts';
import { exportProfile, importProfile } from './verbs/exportProfile.ts';
import { history, verifyAudit } from './verbs/history.ts';
import { init } from './verbs/init.ts';
import { createMigration, migrate } from './verbs/migrate.ts';
import { mcp } from './verbs/mcp.ts';
import {
  copyProfile,
  createProfile,
  deleteProfile,
  listProfiles,
  protectProfile,
  renameProfile,
  saveProfile,
  showProfile,
  unprotectProfile,
} from './verbs/profile.ts';
import { recover } from './verbs/recover.ts';
import { repair } from './verbs/repair.ts';
import { status } from './verbs/status.ts';
import { switchProfile, undo } from './verbs/switchProfile.ts';
import { validate } from './verbs/validate.ts';

export const verbs: Readonly<Record<string, Verb>> = {
  init,
  status,
  'profile list': listProfiles,
  'profile show': showProfile,
  'profile create': createProfile,
  'profile copy': copyProfile,
  'profile save': saveProfile,
  'profile rename': renameProfile,
  'profile delete': deleteProfile,
  'profile protect': protectProfile,
  'profile unprotect': unprotectProfile,
  'profile export': exportProfile,
  'profile import': importProfile,
  switch: switchProfile,
  diff,
  'backup create': createBackup,
  'backup list': listBackups,
  'backup show': showBackup,
  'backup restore': restoreBackup,
  'backup verify': verifyBackups,
  'backup prune': pruneBackups,
  'backup pin': pinBackup,
  'backup unpin': unpinBackup,
  'backup rename': renameBackup,
  'backup delete': deleteBackup,
  get,
  set,
  unset,
  validate,
  repair,
  migrate,
  'migration create': createMigration,
  undo,
  recover,
  history,
  'audit verify': verifyAudit,
  mcp,
};
