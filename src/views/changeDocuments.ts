// A commit's changes as a document, colored by the `safekeep-changes` grammar.
import * as vscode from 'vscode';
import { schemes } from '../ids.ts';
import { changesPlaceOf } from '../workspace/base/changesUri.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function registerChangeDocuments(service: WorkspaceService): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(schemes.changes, {
    provideTextDocumentContent: async (uri) => {
      const place = changesPlaceOf(uri);
      if (!place) return '';
      const { formatChangeListing } = await import('../engine/index.ts');
      const { entry, files } = await (await service.reader(place.folder)).changesOf(place.commit);
      const when = new Date(entry.at).toLocaleString(vscode.env.language);
      const gone = vscode.l10n.t("the content after the change is no longer available or doesn't parse");
      return formatChangeListing({
        headers: [entry.summary, vscode.l10n.t('{0} by {1} · backup {2}', when, entry.author, entry.backup)],
        files: files.map(({ path, changes, unknown }) => ({
          path,
          changes,
          ...(unknown ? { note: gone } : {}),
        })),
      });
    },
  });
}
