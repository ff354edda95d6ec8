// What every command is given, and what it may be told: an item of a view, or the arguments of a key binding.
import * as vscode from 'vscode';
import type { ReviewPanels } from '../../review/reviewPanel.ts';
import type { Log } from '../../workspace/texts/log.ts';
import type { WorkspaceService } from '../../workspace/workspaceService.ts';

export interface CommandContext {
  readonly service: WorkspaceService;
  readonly reviews: Pick<ReviewPanels, 'open'>;
  readonly log: Log;
}

/** All optional: what is not said is asked for. Items of the views have these keys. */
export interface CommandArguments {
  /** Absolute path of a config folder. */
  readonly folder?: string;
  readonly profile?: string;
  /** A target's name. */
  readonly target?: string;
  /** A backup's id. */
  readonly backup?: string;
  /** The id of a commit of the history. */
  readonly commit?: string;
  /** The new name of what is made or renamed. */
  readonly name?: string;
  readonly note?: string;
  /** Of a new profile: `current`, `empty`, or a profile's name; of a new migration: the older content's reference. */
  readonly from?: string;
  /** The other side of a comparison; its one side is `from`, as the engine's `compare` names them. */
  readonly to?: string;
  /** The one to be migrated to. */
  readonly version?: string;
  /** The one of the older content. */
  readonly fromVersion?: string;
  readonly description?: string;
  /** The profile that a new one extends; '' for none. */
  readonly parent?: string;
  /** Absolute path of a file: the one whose menu was used, or an exported profile. */
  readonly file?: string;
  /** The live file, relative to the config folder. */
  readonly live?: string;
  /** A key: `server.port`, or a JSON Pointer. */
  readonly path?: string;
  /** JSON. */
  readonly value?: string;
  /** Words that the backups which are shown have. */
  readonly filter?: string;
  /** `false` leaves the review panel out. */
  readonly review?: boolean;
  /** `false` leaves out the question before something destructive. */
  readonly confirm?: boolean;
  /** `false` tells in the status bar what was done, and in no message. */
  readonly toast?: boolean;
  /** Items of a view that are selected together, when there are several. */
  readonly selected?: readonly CommandArguments[];
}

export type Command = (context: CommandContext, given: CommandArguments) => Promise<void>;

const texts = [
  'folder',
  'profile',
  'target',
  'backup',
  'commit',
  'name',
  'note',
  'from',
  'to',
  'version',
  'fromVersion',
  'description',
  'parent',
  'file',
  'live',
  'path',
  'value',
  'filter',
] as const;
const switches = ['review', 'confirm', 'toast'] as const;

/** What a view tells: the item, and all that are selected with it. */
export function readSelection(given: unknown, selected: unknown): CommandArguments {
  const said = readArguments(given);
  const several = Array.isArray(selected) && selected.length > 1;
  return several ? { ...said, selected: selected.map(readArguments) } : said;
}

/** Takes the known keys of the right type; anything else counts as not said. */
export function readArguments(given: unknown): CommandArguments {
  // The menus of the explorer and of an editor give the address of a file, which has a `path`, too.
  if (given instanceof vscode.Uri) return given.scheme === 'file' ? { file: given.fsPath } : {};
  if (typeof given !== 'object' || given === null) return {};
  const said: Readonly<Record<string, unknown>> = { ...given };
  return Object.fromEntries([
    ...texts.filter((key) => typeof said[key] === 'string').map((key) => [key, said[key]]),
    ...switches.filter((key) => typeof said[key] === 'boolean').map((key) => [key, said[key]]),
  ]) as CommandArguments; // Built from its own keys, by type.
}
