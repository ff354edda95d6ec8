// The tools for coding agents, once: the editor and `safekeep mcp` offer these. `package.json` names them too, since the
// editor wants to know them before any code runs; a test holds the two equal. Descriptions are for models, in English.
import type { AgentTool, InputSchema } from './agentTool.ts';
import { createBackup, removeValue, restoreBackup, setValue, switchProfile, undo } from './change.ts';
import { getValue } from './getValue.ts';
import { diff, listBackups, listProfiles, status } from './look.ts';

type Properties = InputSchema['properties'];

const folder: Properties = {
  folder: {
    type: 'string',
    description:
      'The config folder, by its label such as "config" or "api/config". Only needed if there are several; the error lists them.',
  },
};

const preview: Properties = {
  preview: {
    type: 'boolean',
    description: 'true: show the changes without writing them.',
  },
};

const place = {
  path: {
    type: 'string',
    description:
      'One key: a dotted path (server.port, carriers[0].name) or a JSON Pointer (/server/port). carriers[+] appends to a list.',
  },
  target: {
    type: 'string',
    description:
      'The live file, by its target name from safekeep_status. Only needed if several have the key, or none has it yet.',
  },
  profile: {
    type: 'string',
    description:
      "Edit this profile instead of the live file. The live file doesn't change until the next switch to the profile.",
  },
} as const satisfies Properties;

