// Long values are shown in part until asked for: the part where the old and the new one begin to differ.

const maxCharacters = 160;
const maxLines = 4;
/** How much of the same text is left standing before the first difference. */
const leadCharacters = 40;

export interface FoldedValue {
  readonly shown: string;
  readonly isFolded: boolean;
  /** Too long to stand beside another value on one line. */
  readonly isBlock: boolean;
}

/** @param other the value it is compared with, if there is one. */
export function foldValue(text: string, other: string | undefined): FoldedValue {
  const isBlock = text.includes('\n') || text.length > maxCharacters / 2;
  const fits = text.length <= maxCharacters && text.split('\n').length <= maxLines;
  if (fits) return { shown: text, isFolded: false, isBlock };
  const start = other === undefined ? 0 : startOfDifference(text, other);
  const end = endOfPart(text, start);
  const before = start === 0 ? '' : text[start - 1] === '\n' ? '…\n' : '…';
  const after = end === text.length ? '' : text[end] === '\n' ? '\n…' : '…';
  const shown = `${before}${text.slice(start, end)}${after}`;
  return { shown, isFolded: true, isBlock };
}

/** The line that holds the first difference, or a little before it where that line is long itself. */
function startOfDifference(text: string, other: string): number {
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  const line = text.lastIndexOf('\n', same - 1) + 1;
  const start = same - line > maxCharacters / 2 ? same - leadCharacters : line;
  return wholeCharacter(text, start);
}

function endOfPart(text: string, start: number): number {
  const lines = text
    .slice(start, start + maxCharacters)
    .split('\n')
    .slice(0, maxLines);
  return wholeCharacter(text, start + lines.join('\n').length);
}

/** Never between the halves of a surrogate pair, which would be drawn as two broken characters. */
function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}
