// From the words of a command line to a verb, its arguments and its options.
import { parseArgs } from 'node:util';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

export type OptionValue = string | boolean | readonly (string | boolean)[] | undefined;

export interface CommandLine {
  readonly verb: string;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
}

export type OptionKind = 'flag' | 'text' | 'texts';

export interface VerbShape {
  /** "profile create NAME": words in capitals are arguments, [in brackets] optional. */
  readonly usage: string;
  readonly options?: Readonly<Record<string, OptionKind>>;
}

export const globalOptions: Readonly<Record<string, OptionKind>> = {
  folder: 'text',
  json: 'flag',
  author: 'text',
  force: 'flag',
  help: 'flag',
  version: 'flag',
};

/** @throws UsageError for an unknown verb or option, and for a missing or surplus argument. */
export function parseCommandLine(
  words: readonly string[],
  verbs: Readonly<Record<string, VerbShape>>,
): CommandLine {
  const everyOption = Object.assign(
    {},
    globalOptions,
    ...Object.values(verbs).map((verb) => verb.options ?? {}),
  ) as Record<string, OptionKind>;
  const { values, positionals } = parse(words, everyOption);
  const [first = '', second = ''] = positionals;
  const verb = Object.hasOwn(verbs, `${first} ${second}`) ? `${first} ${second}` : first;
  if (values['help'] === true || values['version'] === true) return { verb, arguments: [], options: values };
  const shape = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!shape) throw new UsageError(unknownVerb(first, second, Object.keys(verbs)));
  const given = positionals.slice(verb.split(' ').length);
  for (const name of Object.keys(values)) {
    if (!(name in globalOptions) && !(name in (shape.options ?? {})))
      throw new UsageError(`"${verb}" has no option --${name}.`);
  }
  checkCount(shape, given, verb);
  return { verb, arguments: given, options: values };
}

function parse(words: readonly string[], kinds: Readonly<Record<string, OptionKind>>) {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'texts' },
    ]),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function unknownVerb(first: string, second: string, known: readonly string[]): string {
  const family = known
    .filter((verb) => verb.startsWith(`${first} `))
    .map((verb) => verb.slice(first.length + 1));
  if (first === '') return 'Say what to do.';
  if (family.length > 0)
    return `"${first}" takes one of: ${family.join(', ')}${second === '' ? '' : `; not "${second}"`}.`;
  return `There is no command "${first}".`;
}

function checkCount({ usage }: VerbShape, given: readonly string[], verb: string): void {
  const places = usage
    .replace(/ \[--.*/, '')
    .split(' ')
    .slice(verb.split(' ').length);
  const needed = places.filter((word) => !word.startsWith('['));
  if (given.length < needed.length)
    throw new UsageError(`${needed[given.length] ?? ''} is missing: safekeep ${usage}`);
  if (given.length > places.length)
    throw new UsageError(`"${given[places.length] ?? ''}" is one word too many: safekeep ${usage}`);
}
