// The person in front of the window. What can be done with real keys is (`dismiss`, `acceptFirst`); where a
// certain answer is needed, and for modals and notifications, which the window of the tests does not show, the
// window's questions are answered here, and remembered.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';

export interface Question {
  readonly kind: 'status' | 'information' | 'warning' | 'error' | 'pick' | 'input' | 'open' | 'save';
  readonly text: string;
  /** Buttons or entries. */
  readonly choices: readonly string[];
  readonly modal: boolean;
  /** What a modal says besides. */
  readonly detail?: string;
  /** What an input box holds already. */
  readonly value?: string;
  /** Why the text given to an input box was not taken. */
  readonly fault?: string;
}

/** Answers by the choice's label, the text of an input box or the path of a file; `undefined` dismisses. */
export type Answer = (question: Question) => string | undefined;

/** Everything the window was asked to show while something ran. */
export async function answering(answer: Answer, act: () => Promise<void>): Promise<readonly Question[]> {
  const asked: Question[] = [];
  const put = (question: Question): string | undefined => {
    asked.push(question);
    return answer(question);
  };
  const doubles = {
    showInformationMessage: messageDouble('information', put),
    showWarningMessage: messageDouble('warning', put),
    showErrorMessage: messageDouble('error', put),
    setStatusBarMessage: (text: string) => {
      put({ kind: 'status', text, choices: [], modal: false });
      return { dispose: () => undefined };
    },
    showQuickPick: pickDouble(put),
    showInputBox: inputDouble(asked, answer),
    showOpenDialog: openDouble(put),
    showSaveDialog: saveDouble(put),
  };
  const originals = Object.keys(doubles).map((name) => [name, Reflect.get(vscode.window, name)] as const);
  for (const [name, double] of Object.entries(doubles)) Reflect.set(vscode.window, name, double);
  try {
    await act();
  } finally {
    for (const [name, original] of originals) Reflect.set(vscode.window, name, original);
  }
  return asked;
}

/** Nothing is answered; what was shown is told. */
export async function watching(act: () => Promise<void>): Promise<readonly Question[]> {
  return answering(() => undefined, act);
}

export type Heard = (text: RegExp) => Promise<void>;

/** What the window says while something is done, which may wait for a word of it. */
export async function listening(
  act: (heard: Heard) => Promise<void>,
  answer: Answer = () => undefined,
): Promise<readonly Question[]> {
  const said: string[] = [];
  const heard: Heard = (text) =>
    eventually(() => {
      assert.ok(
        said.some((one) => text.test(one)),
        `${String(text)} was not said, but: ${said.join(' ')}`,
      );
    });
  return answering(
    (question) => {
      said.push(question.text);
      return answer(question);
    },
    () => act(heard),
  );
}

/** Turns away from whatever is asked, with the window's own command, until the command has ended. */
export async function dismiss(command: Promise<void>): Promise<void> {
  await pressUntilOver('workbench.action.closeQuickOpen', command);
}

/** Takes the first entry of whatever is asked. */
export async function acceptFirst(command: Promise<void>): Promise<void> {
  await pressUntilOver('workbench.action.acceptSelectedQuickOpenItem', command);
}

async function pressUntilOver(key: string, command: Promise<void>): Promise<void> {
  let over = false;
  const ended = command.finally(() => (over = true));
  await eventually(async () => {
    await vscode.commands.executeCommand(key);
    if (!over) throw new Error('The command still waits for an answer.');
  });
  await ended;
}

type Put = (question: Question) => string | undefined;

function messageDouble(kind: Question['kind'], put: Put) {
  return (text: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
    const choices = rest.filter((item) => typeof item === 'string');
    const options = rest.find((item) => typeof item !== 'string');
    const detail = options?.detail === undefined ? {} : { detail: options.detail };
    return Promise.resolve(put({ kind, text, choices, modal: options?.modal === true, ...detail }));
  };
}

function pickDouble(put: Put) {
  return (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
    const entries = items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
    const choices = entries.map(({ label }) => label);
    const chosen = put({ kind: 'pick', text: options?.placeHolder ?? '', choices, modal: false });
    // Of several the answer names those that stay ticked, by commas.
    if (options?.canPickMany === true)
      return Promise.resolve(
        chosen === undefined ? undefined : entries.filter(({ label }) => chosen.split(',').includes(label)),
      );
    const entry = entries.find(({ label }) => label === chosen);
    if (chosen !== undefined && !entry) throw new Error(`"${chosen}" is not among ${choices.join(', ')}.`);
    return Promise.resolve(entry);
  };
}

function openDouble(put: Put) {
  return () => {
    const path = put({ kind: 'open', text: '', choices: [], modal: true });
    return Promise.resolve(path === undefined ? undefined : [vscode.Uri.file(path)]);
  };
}

/** Its text is the place that is proposed. */
function saveDouble(put: Put) {
  return (options: vscode.SaveDialogOptions = {}) => {
    const text = options.defaultUri?.fsPath ?? '';
    const path = put({ kind: 'save', text, choices: [], modal: true });
    return Promise.resolve(path === undefined ? undefined : vscode.Uri.file(path));
  };
}

/** As the real one, it does not take a text that is at fault: the person then turns away. */
function inputDouble(asked: Question[], answer: Answer) {
  return async (options: vscode.InputBoxOptions = {}) => {
    const value = options.value === undefined ? {} : { value: options.value };
    const question: Question = {
      kind: 'input',
      text: options.prompt ?? '',
      choices: [],
      modal: false,
      ...value,
    };
    const text = answer(question);
    const found = text === undefined ? undefined : await options.validateInput?.(text);
    const fault = typeof found === 'string' ? found : found?.message;
    asked.push(fault === undefined ? question : { ...question, fault });
    return fault === undefined ? text : undefined;
  };
}
