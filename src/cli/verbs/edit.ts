import {
  documentOf,
  EngineError,
  parseDocument,
  pointerFromPath,
  renderDocument,
  valueAt,
  type Value,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, perform, textOption, type Outcome, type Verb, type VerbContext } from '../verb.ts';

const targetOption = { target: 'text' } as const;

export const get: Verb = {
  usage: 'get PATH [--target NAME]',
  summary: 'Print a value of the live file; PATH is dotted or a JSON Pointer.',
  options: targetOption,
  run: async (context) => {
    const { targets } = await (await context.open()).snapshot();
    const name = textOption(context, 'target');
    const target = name === undefined ? targets[0] : targets.find((candidate) => candidate.name === name);
    if (!target?.file) throw new EngineError('not-found', 'There is no live file to read.', { target: name });
    const document = documentOf(target.file);
    const [first] = document.problems;
    if (first)
      throw new EngineError('invalid', `${target.path}:${first.line}:${first.column}: ${first.message}`, {});
    const path = argument(context, 0);
    const value = document.value === undefined ? undefined : valueAt(document.value, pointerFromPath(path));
    if (value === undefined) throw new EngineError('not-found', `${target.path} has no "${path}".`, { path });
    return {
      json: value,
      text: typeof value === 'string' ? `${value}\n` : renderDocument(value, 'json'),
    };
  },
};

export const set: Verb = {
  usage: 'set PATH JSON [--target NAME] [--dry-run]',
  summary: 'Set one value of the live file; only its bytes change.',
  options: { ...targetOption, 'dry-run': 'flag' },
  run: (context) => edit(context, { op: 'set', value: valueOf(argument(context, 1)) }),
};

export const unset: Verb = {
  usage: 'unset PATH [--target NAME] [--dry-run]',
  summary: 'Remove one key of the live file.',
  options: { ...targetOption, 'dry-run': 'flag' },
  run: (context) => edit(context, { op: 'remove' }),
};

function edit(
  context: VerbContext,
  change: { op: 'set'; value: Value } | { op: 'remove' },
): Promise<Outcome> {
  const target = textOption(context, 'target');
  const edits = [{ ...change, pointer: pointerFromPath(argument(context, 0)) }];
  return perform(context, { kind: 'edit', edits, ...(target === undefined ? {} : { target }) });
}

/** JSON, numbers as they are written. @throws UsageError. */
function valueOf(text: string): Value {
  const { value } = parseDocument('value.json', text);
  if (value === undefined) throw new UsageError(`"${text}" is not JSON; a text needs quotes: '"${text}"'`);
  return value;
}
