import {
  documentOf,
  EngineError,
  findProfile,
  findTarget,
  parseDocument,
  pointerFromPath,
  renderDocument,
  resolveOrRefuse,
  valueAt,
  type Snapshot,
  type Target,
  type Value,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, perform, textOption, type Outcome, type Verb, type VerbContext } from '../verb.ts';

const placeOptions = { target: 'text', profile: 'text' } as const;

export const get: Verb = {
  usage: 'get PATH [--target NAME] [--profile NAME]',
  summary:
    'Print a value of the live file, or of what a profile resolves to; PATH is dotted or a JSON Pointer.',
  options: placeOptions,
  run: async (context) => {
    const snapshot = await (await context.open()).snapshot();
    const target = findTarget(snapshot, textOption(context, 'target'));
    const profile = textOption(context, 'profile');
    const root = profile === undefined ? liveValue(target) : resolvedValue(snapshot, profile, target);
    const path = argument(context, 0);
    const value = valueAt(root, pointerFromPath(path));
    const from = profile === undefined ? target.path : `Profile "${profile}"`;
    if (value === undefined) throw new EngineError('not-found', `${from} has no "${path}".`, { path });
    return {
      json: value,
      text: typeof value === 'string' ? `${value}\n` : renderDocument(value, 'json'),
    };
  },
};

export const set: Verb = {
  usage: 'set PATH JSON [--target NAME] [--profile NAME] [--dry-run]',
  summary: 'Set one value of the live file, or of a profile; only its bytes change.',
  options: { ...placeOptions, 'dry-run': 'flag' },
  run: (context) => edit(context, { op: 'set', value: valueOf(argument(context, 1)) }),
};

export const unset: Verb = {
  usage: 'unset PATH [--target NAME] [--profile NAME] [--dry-run]',
  summary: 'Remove one key of the live file, or of a profile, which then leaves it out of what it inherits.',
  options: { ...placeOptions, 'dry-run': 'flag' },
  run: (context) => edit(context, { op: 'remove' }),
};

function edit(
  context: VerbContext,
  change: { op: 'set'; value: Value } | { op: 'remove' },
): Promise<Outcome> {
  const [target, profile] = [textOption(context, 'target'), textOption(context, 'profile')];
  return perform(context, {
    kind: 'edit',
    edits: [{ ...change, pointer: pointerFromPath(argument(context, 0)) }],
    ...(target === undefined ? {} : { target }),
    ...(profile === undefined ? {} : { profile }),
  });
}

function liveValue({ path, name, file }: Target): Value {
  if (!file) throw new EngineError('not-found', 'There is no live file to read.', { target: name });
  const { value, problems } = documentOf(file);
  const [first] = problems;
  if (value !== undefined) return value;
  throw new EngineError(
    'invalid',
    `${path}:${first?.line ?? 0}:${first?.column ?? 0}: ${first?.message ?? ''}`,
    {},
  );
}

function resolvedValue(snapshot: Snapshot, profile: string, target: Target): Value {
  return resolveOrRefuse(snapshot, findProfile(snapshot, profile), target)?.value ?? null;
}

/** JSON, numbers as they are written. @throws UsageError. */
function valueOf(text: string): Value {
  const { value } = parseDocument('value.json', text);
  if (value === undefined) throw new UsageError(`"${text}" is not JSON; a text needs quotes: '"${text}"'`);
  return value;
}
