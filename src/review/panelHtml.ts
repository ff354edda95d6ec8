import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { textsElement } from './protocol.ts';

/** The page: one script, nothing from elsewhere, no inline styles or scripts but ours by nonce. */
export function panelHtml(webview: vscode.Webview, script: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1.0">
  <title>${vscode.l10n.t('Safekeep Review')}</title>
  ${texts()}
</head>
<body>
  <script type="module" nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>`;
}

/** Data in a page ends at the first `</`, so no `<` stands in it. Before the script, which reads them at its start. */
function texts(): string {
  const { bundle } = vscode.l10n;
  if (!bundle) return '';
  const json = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${textsElement}">${json}</script>`;
}
