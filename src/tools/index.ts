// The tools for coding agents in the editor, and the server for those outside of it.
import * as vscode from 'vscode';
import { toolNames } from '../ids.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { AgentToolInEditor } from './agentToolInEditor.ts';
import { offerMcpServers } from './mcpServers.ts';

export function registerTools(service: WorkspaceService, extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.Disposable.from(
    ...toolNames.map((name) => vscode.lm.registerTool(name, new AgentToolInEditor(name, service))),
    offerMcpServers(service, extensionUri),
  );
}
