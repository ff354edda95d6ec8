// What is said when an operation failed: the engine tells what happened, this table tells what to do about it.
import * as vscode from 'vscode';
import type { ErrorCode } from '../engine/index.ts';
import { commandIds, type CommandId } from '../ids.ts';

export interface Remedy {
  readonly advice: string;
  /** A button that helps. */
  readonly action?: { readonly label: string; readonly command: CommandId };
}

export function remedyFor(code: ErrorCode): Remedy {
  const { t } = vscode.l10n;
  const refresh = { label: t('Refresh'), command: commandIds.refresh };
  const remedies: Readonly<Record<ErrorCode, Remedy>> = {
    locked: { advice: t('Nothing was written. Try again when it has finished.') },
    conflict: { advice: t('Nothing was written. Look at the file, then try again.'), action: refresh },
    invalid: { advice: t('Nothing was written.') },
    'not-found': { advice: t('Nothing was written.'), action: refresh },
    exists: { advice: t('Nothing was written.') },
    corrupt: {
      advice: t('The rest is not affected.'),
      action: { label: t('Verify Backups'), command: commandIds.verifyBackups },
    },
    'unsupported-version': { advice: t('Nothing was touched. Update Safekeep.') },
    guarded: { advice: t('Nothing was written.') },
    aborted: { advice: t('Nothing was written.') },
    io: { advice: t('Nothing was lost. Mend what the system reports, then try again.') },
  };
  return remedies[code];
}
