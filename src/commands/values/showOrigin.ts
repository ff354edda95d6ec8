import * as vscode from 'vscode';
import {
  documentOf,
  formatPlace,
  pathFromPointer,
  positionOf,
  resolveOrThrow,
  type OriginStep,
} from '../../engine/index.ts';
import { showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';
import { originOfPlace, type PlaceOrigin } from '../../workspace/editors/originAt.ts';
import { shortValue } from '../../workspace/state/shortValue.ts';
import { layerName } from '../../workspace/state/wording.ts';
import { chooseKey, type ChosenKey } from '../prompts/chooseKey.ts';
import type { Command } from '../flow/commandContext.ts';

/** The layers that say something of a key, the winner first; each opens its place. */
export const showOrigin: Command = async (context, given) => {
  const key = await chooseKey(context, given);
  const found = key && originOrThrow(key);
  if (!found) return;
  const { folder, pointer, origin, profile } = found;
  const path = pathFromPointer(pointer);
  const items = [...origin.steps.toReversed().map(layerItem), ...liveItems(key, found)];
  if (items.length === 0)
    return void showInformationMessage(vscode.l10n.t('No layer of {0} sets {1}.', profile.name, path));
  const chosen = await showQuickPick(items, {
    placeHolder: vscode.l10n.t('Where {0} comes from, highest precedence first', path),
    matchOnDescription: true,
  });
  if (!chosen?.place) return;
  const at = new vscode.Position(chosen.place.line - 1, chosen.place.column - 1);
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder.id), chosen.place.file);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
};

/** @throws EngineError `invalid` where the profile cannot be resolved. */
function originOrThrow(key: ChosenKey): PlaceOrigin | undefined {
  const found = originOfPlace(key, key.liveText);
  if (found) return found;
  const { folder, profile, target } = key;
  resolveOrThrow(folder.snapshot, profile, target);
  void showInformationMessage(vscode.l10n.t("{0} doesn't set {1}.", profile.name, target.path));
  return undefined;
}

interface OriginItem extends vscode.QuickPickItem {
  readonly place?: Pick<OriginStep, 'file' | 'line' | 'column'>;
}

function layerItem(step: OriginStep, index: number): OriginItem {
  const { file, line, redundant, value } = step;
  const same = redundant ? [vscode.l10n.t('same as the layer it overrides')] : [];
  return {
    label: value === undefined ? vscode.l10n.t('Left out') : shortValue(value),
    description: [layerName(step), formatPlace({ file, line }), ...same].join(' · '),
    iconPath: new vscode.ThemeIcon(index === 0 ? 'check' : 'circle-outline'),
    place: step,
  };
}

/** The live file where it says something else, apart from the layers. */
function liveItems({ liveText }: ChosenKey, { live, target, pointer }: PlaceOrigin): readonly OriginItem[] {
  const document = liveText ?? (target.file ? documentOf(target.file) : undefined);
  if (!live || !document) return [];
  const position = positionOf(document, pointer);
  return [
    { label: vscode.l10n.t('differs'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: live.value === undefined ? vscode.l10n.t('Not set') : shortValue(live.value),
      description: `${vscode.l10n.t('the live file')} · ${formatPlace({ file: target.path, line: position.line })}`,
      iconPath: new vscode.ThemeIcon('diff'),
      place: { file: target.path, ...position },
    },
  ];
}
