// The parts of docs/reference/ that follow from other files: settings, commands and shortcuts from package.json, the
// terminal's commands from its verbs. Each stands between two comments that name it.
import manifest from '../package.json' with { type: 'json' };
import { verbs } from '../src/cli/verbs.ts';
import { manifestText } from './manifestTexts.ts';

/** Name of a block → its lines. */
export type Blocks = Readonly<Record<string, readonly string[]>>;

const { commands, configuration, keybindings, menus, views } = manifest.contributes;

/** The pages that have such parts, from the root of the project. */
export function referencePages(): Readonly<Record<string, Blocks>> {
  return {
    'docs/reference/settings.md': { settings: settingsTable() },
    'docs/reference/commands.md': { commands: commandsTable(), shortcuts: shortcutsTable() },
    'docs/reference/terminal.md': { verbs: verbsTable() },
  };
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
  return markdownTable(['Command', 'ID', 'Where'], rows);
}

function shortcutsTable(): readonly string[] {
  const titles = new Map(commands.map(({ command, title }) => [command, manifestText(title)]));
  const rows = keybindings.map(({ command, key, mac }) => [
    titles.get(command) ?? command,
    shownKeys(key),
    shownKeys(mac),
  ]);
  return markdownTable(['Command', 'Windows and Linux', 'macOS'], rows);
}

/** "ctrl+k ctrl+g" as VS Code writes it: "Ctrl+K Ctrl+G". */
function shownKeys(keys: string): string {
  return keys.replaceAll(/\b\w/g, (letter) => letter.toUpperCase());
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
