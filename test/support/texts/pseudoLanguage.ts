// A language that nobody speaks and everybody can read: each letter of a text gets an accent, so that a text without
// one was never translated. What must stay does: places for values, commands of links, icons and code.
import type { Texts } from '../../../scripts/translationFaults.ts';
import { readTexts } from '../../../scripts/translationFaults.ts';

export interface Language {
  /** As VS Code names languages. */
  readonly name: string;
  /** For the sources, and for package.json; none where they are those that ship. */
  readonly texts?: { readonly bundle: Texts; readonly manifest: Texts };
}

export function pseudoLanguage(): Language & {
  readonly texts: { readonly bundle: Texts; readonly manifest: Texts };
} {
  const [bundle, manifest] = [readTexts('l10n/bundle.l10n.json'), readTexts('package.nls.json')];
  return { name: 'qps-ploc', texts: { bundle: pseudoTexts(bundle), manifest: pseudoTexts(manifest) } };
}

/** "Switch to `{0}`" → "⟦Ŝŵîţçĥ ţö `{0}`⟧" */
export function pseudoText(text: string): string {
  return text
    .split('\n')
    .map((line) => (aloneLink.test(line) ? accented(line) : `⟦${accented(line)}⟧`))
    .join('\n');
}

/**
 * The words in these texts that are neither accented nor data, each with the text it stands in.
 * @param data what may stand there as it is, such as names of files.
 */
export function untranslated(texts: Iterable<string>, data: readonly (string | RegExp)[]): readonly string[] {
  return [...new Set(texts)].filter((text) => {
    const rest = data.reduce<string>((left, known) => left.replaceAll(known, ' '), text);
    return /[a-z]{2}/i.test(rest);
  });
}

const kept = /(\{\d+\}|\(command:[^)]*\)|\$\([\w~-]+\)|`[^`]*`)/;
/** A welcome view makes a button of it. */
const aloneLink = /^\[[^\]]*\]\([^)]*\)$/;
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accents = 'åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ';

function accented(line: string): string {
  // Every second part is what the pattern found.
  return line
    .split(kept)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll(/[a-z]/gi, accent)))
    .join('');
}

function accent(letter: string): string {
  return accents[letters.indexOf(letter)] ?? letter;
}

function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudoText(text)]));
}
