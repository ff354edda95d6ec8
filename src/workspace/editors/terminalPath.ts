// The terminals of the editor find `safekeep`: the folder `bin` of this extension is the last on their PATH, so that one
// that a person has installed comes first. Its scripts run the machine's Node, or the editor's own, which they are told.
// It is cached for terminals that open before this extension does; in a workspace that is not trusted there is nothing of it.
import { delimiter } from 'node:path';
import * as vscode from 'vscode';

export function putOnPath({
  environmentVariableCollection: variables,
  extensionUri,
}: Pick<vscode.ExtensionContext, 'environmentVariableCollection' | 'extensionUri'>): vscode.Disposable {
  const put = () => {
    const folder = vscode.Uri.joinPath(extensionUri, 'bin').fsPath;
    // A shell may make its PATH anew when it starts: what it sources then sets ours once more.
    const everywhere = { applyAtProcessCreation: true, applyAtShellIntegration: true };
    variables.description = vscode.l10n.t('Adds the `safekeep` command to the PATH.');
    variables.append('PATH', delimiter + folder, everywhere);
    variables.replace('SAFEKEEP_NODE', process.execPath);
  };
  if (vscode.workspace.isTrusted) put();
  else variables.clear();
  return vscode.workspace.onDidGrantWorkspaceTrust(put);
}
