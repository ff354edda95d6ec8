// The verbs of the terminal, by the words that name them, in the order in which help tells them.
import { t } from '@vscode/l10n';
import type { Verb } from './verb.ts';
import { createBackup, listBackups, restoreBackup, showBackup, verifyBackups } from './verbs/backup.ts';
import {
  deleteBackup,
  moveBackups,
  pinBackup,
  pruneBackups,
  renameBackup,
  unpinBackup,
} from './verbs/backupCare.ts';
import { completion, completionValues } from './verbs/completion.ts';
import { diff } from './verbs/diff.ts';
import { get, set, unset } from './verbs/edit.ts';
import { exportProfile, importProfile } from './verbs/exportProfile.ts';
import { history, verifyAudit } from './verbs/history.ts';
import { gitSetup } from './verbs/gitSetup.ts';
import { init } from './verbs/init.ts';
import { mergeFile } from './verbs/mergeFile.ts';
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
import { recover, unlock } from './verbs/recover.ts';
import { addRemote, remoteStatus, removeRemote } from './verbs/remote/remote.ts';
import { pull, push } from './verbs/remote/sync.ts';
import { extractSecret, listSecrets, removeSecret, setSecret } from './verbs/secrets/secretVerbs.ts';
import { repair } from './verbs/repair.ts';
import { status } from './verbs/status.ts';
import { switchProfile, undo } from './verbs/switchProfile.ts';
import { validate } from './verbs/validate.ts';
import { watch } from './verbs/watch.ts';

export interface VerbGroup {
  readonly title: string;
  readonly verbs: Readonly<Record<string, Verb>>;
}

export const verbGroups: readonly VerbGroup[] = [
  {
    title: t('Profiles'),
    verbs: {
      init,
      status,
      switch: switchProfile,
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
    },
  },
  {
    title: t('Backups'),
    verbs: {
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
      'backup move': moveBackups,
    },
  },
  {
    title: t('Other machines'),
    verbs: {
      'remote add': addRemote,
      'remote status': remoteStatus,
      'remote remove': removeRemote,
      push,
      pull,
    },
  },
  { title: t('Values'), verbs: { get, set, unset, diff } },
  {
    title: t('Secrets'),
    verbs: {
      'secret set': setSecret,
      'secret list': listSecrets,
      'secret remove': removeSecret,
      'secret extract': extractSecret,
    },
  },
  {
    title: t('Checks'),
    verbs: { validate, repair, recover, unlock, migrate, 'migration create': createMigration },
  },
  { title: t('History'), verbs: { history, undo, 'audit verify': verifyAudit } },
  {
    title: t('More'),
    verbs: {
      watch,
      'merge-file': mergeFile,
      'git-setup': gitSetup,
      mcp,
      completion,
      'completion values': completionValues(() => verbs),
    },
  },
];

export const verbs: Readonly<Record<string, Verb>> = Object.fromEntries(
  verbGroups.flatMap((group) => Object.entries(group.verbs)),
);

/**
 * Those that change something, and so bring an interrupted change of this user to its end first. All others only look,
 * and to look writes nothing.
 */
export const writingVerbs: ReadonlySet<string> = new Set([
  ...['init', 'switch', 'set', 'unset', 'repair', 'recover', 'unlock', 'migrate', 'migration create', 'undo'],
  'secret extract',
  ...['create', 'copy', 'save', 'rename', 'delete', 'protect', 'unprotect', 'import'].map(
    (word) => `profile ${word}`,
  ),
  ...['create', 'restore', 'prune', 'pin', 'unpin', 'rename', 'delete', 'move'].map(
    (word) => `backup ${word}`,
  ),
]);
