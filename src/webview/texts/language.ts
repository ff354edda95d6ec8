// The language of the window, which the page's HTML has: its name, and unless it is English the texts. Whatever asks for
// a text is loaded after this.
import { config } from '@vscode/l10n';
import { textsElement } from '../../review/protocol.ts';

// Outside a page, as where a rule is tried by itself, the texts are English.
const page = typeof document === 'undefined' ? undefined : document;
const texts = page?.getElementById(textsElement)?.textContent;
if (texts !== undefined) config({ contents: texts });

/** For numbers and lists. */
export const language = page?.documentElement.lang === '' ? undefined : page?.documentElement.lang;
