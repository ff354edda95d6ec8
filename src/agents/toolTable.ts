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
      'Which config folder, by its label such as "config" or "api/config". Only needed when there are several; the error lists them.',
  },
};

const preview: Properties = {
  preview: {
    type: 'boolean',
    description: 'true: only tell what would change; nothing is written.',
  },
};

const place = {
  path: {
    type: 'string',
    description: 'One key: a dotted path (server.port, carriers[0].name) or a JSON Pointer (/server/port).',
  },
  target: {
    type: 'string',
    description:
      'Which live file, by its target name of safekeep_status. Only needed when there are several.',
  },
  profile: {
    type: 'string',
    description:
      'Edit this profile instead of the live file. The live file stays until the profile is switched to again.',
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
  'Before anything is written a verified backup is made, and all files change together or none does. Returns the changes (secrets hidden), the commit id for safekeep_undo and the backup id. Refused when a guard finds it dangerous, a protected profile is concerned, or a secret would be replaced, removed or uncovered: then tell the person, and do not edit the files by other means.';

export const agentTools: readonly AgentTool[] = [
  {
    name: 'safekeep_listProfiles',
    title: 'List configuration profiles',
    description:
      'Lists the named configuration profiles of the config folder: which is active, which are protected, what each extends. Use it before safekeep_switchProfile or to find the name of a profile. It does not show values: use safekeep_diff for those.',
    inputSchema: inputOf({}),
    kind: 'looks',
    look: listProfiles,
  },
  {
    name: 'safekeep_status',
    title: 'Show configuration status',
    description:
      'Shows the active configuration profile, the live configuration files, how these differ from the profile key by key (drift), schema and syntax problems with their lines, damage, and the ids of the newest commits. Use it first, before changing configuration, and afterwards to check the result. Secrets are hidden as [hidden].',
    inputSchema: inputOf({}),
    kind: 'looks',
    look: status,
  },
  {
    name: 'safekeep_getValue',
    title: 'Read a configuration value',
    description:
      'Reads one key of the configuration, or everything, as JSON: of the live file, or with profile of what that profile comes to with all that it inherits. Use it to learn which keys there are before safekeep_setValue, instead of reading the files, since secrets are hidden as [hidden]. Long values are cut: ask for a deeper path then.',
    inputSchema: inputOf({
      path: {
        type: 'string',
        description:
          'A dotted path (server.port, carriers[0].name) or a JSON Pointer (/server/port); everything when not said.',
      },
      target: place.target,
      profile: { type: 'string', description: 'A name of safekeep_listProfiles, instead of the live file.' },
    }),
    kind: 'looks',
    look: getValue,
  },
  {
    name: 'safekeep_diff',
    title: 'Compare configurations',
    description:
      'Compares two states of the configuration by value, key by key: the live files, a profile with all that it inherits, the defaults, or a backup. Use it to see what a switch or a restore would change, or what changed since a backup. Lines start with + added, - removed, ~ modified, > moved. Secrets are hidden as [hidden]. It does not compare arbitrary files.',
    inputSchema: inputOf(
      {
        from: {
          type: 'string',
          description: 'One of: current, default, profile:NAME, backup:ID, backup:NAME, backup:latest.',
        },
        to: { type: 'string', description: 'The same; current when not said.' },
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
      'Lists the backups of the configuration files, newest first, with id, time, name and why each was made. Use it to find the backup for safekeep_restoreBackup or safekeep_diff.',
    inputSchema: inputOf({
      limit: { type: 'integer', minimum: 1, maximum: 50, description: 'How many; 10 when not said.' },
    }),
    kind: 'looks',
    look: listBackups,
  },
  {
    name: 'safekeep_createBackup',
    title: 'Back up configuration',
    description:
      'Makes a backup of all live configuration files now. Use it before a risky series of changes that other tools make. It is not needed before the safekeep tools, which make one themselves. Returns the backup id.',
    inputSchema: inputOf({
      name: { type: 'string', description: 'A short name; named backups are never cleaned up.' },
      note: { type: 'string', description: 'Why it is made.' },
    }),
    kind: 'changes',
    effect: 'adds',
    again: 'more',
    prepare: createBackup,
  },
  {
    name: 'safekeep_setValue',
    title: 'Set a configuration value',
    description: `Sets one value of a live configuration file or of a profile, or adds it; only the bytes of that key change, so that comments and layout stay. Use it instead of editing these files as text. For several keys call it several times. ${written}`,
    inputSchema: inputOf(
      {
        ...place,
        json: {
          type: 'string',
          description:
            'The new value, written as JSON: 8080, true, null, "\\"a text\\"", [1, 2], {"a": 1}. A text needs its own quotes.',
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
    description: `Removes one key of a live configuration file, or of a profile, which then leaves it out of what it inherits. Use it instead of editing these files as text. ${written}`,
    inputSchema: inputOf({ ...place, ...preview }, 'path'),
    kind: 'changes',
    effect: 'replaces',
    again: 'same',
    prepare: removeValue,
  },
  {
    name: 'safekeep_switchProfile',
    title: 'Switch the configuration profile',
    description: `Makes the live configuration files what a profile says. Edits of the live files that are in no profile are replaced; the backup keeps them, and safekeep_status shows them beforehand. Protected profiles are refused: only the person switches to those. ${written}`,
    inputSchema: inputOf(
      { profile: { type: 'string', description: 'A name of safekeep_listProfiles.' }, ...preview },
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
    description: `Brings a backup of the configuration back, whole or only some keys of it, but no secret alone. Use safekeep_diff with the backup first. To take back a single change of yours, safekeep_undo is better. ${written}`,
    inputSchema: inputOf(
      {
        backup: { type: 'string', description: 'An id of safekeep_listBackups, a name, or latest.' },
        only: {
          type: 'array',
          items: { type: 'string' },
          description: 'Only these keys, as dotted paths or JSON Pointers; everything else stays as it is.',
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
    description: `Takes one commit back: the files become what they were before it. Name the commit that a safekeep tool returned to you, so that nobody else's change is undone; without it the newest commit is meant. ${written}`,
    inputSchema: inputOf({
      commit: { type: 'string', description: 'A commit id from an earlier result or from safekeep_status.' },
      ...preview,
    }),
    kind: 'changes',
    effect: 'replaces',
    again: 'more',
    prepare: undo,
  },
];
