// Values and texts that programs trip over.
import type { Random } from './random.ts';

const longText = 'x'.repeat(70_000);
const deepList = JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`) as unknown;

export const oddTexts: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../../etc/passwd',
  '/etc/passwd',
  'C:\\Windows',
  '..\\..\\x',
  '\\\\share\\x',
  '.git/config',
  '../.git/hooks/post-checkout',
  '.safekeep/audit.jsonl',
  '.safekeep/state.json',
  'backups',
  'app.json',
  'app.json/x',
  'profiles/a/app.json',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'x\0y',
  'x\ny',
  '\u001b]0;x\u0007',
  '\u202egpj.exe',
  '\ud800',
  '%2E%2E/x',
  '~',
  '~1',
  '/',
  '//',
  '$ref',
  '20261120T111616051Z-fa7c22',
  '20261120T111616051Z-fa7c22-back',
  '99999999T999999999Z-ffffff',
  '9007199254740993',
  '1.1.9007199254740992',
  '1e400',
  '0'.repeat(64),
  'f'.repeat(64),
  longText,
];

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  -0,
  1e308,
  2 ** 53,
  -(2 ** 53) - 1,
  99,
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: -1 },
  { length: 1e9 },
  { toString: null },
  { then: 'x' },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
  deepList,
];

export function oddText(random: Random): string {
  return random.oneOf(oddTexts);
}

export function oddValue(random: Random): unknown {
  return random.below(2) === 0 ? oddText(random) : random.oneOf(oddValues);
}

type Container = Record<string, unknown> | unknown[];

/** The same data with one place of it changed: another value, a key gone, doubled or renamed, two values swapped. */
export function changedPlain(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  const all = containersOf(copy);
  if (all.length === 0 || random.below(20) === 0) return oddValue(random);
  const container = random.oneOf(all);
  const keys = Object.keys(container);
  const [key, other] = keys.length > 0 ? [random.oneOf(keys), random.oneOf(keys)] : ['x', 'x'];
  const items = container as Record<string, unknown>; // Lists are changed by their indexes in the same way.
  const define = (name: string, item: unknown) =>
    Object.defineProperty(items, name, { value: item, enumerable: true, configurable: true, writable: true });
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(items, key);
      break;
    case 1:
      define(
        Array.isArray(container) ? String(container.length) : oddText(random),
        structuredClone(items[key]),
      );
      break;
    case 2:
      [items[key], items[other]] = [items[other], items[key]];
      break;
    default:
      define(key, oddValue(random));
  }
  return copy;
}

function containersOf(value: unknown): Container[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Container, ...Object.values(value).flatMap(containersOf)]; // JSON has no other objects.
}
