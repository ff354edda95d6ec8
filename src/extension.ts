// The composition root: make, connect, push.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { version } from '../package.json';
import type { SafekeepApi } from '../safekeep.d.ts';
import { ConfigurationChanges } from './api/configurationChanges.ts';
import { createApi } from './api.ts';
import { registerCommands } from './commands/index.ts';
import { offerInterrupted } from './commands/recovery/offerInterrupted.ts';
import { offerMigration } from './commands/migrations/offerMigration.ts';
import { offerRecovery } from './commands/recovery/offerRecovery.ts';
import { showLockProgress } from './commands/errors/showLockProgress.ts';
import { watchRecoveries } from './commands/errors/warnAboutRecovery.ts';
import { reopenReviews, ReviewPanels } from './review/reviewPanel.ts';
import { registerTools } from './tools/index.ts';
import { createViews } from './views/index.ts';
import { keepExternalEdits } from './workspace/externalEdits/externalEdits.ts';
import { watchWorkspace } from './workspace/fileWatcher.ts';
import { createLog } from './workspace/texts/log.ts';
import { putOnPath } from './workspace/editors/terminalPath.ts';
import { userKey } from './workspace/folders/userKey.ts';
import { WorkspaceMemory } from './workspace/state/workspaceMemory.ts';
import { WorkspaceService } from './workspace/workspaceService.ts';

export function activate(host: vscode.ExtensionContext): SafekeepApi {
  const { subscriptions, extensionUri, workspaceState, secrets } = host;
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const log = createLog('Safekeep');
  log.info(`Safekeep ${version}, VS Code ${vscode.version}, ${process.platform}`);
  const keyOf = () => userKey(secrets);
  const service = new WorkspaceService(log, new WorkspaceMemory(workspaceState), keyOf);
  const reviews = new ReviewPanels(extensionUri, service);
  const changes = new ConfigurationChanges(service, log);
  const context = { service, reviews, log };
  subscriptions.push(log, service, reviews, changes, registerCommands(context), createViews(service));
  subscriptions.push(watchWorkspace(service), keepExternalEdits(service, log));
  for (const offer of [offerRecovery, offerInterrupted, offerMigration])
    subscriptions.push(offer(service, log));
  subscriptions.push(watchRecoveries(service), service.onDidWait(showLockProgress));
  subscriptions.push(reopenReviews(reviews, service), registerTools(service, extensionUri));
  subscriptions.push(putOnPath(host));
  void service.discover();
  return createApi(context, changes);
}
