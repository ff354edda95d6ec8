import * as vscode from 'vscode';
import { extensionId, walkthroughId } from '../../ids.ts';
import { tourSteps } from '../../workspace/state/tourSteps.ts';
import type { Command } from '../flow/commandContext.ts';

/** Opens the walkthrough. It ticks a step when its key becomes true after it was opened, so what is done is told anew. */
export const takeTour: Command = async ({ service }) => {
  const set = (key: string, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
  const done = [...tourSteps(service.state)].filter(([, isDone]) => isDone);
  for (const [key] of done) await set(key, false);
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`);
  for (const [key] of done) await set(key, true);
};
