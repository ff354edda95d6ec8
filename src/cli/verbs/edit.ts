import { t } from '@vscode/l10n';
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
import { dryRun } from '../verbShape.ts';

const placeOptions = {
  target: { kind: 'text', about: t('Which live file is meant, where there are several.') },
  profile: { kind: 'text', about: t('The profile of that name instead of the live file.') },
} as const satisfies Verb['options'];

export const get: Verb = {
  usage: 'get PATH [--target TARGET] [--profile PROFILE]',
  summary: t(
    'Print a value of the live file, or of what a profile resolves to; PATH is dotted or a JSON Pointer.',
  ),
  options: placeOptions,
  examples: [
    ['get log.level', t('Prints one value of the live file.')],
    ['get /servers/0/port --profile production', t('Prints what a profile says at a JSON Pointer.')],
  ],
  run: async (context) => {
    const snapshot = await (await context.open()).snapshot();
    const target = findTarget(snapshot, textOption(context, 'target'));
    const profile = textOption(context, 'profile');
    const root = profile === undefined ? liveValue(target) : resolvedValue(snapshot, profile, target);
    const path = argument(context, 0);
    const value = valueAt(root, pointerFromPath(path));
    const from = profile === undefined ? target.path : t('Profile "{0}"', profile);
    if (value === undefined) throw new EngineError('not-found', t('{0} has no "{1}".', from, path), { path });
    return {
      json: value,
      text: typeof value === 'string' ? `${value}\n` : renderDocument(value, 'json'),
    };
  },
};

export const set: Verb = {
  usage: 'set PATH JSON [--target TARGET] [--profile PROFILE] [--dry-run]',
  summary: t('Set one value of the live file, or of a profile; only its bytes change.'),
  options: { ...placeOptions, ...dryRun },
  examples: [
    ['set port 8080', t('Sets a number.')],
    [`set log.level '"debug"'`, t('Sets a text, which is JSON and has quotes of its own.')],
    ['set port 8081 --profile staging --dry-run', t('Shows what a profile would say.')],
  ],
  run: (context) => edit(context, { op: 'set', value: valueOf(argument(context, 1)) }),
};

export const unset: Verb = {
  usage: 'unset PATH [--target TARGET] [--profile PROFILE] [--dry-run]',
  summary: t(
    'Remove one key of the live file, or of a profile, which then leaves it out of what it inherits.',
  ),
  options: { ...placeOptions, ...dryRun },
  examples: [['unset log.file', t('Removes one key of the live file.')]],
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
  if (!file) throw new EngineError('not-found', t('There is no live file to read.'), { target: name });
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
  if (value === undefined) throw new UsageError(t(`"{0}" is not JSON; a text needs quotes: '"{0}"'`, text));
  return value;
}
