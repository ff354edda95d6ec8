// Every word the page itself says, in one place for translation. Sentences about a plan come with its model.
import { type ChangeKind, type ReviewNotice, type ReviewTargetKind } from '../review/protocol.ts';

export const changeMarks: Readonly<Record<ChangeKind, string>> = {
  added: '+',
  removed: '−',
  modified: '~',
  moved: '↕',
};

export const changeWords: Readonly<Record<ChangeKind, string>> = {
  added: 'added',
  removed: 'removed',
  modified: 'modified',
  moved: 'moved',
};

/** What a target's kind means, where its changes do not say it. */
export const targetSentences: Readonly<Record<ReviewTargetKind, string>> = {
  changed: '',
  unchanged: 'Nothing in this file differs.',
  created: 'This file does not exist yet and is created.',
  deleted: 'This file is deleted.',
  layout: 'Every value stays the same; only comments, order or layout differ.',
  text: 'The content does not parse, so only its text can be compared.',
};

export const severityWords: Readonly<Record<ReviewNotice['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
};

export const severityMarks: Readonly<Record<ReviewNotice['severity'], string>> = {
  error: '✕',
  warning: '!',
  info: 'i',
};

export const strings = {
  nothing: 'Nothing would change.',
  cancel: 'Cancel',
  close: 'Close',
  working: 'Working…',
  openTextDiff: 'Open Text Diff',
  openTextDiffOf: (target: string) => `Open Text Diff of ${target}`,
  showAll: (characters: number) => `Show all ${characters.toLocaleString()} characters`,
  showLess: 'Show less',
  wholeDocument: '(whole document)',
  from: 'from',
  to: 'to',
  applies: 'applies',
  closes: 'closes',
  cancels: 'cancels',
  factsLabel: 'Details',
  countsLabel: 'Changes by kind',
  noticesLabel: 'Problems and warnings',
  changesOf: (target: string) => `Changes of ${target}`,
  changes: (count: number) => plural(count, 'change', 'changes'),
  errors: (count: number) => plural(count, 'error', 'errors'),
  warnings: (count: number) => plural(count, 'warning', 'warnings'),
  notShown: (count: number) => `${count.toLocaleString()} not shown`,
  omitted: (count: number) =>
    `${plural(count, 'more change is', 'more changes are')} not shown here. The text diff has them all.`,
} as const;

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
