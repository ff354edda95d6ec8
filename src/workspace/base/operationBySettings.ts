import type { Operation } from '../../engine/index.ts';
import { migrationsSetting } from './settings.ts';

/**
 * Returns the operation as the person's settings have it, whoever asks for it in this window: a command, another extension
 * or a coding agent. A restore is asked about where it is chosen, and an agent's gives back what the backup has.
 */
export function operationBySettings(operation: Operation): Operation {
  return operation.kind === 'switch' && migrationsSetting() === 'off'
    ? { ...operation, unmigrated: true }
    : operation;
}
