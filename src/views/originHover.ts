// Pointing at a key or a value tells where it comes from. Files of others are passed over by their path alone; the engine
// is loaded by the first of ours.
import * as vscode from 'vscode';
import { configFileAt } from '../workspace/editors/configFile.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

/** Whatever the language: a live file can have any name. */
export function registerOriginHover(service: WorkspaceService): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { scheme: 'file' },
    {
      provideHover: async (document, position) => {
        const file = configFileAt(service.state, document.uri);
        if (!file?.profile) return undefined;
        const { hoverAt } = await import('./originText.ts');
        return hoverAt({ ...file, profile: file.profile }, document, position);
      },
    },
  );
}
