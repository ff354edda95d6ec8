// What the person sees before a tool changes something: the very changes that will be made, secrets hidden. Nothing from
// the files can become a link, a picture or a heading there.
import * as vscode from 'vscode';
import type { PreparedChange } from '../agents/agentTool.ts';
import { languageIds } from '../ids.ts';

export function confirmationOf({ summary, preview, plan }: PreparedChange): vscode.PreparedToolInvocation {
  const title = vscode.l10n.t('{0}?', summary);
  const message = new vscode.MarkdownString();
  if (plan)
    message.appendText(
      vscode.l10n.t('A backup is made before, and the history can take it back. Secrets are not shown.'),
    );
  message.appendCodeblock(preview, plan ? languageIds.changes : 'text');
  return {
    invocationMessage: escaped(summary),
    confirmationMessages: { title: escaped(title), message },
  };
}

/** The editor reads titles as Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>|&]/g, '\\$&');
}
