// Another window on the same workspace, as far as the state goes: what the running extension has is not told.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { WorkspaceMemory } from '../../../src/workspace/state/workspaceMemory.ts';
import { WorkspaceService } from '../../../src/workspace/workspaceService.ts';
import { readyFolders, type ReadyFolder } from '../../../src/workspace/state/workspaceState.ts';

export interface Window {
  readonly service: WorkspaceService;
  readonly log: vscode.LogOutputChannel;
}

/** It has read the disk when something is done in it, and is closed afterwards. */
export async function inWindow<Result>(
  act: (window: Window) => Promise<Result> | Result,
  memory?: WorkspaceMemory,
): Promise<Result> {
  const log = vscode.window.createOutputChannel('Window', { log: true });
  const service = new WorkspaceService(log, memory);
  try {
    await service.discover();
    return await act({ service, log });
  } finally {
    vscode.Disposable.from(service, log).dispose();
  }
}

/** The one config folder, as the views get it. */
export function folderIn({ service }: Pick<Window, 'service'>): ReadyFolder {
  const [only, ...more] = readyFolders(service.state);
  assert.deepEqual(more, []);
  assert.ok(only);
  return only;
}

/** The same in a window of its own. */
export function folderNow(): Promise<ReadyFolder> {
  return inWindow(folderIn);
}
