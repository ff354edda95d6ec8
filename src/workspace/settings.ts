import * as vscode from 'vscode';
import { settingIds } from '../ids.ts';

/** A setting's value for a workspace folder. Nothing is trusted: what is of another type is its default. */
function read(id: string, scope: vscode.Uri | undefined): unknown {
  return vscode.workspace.getConfiguration(undefined, scope ?? null).get(id);
}

/** Paths of config folders, relative to the workspace folder. */
export function foldersSetting(scope: vscode.Uri): readonly string[] {
  const value = read(settingIds.folders, scope);
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string' && item !== '')
    : ['config'];
}

export function reviewBeforeSwitchSetting(scope: vscode.Uri): boolean {
  return read(settingIds.reviewBeforeSwitch, scope) !== false;
}

export function showSuccessMessagesSetting(scope: vscode.Uri): boolean {
  return read(settingIds.showSuccessMessages, scope) !== false;
}

/** Who commits are by; `undefined` for the name the system knows. */
export function authorSetting(scope: vscode.Uri): string | undefined {
  const value = read(settingIds.author, scope);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What is done about a damaged live file: ask, recover at once, or only show it. */
export function recoverySetting(scope: vscode.Uri): 'ask' | 'auto' | 'off' {
  const value = read(settingIds.recovery, scope);
  return value === 'auto' || value === 'off' ? value : 'ask';
}

/** What is done about documents of an older version: ask, migrate at once, or only show it. */
export function migrationsSetting(scope: vscode.Uri): 'ask' | 'auto' | 'off' {
  const value = read(settingIds.migrations, scope);
  return value === 'auto' || value === 'off' ? value : 'ask';
}

/** From now on nothing is asked in this workspace. */
export async function turnMigrationsOff(scope: vscode.Uri): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  await configuration.update(settingIds.migrations, 'off', vscode.ConfigurationTarget.Workspace);
}
