// All that is said and asked in front of the editor. What stands in files is part of many of these texts, and becomes no
// link, no icon and no line of its own here: lint lets nobody else speak.
import * as vscode from 'vscode';
import { visibleText } from '../../engine/base/visibleText.ts';
import { shownLines, shownText } from './shownText.ts';

export interface MessageOptions {
  readonly modal: true;
  /** One line, or several. */
  readonly detail?: string | readonly string[];
}

type Show = (
  text: string,
  options: vscode.MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;
/** Buttons; what a modal says besides comes first. */
type Rest = readonly (string | MessageOptions)[];

/** @returns the button that was chosen. */
export function showInformationMessage(text: string, ...rest: Rest): Promise<string | undefined> {
  return show((...all) => vscode.window.showInformationMessage(...all), text, rest);
}

/** @returns the button that was chosen. */
export function showWarningMessage(text: string, ...rest: Rest): Promise<string | undefined> {
  return show((...all) => vscode.window.showWarningMessage(...all), text, rest);
}

/** @returns the button that was chosen. */
export function showErrorMessage(text: string, ...rest: Rest): Promise<string | undefined> {
  return show((...all) => vscode.window.showErrorMessage(...all), text, rest);
}

async function show(how: Show, text: string, rest: Rest): Promise<string | undefined> {
  const buttons = rest.filter((one) => typeof one === 'string');
  const options = rest.find((one) => typeof one !== 'string');
  const shown = buttons.map(shownText);
  const answer = await how(shownText(text), optionsOf(options), ...shown);
  return answer === undefined ? undefined : buttons[shown.indexOf(answer)];
}

function optionsOf(options: MessageOptions | undefined): vscode.MessageOptions {
  if (!options) return {};
  const { modal, detail } = options;
  return { modal, ...(detail === undefined ? {} : { detail: shownLines([detail].flat()) }) };
}

/** What a person types into one line. */
export interface Question {
  readonly title?: string;
  readonly prompt?: string;
  readonly placeHolder?: string;
  /** Of JSON the same data; of a name what has to be replaced. */
  readonly value?: string;
  /** Why it cannot be taken. */
  readonly validateInput?: (text: string) => string | undefined;
}

export async function showInputBox({
  value,
  validateInput,
  ...texts
}: Question): Promise<string | undefined> {
  return vscode.window.showInputBox({
    ...shownTexts(texts),
    ...(value === undefined ? {} : { value: visibleText(value) }),
    ...(validateInput === undefined
      ? {}
      : {
          validateInput: (text) => {
            const fault = validateInput(text);
            return fault === undefined ? undefined : shownText(fault);
          },
        }),
  });
}

export interface PickOptions {
  readonly title?: string;
  readonly placeHolder: string;
  readonly matchOnDescription?: boolean;
  readonly matchOnDetail?: boolean;
}

/** @returns the very item that was chosen. */
export async function showQuickPick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  { title, placeHolder, ...matching }: PickOptions,
): Promise<Item | undefined> {
  const shown = items.map((item) => ({ ...shownRow(item), item }));
  const texts = shownTexts({ placeHolder, ...(title === undefined ? {} : { title }) });
  return (await vscode.window.showQuickPick(shown, { ...matching, ...texts }))?.item;
}

/** @returns the very items that were chosen; they are all ticked at first. `undefined` where the person turned away. */
export async function showQuickPickOfSeveral<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  { title, placeHolder }: Pick<PickOptions, 'title' | 'placeHolder'>,
): Promise<readonly Item[] | undefined> {
  const shown = items.map((item) => ({ ...shownRow(item), picked: true, item }));
  const texts = shownTexts({ placeHolder, ...(title === undefined ? {} : { title }) });
  const chosen = await vscode.window.showQuickPick(shown, { ...texts, canPickMany: true });
  return chosen?.map(({ item }) => item);
}

function shownRow({
  label,
  description,
  detail,
  kind,
  iconPath,
  resourceUri,
}: vscode.QuickPickItem): vscode.QuickPickItem {
  return {
    label: shownText(label),
    ...(resourceUri === undefined ? {} : { resourceUri }),
    ...(description === undefined ? {} : { description: shownText(description) }),
    ...(detail === undefined ? {} : { detail: shownText(detail) }),
    ...(kind === undefined ? {} : { kind }),
    ...(iconPath === undefined ? {} : { iconPath }),
  };
}

export function showOpenDialog(options: vscode.OpenDialogOptions): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({ ...options, ...titleOf(options) });
}

export function showSaveDialog(options: vscode.SaveDialogOptions): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({ ...options, ...titleOf(options) });
}

function titleOf({ title }: { readonly title?: string }): { readonly title?: string } {
  return title === undefined ? {} : { title: shownText(title) };
}

/** A message that lasts until what it waits for has ended, with a Cancel. */
export function showWaiting(title: string, ended: Promise<void>, cancel: () => void): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: shownText(title),
  };
  void vscode.window.withProgress(options, (_progress, { onCancellationRequested }) => {
    onCancellationRequested(cancel);
    return ended;
  });
}

export interface PassingText {
  /** Of the editor's own icons. */
  readonly icon?: string;
  readonly text: string;
}

/** In the status bar, for some seconds. */
export function showInStatusBar({ icon, text }: PassingText, forMs: number): void {
  const lead = icon === undefined ? '' : `$(${icon}) `;
  vscode.window.setStatusBarMessage(`${lead}${shownText(text)}`, forMs);
}

function shownTexts<Texts extends Readonly<Record<string, string | undefined>>>(texts: Texts): Texts {
  const shown = Object.entries(texts).map(([key, text]) => [
    key,
    text === undefined ? text : shownText(text),
  ]);
  return Object.fromEntries(shown) as Texts; // The same keys, and texts where there were texts.
}
