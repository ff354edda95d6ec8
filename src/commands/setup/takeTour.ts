import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../../ids.ts';

export async function takeTour(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`);
}
