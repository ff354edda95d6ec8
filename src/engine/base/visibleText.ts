// Text that came along in files, made fit to be shown: what acts instead of being drawn (control characters, line breaks,
// the direction of writing, characters without a width, halves of characters) is written as an escape, as in JSON. What
// remains is one line in which everything that is there can be seen. It needs nothing else, so that every layer has it.

/** What no font draws, or what changes how the rest is drawn. */
const unseen = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{DI}\ufff9-\ufffb]`;

/** Scripts in which a joiner between two letters would only hide. */
const unjoined = ['Latin', 'Greek', 'Cyrillic', 'Han', 'Hiragana', 'Katakana', 'Hangul']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');

/** Where such a character is part of how people write: each behind what it belongs to. */
const needed = [
  // Between letters of scripts that join them, as Persian and Hindi.
  String.raw`(?<=[\p{L}\p{M}])(?<![${unjoined}\p{DI}])[\u200c\u200d](?=[\p{L}\p{M}])(?!\p{DI})`,
  // Between the pictures of an emoji, and behind one that has a plain form, too.
  String.raw`(?<=\p{ExtPict}\ufe0f?|\p{EMod})\u200d(?=\p{ExtPict})`,
  String.raw`(?<=\p{ExtPict})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  // The form of an ideograph, and of a Mongolian letter.
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=[\u1820-\u1878\u1880-\u18aa])[\u180b-\u180d\u180f]`,
].join('|');

const neededOrUnseen = new RegExp(`(${needed})|${unseen}`, 'gu');

/** One line, whatever stands in it. Inside JSON it stays the same data. */
export function visibleText(text: string): string {
  return text.replace(neededOrUnseen, (character, isNeeded: string | undefined) =>
    isNeeded === undefined ? escapeOf(character) : character,
  );
}

/** The same of a text that has lines of its own. Tabs stay, too. */
export function visibleLines(text: string): string {
  return text.replace(/[^\n\t\r]+|\r(?!\n)/g, visibleText);
}

/** Shortens a text to `most` UTF-16 units, the last of them a sign that more followed. */
export function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Nothing of a character is left over, nor what joins it to the next one.
  return `${text.slice(0, maxLength - 1).replace(/(?:[\ud800-\udbff]|\u200c|\u200d|\ufe0e|\ufe0f)+$/, '')}…`;
}

/** Nothing in it has to be escaped. */
export function isVisible(text: string): boolean {
  return visibleText(text) === text;
}

function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
