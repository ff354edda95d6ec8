// All that draws the state.
import * as vscode from 'vscode';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { registerBackupFileSystem } from './backupFileSystem.ts';
import { createBackupsTree } from './backupsTree.ts';
import { registerChangeDocuments } from './changeDocuments.ts';
import { publishContextKeys } from './contextKeys.ts';
import { registerDecorations } from './decorations.ts';
import { createDiagnostics } from './diagnostics.ts';
import { createHistoryTree } from './historyTree.ts';
import { registerOriginHover } from './originHover.ts';
import { createProfilesTree } from './profilesTree.ts';
import { registerQuickFixes } from './quickFixes.ts';
import { createStatusBar } from './statusBar.ts';

export function createViews(service: WorkspaceService): vscode.Disposable {
  return vscode.Disposable.from(
    publishContextKeys(service),
    createStatusBar(service),
    createProfilesTree(service),
    createBackupsTree(service),
    createHistoryTree(service),
    createDiagnostics(service),
    registerQuickFixes(service),
    registerOriginHover(service),
    registerDecorations(service),
    registerBackupFileSystem(service),
    registerChangeDocuments(service),
  );
}
