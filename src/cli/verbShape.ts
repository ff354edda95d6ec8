// What is said of a verb as data: parsing, `--help`, the man page and the completion scripts are all made of it.
import { t } from '@vscode/l10n';

export type OptionKind = 'flag' | 'text' | 'texts';

/** What of a config folder can stand in a place, for a shell to offer. */
export type LiveValues = 'profiles' | 'backups' | 'targets' | 'keys' | 'references' | 'secrets';

export interface Option {
  readonly kind: OptionKind;
  readonly about: string;
  /** One letter: `o` for `-o`. */
  readonly short?: string;
}

export interface VerbShape {
  /** "profile create NAME": words in capitals are arguments, [in brackets] optional, … as many as one likes. */
  readonly usage: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** What a word in capitals means where `valuesOfWords` does not say it. */
  readonly values?: Readonly<Record<string, LiveValues>>;
}

export const globalOptions = {
  folder: {
    kind: 'text',
    short: 'C',
    about: t(
      'The config folder or the folder that contains it (defaults to the nearest one, searching upward).',
    ),
  },
  json: { kind: 'flag', about: t('Print one JSON document, for scripts.') },
  quiet: { kind: 'flag', short: 'q', about: t('Print only errors. The exit code shows the result.') },
  author: { kind: 'text', about: t('The author to record in the history (defaults to the user name).') },
  force: {
    kind: 'flag',
    short: 'f',
    about: t('Confirm a change that Safekeep would otherwise refuse as dangerous.'),
  },
  reveal: {
    kind: 'flag',
    about: t('Show the values of secrets that profiles refer to. Without it, they are printed as [hidden].'),
  },
  help: { kind: 'flag', short: 'h', about: t('Show help for a command, with its options and examples.') },
  version: { kind: 'flag', short: 'V', about: t('Show the version.') },
} as const satisfies Readonly<Record<string, Option>>;

export const globalUsage =
  '[--folder DIR] [--json] [--quiet] [--author NAME] [--force] [--reveal] [--help] [--version]';

export const dryRun = {
  'dry-run': { kind: 'flag', short: 'n', about: t('Show the changes without writing them.') },
} as const satisfies Readonly<Record<string, Option>>;

export const allFolders = {
  all: { kind: 'flag', about: t('Run the command for every config folder in the current folder.') },
} as const satisfies Readonly<Record<string, Option>>;

const valuesOfWords: Readonly<Record<string, LiveValues>> = {
  PROFILE: 'profiles',
  TARGET: 'targets',
  REF: 'backups',
  PATH: 'keys',
  POINTER: 'keys',
  A: 'references',
  B: 'references',
};

/** The words of a usage that stand for arguments, in their order. */
export function argumentWords(usage: string, verb: string): readonly string[] {
  return usage
    .replace(/ \[--.*/, '')
    .split(' ')
    .slice(verb.split(' ').length);
}

/** The word that stands for the value of an option, '' for a flag: "NAME" of "[--target NAME]". */
export function valueWordOf(usage: string, option: string): string {
  return new RegExp(`\\[--${option} ([^\\]]+)\\]`).exec(usage)?.[1] ?? '';
}

/** The words of an option, as help tells them: "-C, --folder DIR". */
export function optionWords(usage: string, name: string, { short }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${name} ${valueWordOf(usage, name)}`.trimEnd();
}

/** What a word such as "NAME" or "current|empty|PROFILE" lets one choose from: live values, and words as they are. */
export function choicesOf(
  word: string,
  { values = {} }: VerbShape,
): { readonly live: readonly LiveValues[]; readonly words: readonly string[] } {
  const parts = word.replaceAll(/[[\]…]/g, '').split('|');
  const live = parts.flatMap((part) => values[part] ?? valuesOfWords[part] ?? []);
  return { live, words: parts.filter((part) => /^[a-z]/.test(part)) };
}
