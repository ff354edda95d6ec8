// man/man1/safekeep.1: what `--help` says, of the same source, as roff for man(7).
import manifest from '../package.json' with { type: 'json' };
import type { Verb } from '../src/cli/verb.ts';
import { globalOptions, globalUsage, optionWords, type Option } from '../src/cli/verbShape.ts';
import { verbGroups } from '../src/cli/verbs.ts';

export function manPage(): string {
  return [
    '.\\" Made by "npm run generate" of what "safekeep --help" says.',
    `.TH SAFEKEEP 1 "" "safekeep ${manifest.version}" "User Commands"`,
    // No word is hyphenated: it may be one to type.
    '.nh',
    '.SH NAME',
    'safekeep \\- profiles and backups for JSON and YAML configuration',
    '.SH SYNOPSIS',
    `.B safekeep\n${escaped(globalUsage)} COMMAND`,
    '.SH DESCRIPTION',
    escaped(
      'Switches the configuration of an application between profiles, and keeps backups of it. ' +
        'A config folder has live files, which an application reads, and profiles, which they can be made of. ' +
        'Nothing is overwritten or deleted without a backup, and a change of several files happens whole or not at all.',
    ),
    '.SH OPTIONS',
    ...optionsOf(globalUsage, globalOptions),
    '.SH COMMANDS',
    ...verbGroups.flatMap(({ title, verbs }) => [
      `.SS ${escaped(title)}`,
      ...Object.values(verbs).flatMap(paragraphOf),
    ]),
    '.SH EXIT STATUS',
    ...tagged('0', 'Done.'),
    ...tagged('1', 'Failed: the code, what happened and what to do are on the error stream.'),
    ...tagged('2', 'Wrong usage.'),
    ...tagged('3', 'Problems, drift or damage were found.'),
    '.SH ENVIRONMENT',
    ...tagged('SAFEKEEP_FOLDER', 'The folder, when --folder names none.'),
    ...tagged('NO_COLOR', 'When not empty, nothing has colors, as in a pipe or a file.'),
    ...tagged('FORCE_COLOR', 'When not empty, there are colors in a pipe and a file, too; 0 means none.'),
    ...tagged('LANG', 'The language of the texts, as far as it is known.'),
    '',
  ].join('\n');
}

function paragraphOf({ usage, summary, options = {}, examples }: Verb): readonly string[] {
  return [
    '.TP',
    `.B safekeep ${escaped(usage)}`,
    escaped(summary),
    ...indented(optionsOf(usage, options)),
    ...indented(examples.flatMap(([words, what]) => tagged(`$ safekeep ${words}`, what))),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['.RS', ...lines, '.RE'] : [];
}

function optionsOf(usage: string, options: Readonly<Record<string, Option>>): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) =>
    tagged(optionWords(usage, name, option), option.about),
  );
}

function tagged(tag: string, text: string): readonly string[] {
  return ['.TP', `.B ${escaped(tag)}`, escaped(text)];
}

/** Dashes that can be copied, and no line or word that roff takes for its own. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('~', '\\(ti')
    .replaceAll('…', '\\&...')
    .replace(/^\./, '\\&.');
}
