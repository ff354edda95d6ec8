// The settings. Nothing is trusted: what is of another type is its default. What takes questions away, or says who did
// something, is the person's alone: a repository has settings, too, so of these only the person's own value counts, even
// where an editor would let another one through.
import * as vscode from 'vscode';
import { labelFault } from '../../engine/base/labelFault.ts';
import { settingIds } from '../../ids.ts';
import { isFolderBelow } from './folderPaths.ts';

/** A setting's value for a workspace folder, which may come from its repository. */
function read(id: string, scope: vscode.Uri): unknown {
  return vscode.workspace.getConfiguration(undefined, scope).get(id);
}

/** The person's own value, whatever workspace, folder or language say. */
function readOwn(id: string): unknown {
  const found = vscode.workspace.getConfiguration().inspect(id);
  return found?.globalValue ?? found?.defaultValue;
}

/** Paths of config folders, relative to the workspace folder, none of which leads out of it. */
export function foldersSetting(scope: vscode.Uri): readonly string[] {
  const value = read(settingIds.folders, scope);
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string' && isFolderBelow(item))
    : ['config'];
}

export function showSuccessMessagesSetting(scope: vscode.Uri): boolean {
  return read(settingIds.showSuccessMessages, scope) !== false;
}

export function reviewBeforeSwitchSetting(): boolean {
  return readOwn(settingIds.reviewBeforeSwitch) !== false;
}

/** Who commits are by; `undefined` for the name the system knows. */
export function authorSetting(): string | undefined {
  const value = readOwn(settingIds.author);
  return typeof value === 'string' && value !== '' && labelFault(value) === null ? value : undefined;
}

/** Milliseconds that a read or a change waits for another process to release the config folder. */
export function lockTimeoutSetting(): number {
  const seconds = readOwn(settingIds.lockTimeout);
  return 1000 * (typeof seconds === 'number' && seconds >= 1 && seconds <= 600 ? seconds : 10);
}

/** What is done about a damaged live file: ask, recover at once, or only show it. */
export function recoverySetting(): 'ask' | 'auto' | 'off' {
  const value = readOwn(settingIds.recovery);
  return value === 'auto' || value === 'off' ? value : 'ask';
}

/** What is done about documents of an older version: ask, migrate at once, or only show it. */
export function migrationsSetting(): 'ask' | 'auto' | 'off' {
  const value = readOwn(settingIds.migrations);
  return value === 'auto' || value === 'off' ? value : 'ask';
}
