import * as vscode from 'vscode';
import { formatPlace, pathFromPointer } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { originOfPlace } from '../../workspace/editors/originAt.ts';
import { layerName } from '../../workspace/state/wording.ts';
import { chooseKey, type ChosenKey } from '../prompts/chooseKey.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation, reviewOperation } from '../flow/runOperation.ts';

/** Takes back what a profile says of a key, so that what it inherits counts, in the live file of the active one too. */
export const resetToInherited: Command = async (context, given) => {
  const key = await chooseKey(context, given);
  if (!key) return;
  const { folder, profile, target, pointer } = key;
  const hindrance = blocker(key);
  if (hindrance !== undefined) return void showInformationMessage(hindrance);
  const request = {
    folder,
    operation: { kind: 'reset-to-inherited', profile: profile.name, target: target.name, pointer },
    successMessage: vscode.l10n.t('{0} is now inherited.', pathFromPointer(pointer)),
  } as const;
  if (given.review === false) return runOperation(context, request);
  const asked = { folder: folder.id, profile: profile.name, target: target.name, path: pointer };
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: [],
    applyLabel: vscode.l10n.t('Reset'),
    reopen: { command: commandIds.resetToInherited, given: asked },
  });
};

/** Why there is nothing to take back here. What cannot be resolved, the plan refuses with its reason. */
function blocker(key: ChosenKey): string | undefined {
  const { profile, own, pointer } = key;
  const found = originOfPlace(key);
  if (!found) return undefined;
  const path = pathFromPointer(pointer);
  if (!found.canReset)
    return vscode.l10n.t("{0} is already inherited: {1} doesn't set it.", path, profile.name);
  const last = found.origin.steps.at(-1);
  if (own === undefined || !last || last.file === own) return undefined;
  const place = formatPlace({ file: last.file, line: last.line });
  return vscode.l10n.t('{0} is set by {1} in {2}. Reset it there.', path, layerName(last), place);
}
