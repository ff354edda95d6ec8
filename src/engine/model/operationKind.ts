// The kinds of operations, and the name by which the history and the backups record each. A recorded name never changes:
// it is on disk, and scripts read it.

export const recordedActions = {
  'set-up': 'init',
  'add-target': 'init',
  'remove-target': 'edit',
  switch: 'switch',
  edit: 'edit',
  'save-to-profile': 'save',
  'reset-to-inherited': 'reset',
  restore: 'restore',
  undo: 'undo',
  'restore-damaged': 'recover',
  repair: 'repair',
  migrate: 'migrate',
  'create-migration': 'create-migration',
  'create-profile': 'create-profile',
  'duplicate-profile': 'duplicate-profile',
  'rename-profile': 'rename-profile',
  'delete-profile': 'delete-profile',
  'protect-profile': 'edit',
  'import-profile': 'create-profile',
} as const;

export type OperationKind = keyof typeof recordedActions;

export type RecordedAction = (typeof recordedActions)[OperationKind];
