// Lists within sentences, as the person's language joins them.
import { t } from '@vscode/l10n';

/** "a, b or c" without the commas: each of them would do. */
export function orList(words: readonly string[]): string {
  const [first = '', ...others] = words;
  return others.reduce((all, one) => t('{0} or {1}', all, one), first);
}

/** The same for what goes together. */
export function andList(words: readonly string[]): string {
  const [first = '', ...others] = words;
  return others.reduce((all, one) => t('{0} and {1}', all, one), first);
}
