// A config folder of the window as the tools ask for one, by way of the service, so that all views follow what they do.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AgentEngine } from '../agents/agentTool.ts';
import type { Plan } from '../engine/index.ts';
import { reloadStaleEditors, dirtyDocuments } from '../workspace/editors/openEditors.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

/** Reads the disk. @throws EngineError `not-found`, `invalid`, and what kept the folder from being read. */
export async function openFolder(service: WorkspaceService, label: string | undefined): Promise<AgentEngine> {
  const { chooseFolder } = await import('../agents/chooseFolder.ts');
  await service.discover();
  const { state } = service;
  const folder = chooseFolder(state.kind === 'ready' ? state.folders : [], label);
  if (folder.kind === 'failed') throw folder.error;
  const { id, snapshot } = folder;
  return {
    snapshot: () => Promise.resolve(snapshot),
    compareContents: async (from, to) => (await service.reader(id)).compareContents(from, to),
    createBackup: (backup) => service.createBackup(id, backup),
    plan: async (operation, options) => {
      const plan = await service.planWhole(id, operation, options);
      await assertSaved(id, plan);
      return plan;
    },
    commit: async (plan, options = {}) => {
      await assertSaved(id, plan);
      const result = await service.commitWhole(id, plan, options);
      await reloadStaleEditors(id, plan.writes);
      return result;
    },
  };
}

/** Saving or dropping what a person typed is theirs to decide. @throws EngineError `conflict`. */
async function assertSaved(folder: string, plan: Plan): Promise<void> {
  const unsaved = dirtyDocuments(folder, plan.writes);
  if (unsaved.length === 0) return;
  const { EngineError } = await import('../engine/index.ts');
  const names = unsaved.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  throw new EngineError(
    'conflict',
    `${names} has unsaved changes in the editor. Ask the person to save or to discard them.`,
    { paths: plan.writes.map(({ path }) => join(folder, path)) },
  );
}
