// `--help`: the list of all verbs, of one family, or one verb with its options and examples.
import { t } from '@vscode/l10n';
import type { Verb } from './verb.ts';
import { globalOptions, globalUsage, optionWords, type Option } from './verbShape.ts';
import { verbGroups, verbs } from './verbs.ts';

/** @param named a verb, the first word of several, or anything else for all. */
export function helpText(named: string): string {
  const verb = Object.hasOwn(verbs, named) ? verbs[named] : undefined;
  if (verb) return helpOfVerb(verb);
  const family = Object.entries(verbs).filter(([name]) => name.startsWith(`${named} `));
  return family.length > 0 ? listOf(family.map(([, one]) => one)) : helpOfAll();
}

function helpOfAll(): string {
  const groups = verbGroups.map(({ title, verbs: some }) => `${title}\n${listOf(Object.values(some))}`);
  return [
    `safekeep ${globalUsage} COMMAND\n`,
    ...groups,
    `${t('Global options')}\n${optionLines(globalUsage, globalOptions)}`,
    `${t('"safekeep COMMAND --help" shows the options of a command, with examples.')}\n`,
  ].join('\n');
}

function listOf(some: readonly Verb[]): string {
  return some.map(({ usage, summary }) => `  safekeep ${usage}\n      ${summary}\n`).join('');
}

function helpOfVerb({ usage, summary, options = {}, examples }: Verb): string {
  const own = Object.keys(options).length > 0;
  return [
    `safekeep ${usage}\n\n  ${summary}\n`,
    ...(own ? [`${t('Options')}\n${optionLines(usage, options)}`] : []),
    `${t('Examples')}\n${examples.map(([words, what]) => `  safekeep ${words}\n      ${what}\n`).join('')}`,
    `${t('Global options')}\n${optionLines(globalUsage, globalOptions)}`,
  ].join('\n');
}

function optionLines(usage: string, options: Readonly<Record<string, Option>>): string {
  return Object.entries(options)
    .map(([name, option]) => `  ${optionWords(usage, name, option)}\n      ${option.about}\n`)
    .join('');
}
