// What names and notes are not made of, whoever makes them: a character that nobody sees, and what other programs and the
// editor read as more than text. It needs no other part of the engine.
import { t } from '@vscode/l10n';
import { isVisible, visibleText } from './visibleText.ts';

/** A link of Markdown, an icon of the editor or a command of a shell, and code. */
const markup = /\]\(|\$\(|`/;

/** Why a text cannot be the name of a profile, a backup, a target or an author; `null` when it can. */
export function labelFault(text: string): string | null {
  if (!markup.test(text)) return noteFault(text);
  return t('"{0}" can\'t be used: it contains "](", "$(", or "`".', visibleText(text));
}

/** The same of a note, which is a text of its own. */
export function noteFault(text: string): string | null {
  if (isVisible(text)) return null;
  return t('"{0}" can\'t be used: it contains control or invisible characters.', visibleText(text));
}
