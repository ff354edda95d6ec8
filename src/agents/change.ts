// The tools that change something, as operations of the engine.
import { t } from '@vscode/l10n';
import type { Edit, Operation } from '../engine/index.ts';
import { textIn, type AgentEngine, type PreparedChange, type ToolInput } from './agentTool.ts';
import { jsonIn, pointerInput, pointerIn, saidIn } from './ownInput.ts';
import { prepareChange } from './prepareChange.ts';
import { meantTarget } from './redactionFor.ts';
import { oneLine } from './report.ts';

type Prepare = (engine: AgentEngine, input: ToolInput) => Promise<PreparedChange>;

export const createBackup: Prepare = async (engine, input) => {
  const [name, note] = [textIn(input, 'name'), textIn(input, 'note')];
  const { targets } = await engine.snapshot();
  return {
    summary: name === undefined ? t('Create a backup') : t('Create the backup "{0}"', oneLine(name)),
    preview: t(
      'Creates a copy of {0}. No file is changed.',
      targets.map(({ path }) => oneLine(path)).join(', '),
    ),
    apply: async (via) => {
      const { id } = await engine.createBackup({
        via,
        ...(name === undefined ? {} : { name }),
        ...(note === undefined ? {} : { note }),
      });
      return {
        text: `Created backup ${id}. To restore it, use safekeep_restoreBackup.`,
        data: { backup: id },
      };
    },
  };
};

export const setValue: Prepare = (engine, input) => {
  const pointer = pointerInput(input);
  return prepareEdit(engine, input, { op: 'set', pointer, value: jsonIn(input, pointer) });
};

export const removeValue: Prepare = (engine, input) =>
  prepareEdit(engine, input, { op: 'remove', pointer: pointerInput(input) });

async function prepareEdit(engine: AgentEngine, input: ToolInput, edit: Edit): Promise<PreparedChange> {
  const { name: target } = meantTarget(await engine.snapshot(), input, edit.pointer);
  return prepareChange(engine, editOf(input, edit, target), saidIn(input));
}

export const switchProfile: Prepare = (engine, input) =>
  prepareChange(engine, { kind: 'switch', profile: textIn(input, 'profile') ?? '' }, saidIn(input));

export const restoreBackup: Prepare = (engine, input) => {
  const backup = textIn(input, 'backup') ?? '';
  const { only } = input;
  const target = textIn(input, 'target');
  return prepareChange(
    engine,
    typeof only === 'object'
      ? { kind: 'restore', backup, only: only.map(pointerIn), ...(target === undefined ? {} : { target }) }
      : { kind: 'restore', backup },
    saidIn(input),
  );
};

export const undo: Prepare = (engine, input) => {
  const commit = textIn(input, 'commit');
  const operation: Operation = { kind: 'undo', ...(commit === undefined ? {} : { commit }) };
  return prepareChange(engine, operation, saidIn(input));
};

function editOf(input: ToolInput, edit: Edit, target: string): Operation {
  const profile = textIn(input, 'profile');
  return {
    kind: 'edit',
    // Another key, a secret or protected, may read the value by an alias.
    onlyHere: true,
    edits: [edit],
    target,
    ...(profile === undefined ? {} : { profile }),
  };
}