function inputOf(properties: Properties, ...required: readonly string[]): InputSchema {
  const all = { ...properties, ...folder };
  return {
    type: 'object',
    properties: all,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

const written =
  "Creates a verified backup before writing, and changes all files together or none. Returns the changes (secrets hidden), the commit ID for safekeep_undo, and the backup ID. Refused if a guard finds it dangerous, if it affects a protected profile, or if it would replace, remove, or reveal a secret: tell the person in that case, and don't edit the files by other means.";

export const agentTools: readonly AgentTool[] = [
  {
    name: 'safekeep_listProfiles',
    title: 'List configuration profiles',
    description:
      "Lists the configuration profiles of the config folder: which is active, which are protected, and what each extends. Use it before safekeep_switchProfile or to find the name of a profile. It doesn't show values; use safekeep_diff for those.",
    inputSchema: inputOf({}),
    kind: 'looks',
    look: listProfiles,
  },
  {
    name: 'safekeep_status',
    title: 'Show configuration status',
    description:
      'Shows the active configuration profile, the live configuration files, how they differ from the profile key by key (drift), schema and syntax problems with their lines, damage, and the IDs of the newest commits. Use it before changing configuration and afterward to check the result. Secrets appear as [hidden].',
    inputSchema: inputOf({}),
    kind: 'looks',
    look: status,
  },
  {
    name: 'safekeep_getValue',
    title: 'Read a configuration value',
    description:
      'Reads one key of the configuration, or everything, as JSON, from the live file or from a profile with everything it inherits. Use it before safekeep_setValue to learn which keys exist, and instead of reading the files, because secrets appear as [hidden]. Long values are truncated; ask for a deeper path to see the rest.',
    inputSchema: inputOf({
      path: {
        type: 'string',
        description:
          'A dotted path (server.port, carriers[0].name) or a JSON Pointer (/server/port). Defaults to everything.',
      },
      target: place.target,
      profile: {
        type: 'string',
        description: 'Read this profile, by its name from safekeep_listProfiles, instead of the live file.',
      },
    }),
    kind: 'looks',
    look: getValue,
  },
  {
    name: 'safekeep_diff',
    title: 'Compare configurations',
    description:
      "Compares two states of the configuration by value, key by key: the live files, a profile with everything it inherits, the defaults, or a backup. Use it to see what a switch or a restore would change, or what changed since a backup. Lines start with + (added), - (removed), ~ (modified), or > (moved). Secrets appear as [hidden]. It doesn't compare arbitrary files.",
    inputSchema: inputOf(
      {
        from: {
          type: 'string',
          description: 'One of: current, default, profile:NAME, backup:ID, backup:NAME, backup:latest.',
        },
        to: { type: 'string', description: 'As from. Defaults to current.' },
      },
      'from',
    ),
    kind: 'looks',
    look: diff,
  },
  {
    name: 'safekeep_listBackups',
    title: 'List configuration backups',
    description:
      'Lists the backups of the configuration files, newest first, with the ID, time, name, and reason of each. Use it to find the backup for safekeep_restoreBackup or safekeep_diff.',
    inputSchema: inputOf({
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: 50,
        description: 'The number of backups. Defaults to 10.',
      },
    }),
    kind: 'looks',
    look: listBackups,
  },
  {
    name: 'safekeep_createBackup',
    title: 'Back up configuration',
    description:
      'Backs up all live configuration files now. Use it before a risky series of changes by other tools. The safekeep tools create their own backups. Returns the backup ID.',
    inputSchema: inputOf({
      name: { type: 'string', description: 'A short name. Named backups are never cleaned up.' },
      note: { type: 'string', description: 'The reason for the backup.' },
    }),
    kind: 'changes',
    effect: 'adds',
    again: 'more',
    prepare: createBackup,
  },
  {
    name: 'safekeep_setValue',
    title: 'Set a configuration value',
    description: `Sets or adds a value in a live configuration file or a profile. Only the bytes of that key change; comments and layout stay. Use it instead of editing these files as text. For several keys, call it several times. ${written}`,
    inputSchema: inputOf(
      {
        ...place,
        json: {
          type: 'string',
          description:
            'The new value, written as JSON: 8080, true, null, "\\"a text\\"", [1, 2], {"a": 1}. A string needs its own quotes.',
        },
        ...preview,
      },
      'path',
      'json',
    ),
    kind: 'changes',
    effect: 'replaces',
    again: 'same',
    prepare: setValue,
  },
  {
    name: 'safekeep_removeValue',
    title: 'Remove a configuration value',
    description: `Removes a key from a live configuration file or from a profile, even if the profile inherits it. Use it instead of editing these files as text. ${written}`,
    inputSchema: inputOf({ ...place, ...preview }, 'path'),
    kind: 'changes',
    effect: 'replaces',
    again: 'same',
    prepare: removeValue,
  },
  {
    name: 'safekeep_switchProfile',
    title: 'Switch the configuration profile',
    description: `Makes the live configuration files match a profile. It replaces edits of the live files that aren't saved in a profile; the backup keeps them, and safekeep_status shows them beforehand. Protected profiles are refused: only the person can switch to them. ${written}`,
    inputSchema: inputOf(
      {
        profile: { type: 'string', description: 'The profile, by its name from safekeep_listProfiles.' },
        ...preview,
      },
      'profile',
    ),
    kind: 'changes',
    effect: 'replaces',
    again: 'same',
    prepare: switchProfile,
  },
  {
    name: 'safekeep_restoreBackup',
    title: 'Restore a configuration backup',
    description: `Restores a backup of the configuration, or only some of its keys, but never a secret alone. Use safekeep_diff with the backup first. To undo a single change of yours, use safekeep_undo instead. ${written}`,
    inputSchema: inputOf(
      {
        backup: { type: 'string', description: 'An ID from safekeep_listBackups, a name, or latest.' },
        only: {
          type: 'array',
          items: { type: 'string' },
          maxItems: 100,
          description:
            'Restore only these keys, as dotted paths or JSON Pointers. Everything else stays as it is.',
        },
        target: {
          type: 'string',
          description: 'With only: the live file, by its target name. Only needed if several have the key.',
        },
        ...preview,
      },
      'backup',
    ),
    kind: 'changes',
    effect: 'replaces',
    again: 'same',
    prepare: restoreBackup,
  },
  {
    name: 'safekeep_undo',
    title: 'Undo a configuration change',
    description: `Undoes a change: the files become what they were before it. Specify the commit that a safekeep tool returned, so that you don't undo someone else's change. Defaults to the newest commit. ${written}`,
    inputSchema: inputOf({
      commit: { type: 'string', description: 'A commit ID from an earlier result or from safekeep_status.' },
      ...preview,
    }),
    kind: 'changes',
    effect: 'replaces',
    again: 'more',
    prepare: undo,
  },
];
