// Every word the page itself says, in one place for translation. Sentences about a plan come with its model.
import { type ReviewNotice, type ReviewTargetKind } from '../review/protocol.ts';
import type { ShownKind } from './filter.ts';

export const changeMarks: Readonly<Record<ShownKind, string>> = {
  added: '+',
  removed: '−',
  modified: '~',
  moved: '↕',
  text: '≡',
};

export const changeWords: Readonly<Record<ShownKind, string>> = {
  added: 'added',
  removed: 'removed',
  modified: 'modified',
  moved: 'moved',
  text: 'text only',
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
  nothingFound: 'Nothing matches the filter.',
  clearFilter: 'Clear Filter',
  cancel: 'Cancel',
  close: 'Close',
  working: 'Working…',
  openTextDiff: 'Open Text Diff',
  openTextDiffOf: (target: string) => `Open Text Diff of ${target}`,
  showAll: (characters: number) => `Show all ${characters.toLocaleString()} characters`,
  showAllLines: (count: number) => `Show all ${count.toLocaleString()} lines`,
  showLess: 'Show less',
  moreLines: (count: number) => `${plural(count, 'more line', 'more lines')}; the text diff has them all.`,
  unchangedLines: (count: number) => plural(count, 'unchanged line', 'unchanged lines'),
  noLineEnd: 'no line end',
  wholeDocument: '(whole document)',
  layoutGroup: 'Layout and comments',
  layoutOf: (target: string) => `Layout and comments of ${target}`,
  tooLong: 'The text is too long to be compared here.',
  from: 'from',
  to: 'to',
  applies: 'applies',
  closes: 'closes',
  cancels: 'cancels',
  movesOn: 'next change',
  factsLabel: 'Details',
  noticesLabel: 'Problems and warnings',
  treeLabel: 'Changes',
  toolbarLabel: 'Filter and navigation',
  filterLabel: 'Filter by key or value',
  kindsLabel: 'Show only',
  previousChange: 'Previous Change (Shift+F7)',
  nextChange: 'Next Change (F7)',
  expandAll: 'Expand All',
  collapseAll: 'Collapse All',
  tickAll: 'Select All',
  tickNone: 'Select None',
  tickShown: (count: number) => `Select ${count.toLocaleString()} Shown`,
  untickShown: (count: number) => `Unselect ${count.toLocaleString()} Shown`,
  selected: (selected: number, total: number) =>
    `${selected.toLocaleString()} of ${plural(total, 'change', 'changes')} selected`,
  applyPart: (apply: string, selected: number, total: number) =>
    `${apply} ${selected.toLocaleString()} of ${total.toLocaleString()}`,
  nothingSelected: 'Select at least one change.',
  shown: (shown: number, total: number) => `${shown.toLocaleString()} of ${total.toLocaleString()} shown`,
  changes: (count: number) => plural(count, 'change', 'changes'),
  inFiles: (count: number) => `in ${plural(count, 'file', 'files')}`,
  filesCreated: (count: number) => `${plural(count, 'file', 'files')} created`,
  filesDeleted: (count: number) => `${plural(count, 'file', 'files')} deleted`,
  textOnly: (count: number) => `${plural(count, 'file', 'files')} with other text only`,
  errors: (count: number) => plural(count, 'error', 'errors'),
  warnings: (count: number) => plural(count, 'warning', 'warnings'),
  notShown: (count: number) => `${count.toLocaleString()} not shown`,
  omitted: (count: number) =>
    `${plural(count, 'more change is', 'more changes are')} not shown here. The text diff has them all.`,
} as const;

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
