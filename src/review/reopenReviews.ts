import * as vscode from 'vscode';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { reviewViewType, type ReviewPanels } from './reviewPanel.ts';

/** Reviews that were open when the window was loaded anew are opened again, once the disk is read. */
export function reopenReviews(reviews: ReviewPanels, service: WorkspaceService): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(reviewViewType, {
    deserializeWebviewPanel: async (panel, state: unknown) => {
      await service.discover();
      await reviews.reopen(panel, state);
    },
  });
}
