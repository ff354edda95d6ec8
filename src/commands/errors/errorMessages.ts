// What is said below a failure in a message of the editor, and the buttons that help.
import * as vscode from 'vscode';
import { remedyFor, type EngineError, type ErrorDetails, type RemedyKind } from '../../engine/index.ts';

export interface MessageRemedy {
  readonly advice: string;
  /** Buttons, most helpful first; those that have nothing to work on are left out. */
  readonly actions: readonly RemedyAction[];
}

export type RemedyAction = 'again' | 'file' | 'verify' | 'refresh' | 'recover' | 'unlock' | 'update';

/** Returns what to say and to offer. */
export function messageRemedy(error: EngineError): MessageRemedy {
  const { kind, kept, advice } = remedyFor(error);
  const canRefresh = kind !== 'not-found' || namesSomething(error.details);
  return {
    advice: [kept, advice, hintFor(kind)].filter(Boolean).join(' '),
    actions: canRefresh ? actions[kind] : [],
  };
}

const actions: Readonly<Record<RemedyKind, readonly RemedyAction[]>> = {
  unfinished: ['recover'],
  lost: ['refresh'],
  locked: ['again', 'unlock'],
  conflict: ['file', 'again'],
  invalid: ['file'],
  foreign: ['file'],
  known: ['refresh'],
  'not-found': ['refresh'],
  exists: ['file'],
  corrupt: ['verify'],
  'unsupported-version': ['update'],
  guarded: [],
  aborted: [],
  io: ['again'],
  gone: ['refresh'],
};

function hintFor(kind: RemedyKind): string | undefined {
  if (kind === 'lost') return vscode.l10n.t('The views now show the current state.');
  return kind === 'guarded' ? vscode.l10n.t('Review the changes and confirm them there.') : undefined;
}

/** What was looked for may be known by an old list. */
function namesSomething(details: ErrorDetails): boolean {
  return Object.keys(details).some((key) => key !== 'folder');
}
