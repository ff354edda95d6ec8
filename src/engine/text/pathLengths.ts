// A few long keys around many values make a small file, and the paths to its values take more than any memory holds.
import { t } from '@vscode/l10n';
import type { ParsedSyntax } from './syntax/syntax.ts';
import { isList, isMap, Literal, type Value } from '../values/value.ts';

/** Characters that the paths of a file may have together, and how many more for each character of its text. */
const [maxCharacters, perCharacter] = [2_000_000, 50];

/** What was parsed, or a fault where the paths to its values are far longer than its text. */
export function withinPaths(text: string, parsed: ParsedSyntax): ParsedSyntax {
  const { root } = parsed;
  if (!root || leftOf(root.value, 0, maxCharacters + perCharacter * text.length) >= 0) return parsed;
  const message = t("The paths to the values in this file are too long, so it can't be read key by key.");
  return { root: undefined, faults: [{ offset: root.start, message }] };
}

/** What is left of a number of characters behind the paths to all values in this one; less than none ends it. */
function leftOf(value: Value, length: number, max: number): number {
  let left = max - length;
  if (isList(value)) {
    for (const item of value) if (left >= 0) left = leftOf(item, length + 2, left);
  } else if (isMap(value)) {
    for (const key in value) if (left >= 0) left = leftOf(value[key] ?? null, length + key.length + 1, left);
  } else if (value instanceof Literal && value.inside !== undefined)
    left = leftOf(value.inside, length, left);
  return left;
}
