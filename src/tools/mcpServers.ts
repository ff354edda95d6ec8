// Tells the editor of `safekeep mcp`, for agents that take their tools from servers: one for each config folder, none in a
// workspace that is not trusted.
import * as vscode from 'vscode';
import { version } from '../../package.json';
import { mcpProviderId } from '../ids.ts';
import type { FolderPlace, WorkspaceState } from '../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function offerMcpServers(service: WorkspaceService, extensionUri: vscode.Uri): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let known = '';
  const following = service.onDidChangeState((state) => {
    const now = placesIn(state)
      .map(({ id }) => id)
      .join('\n');
    if (now !== known) changed.fire();
    known = now;
  });
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  const provider = vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () =>
      vscode.workspace.isTrusted ? mcpServersOf(service.state, program) : [],
  });
  return vscode.Disposable.from(changed, following, provider);
}

/** @param program the terminal's bundle. */
export function mcpServersOf(state: WorkspaceState, program: string): vscode.McpStdioServerDefinition[] {
  const places = placesIn(state);
  return places.map(({ id, label, root }) => {
    const name = places.length > 1 ? `Safekeep (${label})` : 'Safekeep';
    const server = new vscode.McpStdioServerDefinition(name, process.execPath, [
      program,
      '--folder',
      id,
      'mcp',
    ]);
    // On a desktop, the program that runs us is the editor itself.
    if (process.versions['electron'] !== undefined) server.env = { ELECTRON_RUN_AS_NODE: '1' };
    server.cwd = vscode.Uri.file(root);
    server.version = version;
    return server;
  });
}

function placesIn(state: WorkspaceState): readonly FolderPlace[] {
  return state.kind === 'ready' ? state.folders : [];
}
