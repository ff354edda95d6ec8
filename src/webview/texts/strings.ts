// Every word the page itself says, in one place for translation. Sentences about a plan come with its model.
import { t } from '@vscode/l10n';
import { type ReviewNotice, type ReviewTargetKind } from '../../review/protocol.ts';
import type { ShownKind } from '../model/filter.ts';
import { language } from './language.ts';

export const changeMarks: Readonly<Record<ShownKind, string>> = {
  added: '+',
  removed: '−',
  modified: '~',
  moved: '↕',
  text: '≡',
};

export const changeWords: Readonly<Record<ShownKind, string>> = {
  added: t('added'),
  removed: t('removed'),
  modified: t('modified'),
  moved: t('moved'),
  text: t('text only'),
};

/** "3 added" */
export const countWords: Readonly<Record<ShownKind, (count: number) => string>> = {
  added: (count) => t('{0} added', number(count)),
  removed: (count) => t('{0} removed', number(count)),
  modified: (count) => t('{0} modified', number(count)),
  moved: (count) => t('{0} moved', number(count)),
  text: (count) => t('{0} text only', number(count)),
};

/** What a target's kind means, where its changes do not say it. */
export const targetSentences: Readonly<Record<ReviewTargetKind, string>> = {
  changed: '',
  unchanged: t("This file doesn't change."),
  created: t("This file doesn't exist yet. It will be created."),
  deleted: t('This file will be deleted.'),
  layout: t('All values stay the same. Only comments, order, or layout change.'),
  text: t("Compared as text, because one side doesn't parse or the YAML directives differ."),
};

export const severityWords: Readonly<Record<ReviewNotice['severity'], string>> = {
  error: t('Error:'),
  warning: t('Warning:'),
  info: t('Note:'),
};

export const severityMarks: Readonly<Record<ReviewNotice['severity'], string>> = {
  error: '✕',
  warning: '!',
  info: 'i',
};

export const strings = {
  nothing: t('Nothing would change.'),
  nothingFound: t('Nothing matches the filter.'),
  clearFilter: t('Clear Filter'),
  cancel: t('Cancel'),
  close: t('Close'),
  loading: t('Loading…'),
  working: t('Working…'),
  openTextDiff: t('Open Text Diff'),
  openTextDiffOf: (target: string) => t('Open Text Diff of {0}', target),
  showAll: (characters: number) => t('Show all {0} characters', number(characters)),
  showAllLines: (count: number) => t('Show all {0} lines', number(count)),
  showLess: t('Show less'),
  moreLines: (count: number) =>
    count === 1 ? t('1 more line in the text diff') : t('{0} more lines in the text diff', number(count)),
  unchangedLines: (count: number) =>
    count === 1 ? t('1 unchanged line') : t('{0} unchanged lines', number(count)),
  addedLine: t('added:'),
  removedLine: t('removed:'),
  noLineEnd: t('no newline at the end'),
  wholeDocument: t('(whole document)'),
  layoutGroup: t('Layout and comments'),
  layoutOf: (target: string) => t('Layout and comments of {0}', target),
  tooLong: t('The text is too long to compare here.'),
  from: t('from'),
  to: t('to'),
  applies: t('to apply'),
  closes: t('to close'),
  cancels: t('to cancel'),
  movesOn: t('to go to the next change'),
  factsLabel: t('Details'),
  noticesLabel: t('Problems and warnings'),
  treeLabel: t('Changes'),
  toolbarLabel: t('Filter and navigation'),
  filterLabel: t('Filter by key or value'),
  kindsLabel: t('Show only'),
  previousChange: t('Previous Change (Shift+F7)'),
  nextChange: t('Next Change (F7)'),
  expandAll: t('Expand All'),
  collapseAll: t('Collapse All'),
  tickAll: t('Select All'),
  tickNone: t('Select None'),
  tickShown: (count: number) => t('Select Shown ({0})', number(count)),
  untickShown: (count: number) => t('Deselect Shown ({0})', number(count)),
  selected: (selected: number, total: number) =>
    total === 1
      ? t('{0} of 1 change selected.', number(selected))
      : t('{0} of {1} changes selected.', number(selected), number(total)),
  applyPart: (apply: string, selected: number, total: number) =>
    t('{0} {1} of {2}', apply, number(selected), number(total)),
  nothingSelected: t('Select at least one change.'),
  shown: (shown: number, total: number) => t('{0} of {1} shown', number(shown), number(total)),
  inFiles: (changes: readonly string[], count: number) =>
    count === 1
      ? t('{0} in 1 file', enumeration(changes))
      : t('{0} in {1} files', enumeration(changes), number(count)),
  filesCreated: (count: number) =>
    count === 1 ? t('1 file created') : t('{0} files created', number(count)),
  filesDeleted: (count: number) =>
    count === 1 ? t('1 file deleted') : t('{0} files deleted', number(count)),
  textOnly: (count: number) =>
    count === 1 ? t('1 file with text changes only') : t('{0} files with text changes only', number(count)),
  errors: (count: number) => (count === 1 ? t('1 error') : t('{0} errors', number(count))),
  warnings: (count: number) => (count === 1 ? t('1 warning') : t('{0} warnings', number(count))),
  notShown: (count: number) => t('{0} not shown', number(count)),
  omitted: (count: number) =>
    count === 1
      ? t("1 more change isn't shown here. Open the text diff to see it.")
      : t("{0} more changes aren't shown here. Open the text diff to see them.", number(count)),
  sentence: (words: string) => t('{0}.', words),
} as const;

/** "a, b, c" */
export function enumeration(parts: readonly string[]): string {
  return parts.join(t(', '));
}

const numbers = new Intl.NumberFormat(language);

function number(count: number): string {
  return numbers.format(count);
}
