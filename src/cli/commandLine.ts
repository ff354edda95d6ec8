// From the words of a command line to a verb, its arguments and its options.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { t } from '@vscode/l10n';
import { nearest } from './nearest.ts';
import { globalOptions, argumentWords, type Option, type VerbShape } from './verbShape.ts';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

export type OptionValue = string | boolean | readonly (string | boolean)[] | undefined;

export interface CommandLine {
  readonly verb: string;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** What `--folder` defaults to, before the nearest one. */
export function folderInEnvironment(): string | undefined {
  const folder = process.env['SAFEKEEP_FOLDER'];
  return folder === '' ? undefined : folder;
}

/** @throws UsageError for an unknown verb or option, and for a missing or surplus argument. */
export function parseCommandLine(
  words: readonly string[],
  verbs: Readonly<Record<string, VerbShape>>,
): CommandLine {
  const { values, positionals } = parse(words.map(shielded), everyOption(verbs));
  const [first = '', second = ''] = positionals;
  const verb = verbNamed(positionals, verbs);
  if (values['help'] === true || values['version'] === true) return { verb, arguments: [], options: values };
  const shape = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!shape) throw new UsageError(unknownVerb(first, second, Object.keys(verbs)));
  const given = positionals.slice(verb.split(' ').length);
  for (const name of Object.keys(values)) {
    if (!(name in globalOptions) && !(name in (shape.options ?? {})))
      throw new UsageError(t('"{0}" has no option --{1}.', verb, name));
  }
  checkCount(shape, given, verb);
  return { verb, arguments: given, options: values };
}

/** The verb at the start, of one word or two; whether there is such a verb isn't checked. */
export function verbNamed(
  [first = '', second = '']: readonly string[],
  verbs: Readonly<Record<string, VerbShape>>,
): string {
  return Object.hasOwn(verbs, `${first} ${second}`) ? `${first} ${second}` : first;
}

/** What parsing needs of an option. */
type Parsed = Pick<Option, 'kind' | 'short'>;

/** An option has one form, whichever verbs have it. */
export function everyOption(verbs: Readonly<Record<string, VerbShape>>): Readonly<Record<string, Parsed>> {
  const options = Object.values(verbs).map((verb) => verb.options ?? {});
  return Object.fromEntries([globalOptions, ...options].flatMap((some) => Object.entries(some)));
}

/** The option that a word such as `--folder` or `-C` names. */
export function optionNamed(word: string, options: Readonly<Record<string, Parsed>>): string | undefined {
  if (word.startsWith('--')) return word.slice(2);
  return Object.entries(options).find(([, { short }]) => short !== undefined && word === `-${short}`)?.[0];
}

/** What Node would say of a wrong option is said here, in the person's language. */
function parse(words: readonly string[], known: Readonly<Record<string, Parsed>>) {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { kind, short }]) => [
      name,
      {
        type: kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'texts',
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  const parsed = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of parsed.tokens) if (token.kind === 'option') checkOption(token, known);
  return { values: parsed.values, positionals: parsed.positionals.map((word) => word.replace(shield, '')) };
}

/** Marks a negative number, which Node would take for options. */
const shield = '\0';

function shielded(word: string): string {
  return /^-\.?\d/.test(word) ? `${shield}${word}` : word;
}

interface GivenOption {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkOption(
  { name, rawName, value, inlineValue }: GivenOption,
  known: Readonly<Record<string, Parsed>>,
): void {
  const kind = Object.hasOwn(known, name) ? known[name]?.kind : undefined;
  if (kind === undefined) {
    const near = nearest(name, Object.keys(known));
    if (near !== undefined)
      throw new UsageError(t('There is no option {0}. Did you mean --{1}?', rawName, near));
    throw new UsageError(
      rawName.startsWith('--')
        ? t('There is no option {0}.', rawName)
        : t('There is no option {0}. Use -- before an argument that starts with a dash.', rawName),
    );
  }
  if (kind === 'flag' && value !== undefined) throw new UsageError(t("{0} doesn't take a value.", rawName));
  const isForgotten = value === undefined || (inlineValue !== true && /^-./.test(value));
  if (kind !== 'flag' && isForgotten) throw new UsageError(t('{0} needs a value.', rawName));
}

/** What Git, restic, chezmoi and others call it. */
export const habits: Readonly<Record<string, string>> = {
  apply: 'switch',
  cat: 'get',
  check: 'validate',
  checkout: 'switch',
  clean: 'backup prune',
  config: 'get',
  create: 'profile create',
  delete: 'unset',
  edit: 'set',
  export: 'profile export',
  forget: 'backup prune',
  import: 'profile import',
  list: 'profile list',
  log: 'history',
  ls: 'profile list',
  prune: 'backup prune',
  remove: 'unset',
  restore: 'backup restore',
  revert: 'undo',
  rm: 'unset',
  rollback: 'undo',
  save: 'profile save',
  show: 'profile show',
  snapshot: 'backup create',
  snapshots: 'backup list',
  update: 'migrate',
  use: 'switch',
  verify: 'backup verify',
};

function unknownVerb(first: string, second: string, known: readonly string[]): string {
  const family = known
    .filter((verb) => verb.startsWith(`${first} `))
    .map((verb) => verb.slice(first.length + 1));
  if (first === '') return t('Specify a command.');
  if (family.length > 0 && second === '') return t('"{0}" must be one of: {1}.', first, family.join(', '));
  if (family.length > 0) return t('"{0}" must be one of {1}, not "{2}".', first, family.join(', '), second);
  const near =
    (Object.hasOwn(habits, first) ? habits[first] : undefined) ??
    nearest(`${first} ${second}`.trim(), known) ??
    nearest(first, [...new Set(known.map((verb) => verb.replace(/ .*/, '')))]);
  return near === undefined
    ? t('There is no command "{0}".', first)
    : t('There is no command "{0}". Did you mean "{1}"?', first, near);
}

function checkCount({ usage }: VerbShape, given: readonly string[], verb: string): void {
  const places = argumentWords(usage, verb);
  const needed = places.filter((word) => !word.startsWith('['));
  if (given.length < needed.length)
    throw new UsageError(t('Missing {0}. Usage: safekeep {1}', needed[given.length] ?? '', usage));
  const isOpen = places.at(-1)?.endsWith('…') === true;
  // The words of a value that lacks its quotes may be a secret.
  if (given.length > places.length && places.at(-1) === '[VALUE]')
    throw new UsageError(
      t('Too many arguments. Put quotes around text that contains spaces: safekeep {0}', usage),
    );
  if (given.length > places.length && !isOpen)
    throw new UsageError(
      t('Unexpected argument "{0}". Usage: safekeep {1}', given[places.length] ?? '', usage),
    );
}
