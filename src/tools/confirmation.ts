// What the person sees before a tool changes something: the very changes that will be made, secrets hidden. Nothing from
// the files can become a link, a picture or a heading there.
import * as vscode from 'vscode';
import type { PreparedChange } from '../agents/agentTool.ts';
import { languageIds } from '../ids.ts';
import { escapedMarkdown, loggedText, markdownText } from '../workspace/texts/shownText.ts';

export function confirmationOf({ summary, preview, plan }: PreparedChange): vscode.PreparedToolInvocation {
  const title = vscode.l10n.t('{0}?', summary);
  const message = new vscode.MarkdownString();
  if (plan)
    message.appendText(
      markdownText(
        vscode.l10n.t(
          "Safekeep backs up first, and you can undo the change in History. Secrets aren't shown.",
        ),
      ),
    );
  message.appendCodeblock(loggedText(preview), plan ? languageIds.changes : 'text');
  return {
    // The editor reads both as Markdown.
    invocationMessage: escapedMarkdown(summary),
    confirmationMessages: { title: escapedMarkdown(title), message },
  };
}
