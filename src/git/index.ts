// The door to Git: what the terminal uses of it.
export { git, gitText, runGit } from './runGit.ts';
export { remoteKey } from './backupRefs.ts';
export {
  cloneAround,
  cloneOf,
  isAnySetUp,
  knownMachine,
  readSettings,
  type Clone,
  type Remote,
} from './clone.ts';
export { pullBackups } from './pullBackups.ts';
export { pushBackups } from './pushBackups.ts';
export { listMachines, readStored, type MachineBackups } from './readBackups.ts';
export { lostBackups, recordBackups } from './recordBackups.ts';
export { agreeTo, forgetRemote, localName, remoteMeant, shownUrl } from './remotes.ts';
export { remoteStates, type RemoteState } from './remoteStates.ts';
