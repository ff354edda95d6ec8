import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordedActions } from '../../src/engine/model/operationKind.ts';
import type { Operation } from '../../src/engine/operations.ts';

test('the history and the backups name each operation as they always did', () => {
  const byKind: Readonly<Record<Operation['kind'], string>> = {
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
  };
  assert.deepEqual(recordedActions, byKind);
});
