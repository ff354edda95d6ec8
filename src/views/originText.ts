// The words of the hover: who says the value, what that overrides, and how the live file differs.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { formatPlace, isMap, type OriginStep, type Profile } from '../engine/index.ts';
import { commandIds } from '../ids.ts';
import type { ConfigFile } from '../workspace/editors/configFile.ts';
import { originOfPlace, placeAt, rangeAt, type PlaceOrigin } from '../workspace/editors/originAt.ts';
import { shortValue } from '../workspace/state/shortValue.ts';
import { escapedMarkdown, linkData, markdownCode } from '../workspace/texts/shownText.ts';
import { layerName } from '../workspace/state/wording.ts';

export function hoverAt(
  file: ConfigFile & { readonly profile: Profile },
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Hover | undefined {
  const offset = document.offsetAt(position);
  const place = placeAt(file, document.getText(), offset);
  const range = place && rangeAt(place, offset);
  if (!place || !range) return undefined;
  const asked = { ...file, pointer: place.pointer };
  const found = originOfPlace(asked, file.kind === 'target' ? place.document : undefined);
  if (!found || (found.origin.steps.length === 0 && !found.live)) return undefined;
  const [start, end] = range;
  const text = hoverText(found, file);
  return new vscode.Hover(text, new vscode.Range(document.positionAt(start), document.positionAt(end)));
}

function hoverText(place: PlaceOrigin, file: ConfigFile): vscode.MarkdownString {
  const { folder, origin, profile } = place;
  const [winner, ...below] = origin.steps.toReversed();
  const isMerged = isMap(origin.value) && below.length > 0;
  const lines = [
    ...(winner
      ? [isMerged ? vscode.l10n.t('Merged from') : winnerLine(folder.id, winner)]
      : [nobodyLine(profile)]),
    ...(isMerged ? origin.steps.toReversed() : below).map(
      (step) => `* ${isMerged ? stepLocation(folder.id, step) : overriddenLine(folder.id, step)}`,
    ),
  ];
  const notes = [
    ...(winner?.redundant && !isMerged
      ? [`$(info) ${vscode.l10n.t('It has the same value as the layer it overrides.')}`]
      : []),
    ...(place.live ? [`$(diff) ${liveLine(place)}`] : []),
  ];
  const text = new vscode.MarkdownString('', true);
  const commands = commandsFor(place, file);
  text.isTrusted = { enabledCommands: commands.map(([, command]) => command) };
  text.appendMarkdown([lines.join('\n'), ...notes, linksFor(place, commands)].join('\n\n'));
  return text;
}

function winnerLine(folder: string, step: OriginStep): string {
  const place = stepLocation(folder, step);
  if (step.effect === 'unsets') return vscode.l10n.t('Left out by {0}', place);
  return vscode.l10n.t('{0} from {1}', code(step), place);
}

function overriddenLine(folder: string, step: OriginStep): string {
  const place = stepLocation(folder, step);
  if (step.effect === 'unsets') return vscode.l10n.t('previously left out by {0}', place);
  return vscode.l10n.t('overrides {0} from {1}', code(step), place);
}

function nobodyLine({ name }: Profile): string {
  return vscode.l10n.t('Only in the live file: no layer of {0} sets this.', bold(name));
}

function liveLine({ live, origin, profile }: PlaceOrigin): string {
  const name = bold(profile.name);
  if (live?.value === undefined) return vscode.l10n.t("The live file doesn't have it.");
  if (isMap(live.value) && isMap(origin.value))
    return vscode.l10n.t('In the live file, parts of it differ from {0}.', name);
  if (origin.value === undefined)
    return vscode.l10n.t("The live file has {0}; {1} doesn't have it.", code(live), name);
  return vscode.l10n.t('The live file has {0}, and {1} has {2}.', code(live), name, code(origin));
}

type Link = readonly [title: string, command: string];

/** Of what a later layer says, only that layer's file can take it back. */
function commandsFor({ origin, canReset }: PlaceOrigin, { kind, path }: ConfigFile): readonly Link[] {
  const isHere = kind === 'target' || origin.steps.at(-1)?.file === path;
  return [
    [vscode.l10n.t('Where Does This Come From?'), commandIds.showOrigin],
    ...(canReset && isHere
      ? [[vscode.l10n.t('Reset to Inherited'), commandIds.resetToInherited] as const]
      : []),
  ];
}

function linksFor({ folder, profile, target, pointer }: PlaceOrigin, commands: readonly Link[]): string {
  const given = { folder: folder.id, profile: profile.name, target: target.name, path: pointer };
  const encoded = linkData(given);
  return commands.map(([title, command]) => `[${title}](command:${command}?${encoded})`).join(' · ');
}

/** **development**, profiles/development.yaml:9 */
function stepLocation(folder: string, step: OriginStep): string {
  const { file, line, column } = step;
  const uri = vscode.Uri.file(join(folder, file)).with({ fragment: `L${line},${column}` });
  return `${bold(layerName(step))}, [${escapedMarkdown(formatPlace({ file, line }))}](${uri.toString()})`;
}

function bold(text: string): string {
  return `**${escapedMarkdown(text)}**`;
}

function code({ value }: Pick<OriginStep, 'value'>): string {
  return markdownCode(value === undefined ? '' : shortValue(value));
}
