// The parts of README.md that follow from other files: the tables of commands and settings from package.json, that
// of the terminal's commands from its verbs. Each stands between two comments that name it.
import manifest from '../package.json' with { type: 'json' };
import { verbs } from '../src/cli/verbs.ts';
import { manifestText } from './manifestTexts.ts';

/** Name of a block → its lines. */
export type Blocks = Readonly<Record<string, readonly string[]>>;

const { commands, configuration, menus, views } = manifest.contributes;

export function readmeBlocks(): Blocks {
  return { settings: settingsTable(), commands: commandsTable(), verbs: verbsTable() };
}

/** The text with each block's lines between its comments. @throws when the text lacks a block. */
export function fillBlocks(text: string, blocks: Blocks): string {
  return Object.entries(blocks).reduce((filled, [name, lines]) => {
    const [start, end] = [`<!-- generated: ${name} -->\n`, `<!-- end: ${name} -->`];
    const [from, to] = [filled.indexOf(start), filled.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`There is no generated block "${name}".`);
    return `${filled.slice(0, from + start.length)}\n${lines.join('\n')}\n\n${filled.slice(to)}`;
  }, text);
}

/** A Markdown table; a bar inside a cell is escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function settingsTable(): readonly string[] {
  const rows = Object.entries(configuration.properties)
    .toSorted(([, left], [, right]) => left.order - right.order)
    .map(([id, { default: value, markdownDescription }]) => [
      `\`${id}\``,
      `\`${JSON.stringify(value)}\``,
      withoutLinks(manifestText(markdownDescription)),
    ]);
  return markdownTable(['Setting', 'Default', 'What it does'], rows);
}

/** The settings editor makes a link of `#id#`. */
function withoutLinks(description: string): string {
  return description.replaceAll(/`#([\w.]+)#`/g, '`$1`');
}

function commandsTable(): readonly string[] {
  const rows = commands.map(({ command, title }) => [
    manifestText(title),
    `\`${command}\``,
    placesOf(command).join(', '),
  ]);
  return markdownTable(['Command', 'Id', 'Where'], rows);
}

/** Where a person finds the command: the palette, the title of a view, its rows, an editor. */
function placesOf(command: string): readonly string[] {
  const hidden = menus.commandPalette.some((item) => item.command === command && item.when === 'false');
  const inMenu = (items: readonly { readonly command: string; readonly when: string }[], kind: string) =>
    views.safekeep
      .filter(({ id }) =>
        items.some((item) => item.command === command && item.when.includes(`view == ${id} `)),
      )
      .map(({ name }) => `${kind} of ${manifestText(name)}`);
  return [
    ...(hidden ? [] : ['palette']),
    ...inMenu(menus['view/title'], 'title'),
    ...inMenu(menus['view/item/context'], 'rows'),
    ...(menus['editor/context'].some((item) => item.command === command) ? ['menu of the editor'] : []),
  ];
}

function verbsTable(): readonly string[] {
  const rows = Object.values(verbs).map(({ usage, summary }) => [`\`${usage}\``, summary]);
  return markdownTable(['Command', 'What it does'], rows);
}
