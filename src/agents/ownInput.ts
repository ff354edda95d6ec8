// What an agent said itself: the strings of its input, the key that it names, and the value that it would write. It is
// refused where it holds what stands for a secret, since that would be written over the secret.
import {
  EngineError,
  hiddenMark,
  isList,
  isMap,
  maxDepth,
  parseDocument,
  parsePath,
  parsePointer,
  pointerFromPath,
  type Value,
} from '../engine/index.ts';
import { textIn, type ToolInput } from './agentTool.ts';

/** The texts of an input, and the pointers that its paths become, so that no sentence treats them as news. */
export function saidIn(input: ToolInput): readonly string[] {
  const texts = Object.values(input).flatMap((part) =>
    typeof part === 'object' ? part : typeof part === 'string' ? [part] : [],
  );
  return [...new Set(texts.flatMap((text) => [text, parsePath(text) ?? text]))].filter((text) => text !== '');
}

/** Far above any path of a key: what is written down of a commit names it. */
const maxPathLength = 10_000;

/** @throws EngineError `invalid` for a path that no file has. */
export function pointerIn(path: string): string {
  const pointer = pointerFromPath(path);
  if (parsePointer(pointer).length > maxDepth) throw tooDeep('path');
  if (path.length > maxPathLength)
    throw new EngineError('invalid', `The input has a path of more than ${maxPathLength} characters.`);
  return pointer;
}

/**
 * One key: not everything at once, not what a profile says of itself, its protection among it, and not the schema, whose
 * problems would tell of secrets.
 */
export function pointerInput(input: ToolInput): string {
  const path = textIn(input, 'path') ?? '';
  const pointer = pointerIn(path);
  const keys = parsePointer(pointer);
  if (keys.length === 0 || keys[0] === '$profile' || keys[0] === '$schema')
    throw new EngineError(
      'invalid',
      `"${path}" isn't a key that agents can change. Specify a key of the content.`,
    );
  if (keys.some(holdsMark)) throw holdsHidden();
  return pointer;
}

/** @param pointer where it is to stand: the levels above it count. */
export function jsonIn(input: ToolInput, pointer: string): Value {
  const text = textIn(input, 'json') ?? '';
  if (levelsIn(text) + parsePointer(pointer).length > maxDepth) throw tooDeep('json');
  const { value } = parseDocument('value.json', text);
  if (value === undefined)
    throw new EngineError(
      'invalid',
      'The input "json" isn\'t valid JSON. A string needs its own quotes: "json": "\\"blue\\"".',
    );
  if (marksIn(value) > 0) throw holdsHidden();
  return value;
}

/** How many of the texts and keys in a value hold what stands for a secret. */
export function marksIn(value: Value): number {
  if (typeof value === 'string') return holdsMark(value) ? 1 : 0;
  if (isList(value)) return value.reduce<number>((sum, item) => sum + marksIn(item), 0);
  if (!isMap(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (holdsMark(key) ? 1 : 0) + marksIn(part),
    0,
  );
}

function holdsMark(text: string): boolean {
  return text.includes(hiddenMark);
}

/** How deep maps and lists nest in a text of JSON, counted without going into them. */
function levelsIn(text: string): number {
  let [level, deepest, isInText] = [0, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInText && character === '\\') index += 1;
    else if (character === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (level += 1));
    else if (character === '}' || character === ']') level -= 1;
  }
  return deepest;
}

function tooDeep(input: 'path' | 'json'): EngineError {
  return new EngineError(
    'invalid',
    `The input "${input}" is nested too deeply: a file can have at most ${maxDepth} levels.`,
  );
}

function holdsHidden(): EngineError {
  return new EngineError(
    'invalid',
    `The input contains ${hiddenMark}, which stands for a secret that isn't shown. Set only the key you want to change.`,
  );
}
