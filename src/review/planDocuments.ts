// The text a plan would write, as read-only documents for the editor's own diff.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { schemes } from '../ids.ts';
import type { FileSides } from '../workspace/engineWorker/keptPlans.ts';
import { shownText } from '../workspace/texts/shownText.ts';

export interface SideLabels {
  readonly from: string;
  readonly to: string;
}

export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(schemes.plan, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  );
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** The file on the left, as it is; what the plan would make of it on the right. Of a comparison its two sides. */
  async openDiff(folder: string, { path, before, after }: FileSides, sides?: SideLabels): Promise<void> {
    const live = vscode.Uri.file(join(folder, path));
    const left = before === null || sides ? this.#add(live.path, decodeText(before)) : live;
    const right = this.#add(live.path, decodeText(after));
    const title = sides
      ? vscode.l10n.t('{0}: {1} ↔ {2}', path, sides.from, sides.to)
      : vscode.l10n.t('{0}: now ↔ after', path);
    await vscode.commands.executeCommand('vscode.diff', left, right, shownText(title));
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #add(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: schemes.plan, path, query: String((this.#count += 1)) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}

function decodeText(bytes: Uint8Array | null): string {
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}
