import { t } from '@vscode/l10n';
import {
  contentOf,
  documentOf,
  EngineError,
  guardsShown,
  isSecretKey,
  Literal,
  noMask,
  parseDocument,
  parsePath,
  parsePointer,
  redactionOf,
  renderDocument,
  type Engine,
  type Plan,
  type PlannedWrite,
  type Pointer,
  type Redaction,
  type Value,
  type Operation,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { placeInContent } from '../placeInContent.ts';
import { readValue } from '../readValue.ts';
import {
  argument,
  flagOption,
  planOutcome,
  runPlan,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';
import { dryRun } from '../verbShape.ts';

const onlyHere = {
  'only-here': {
    kind: 'flag',
    about: t('Change only this key. YAML aliases that refer to it keep their current values.'),
  },
} as const satisfies Verb['options'];

const placeOptions = {
  target: { kind: 'text', about: t('The live file, if there are several.') },
  profile: { kind: 'text', about: t('Read or change this profile instead of the live file.') },
} as const satisfies Verb['options'];

export const get: Verb = {
  usage: 'get PATH [--target TARGET] [--profile PROFILE]',
  summary: t(
    'Print a value from the live file or from a profile, even if the profile inherits it. PATH is dotted or a JSON Pointer.',
  ),
  options: placeOptions,
  examples: [
    ['get log.level', t('Prints a value from the live file.')],
    ['get /servers/0/port --profile production', t('Prints a value from a profile, by its JSON Pointer.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const { value: found, pointer, missing } = placeInContent(context, await engine.snapshot());
    if (found === undefined) throw missing();
    // A profile has references, and no values of them.
    const mask = textOption(context, 'profile') === undefined ? context.maskOf(engine) : noMask;
    const value = mask.value(found, pointer);
    return {
      json: value,
      isContent: true,
      text: outputText(value),
    };
  },
};

/** A scalar as it is written, without the quotes of a string; all else as JSON. */
function outputText(value: Value): string {
  if (value instanceof Literal) return `${value.source}\n`;
  return typeof value === 'string' ? `${value}\n` : renderDocument(value, 'json');
}

export const set: Verb = {
  usage: 'set PATH [VALUE] [--stdin] [--target TARGET] [--profile PROFILE] [--only-here] [--dry-run]',
  summary: t('Set a value in the live file or a profile. The rest of the file stays as it is.'),
  options: {
    stdin: {
      kind: 'flag',
      about: t("Read the value from standard input, and don't print it. Use it for secrets."),
    },
    ...placeOptions,
    ...onlyHere,
    ...dryRun,
  },
  examples: [
    ['set port 8080', t('Sets a number.')],
    ['set log.level debug', t('Sets a string.')],
    [`set port '"8080"'`, t('Sets a string. Without its JSON quotes, it would be a number.')],
    [`set 'ports[+]' 8080`, t('Appends an item to a list. [0] is the first item, and [-1] is the last.')],
    ['set port 8081 --profile staging --dry-run', t('Shows the change to a profile without writing it.')],
    ['set db.password --stdin', t('Asks for a secret without showing it.')],
  ],
  run: async (context) => {
    const isHidden = flagOption(context, 'stdin');
    const [, json] = context.arguments;
    if (isHidden === (json !== undefined))
      throw new UsageError(
        isHidden
          ? t("With --stdin, don't specify a value on the command line.")
          : t('The value is missing. Specify it, or use --stdin to read it from standard input.'),
      );
    if (!isHidden) {
      const value = parseInput(json ?? '');
      const engine = await context.open();
      const place = await placeToSet(context, engine);
      // A bare word there is a secret that would stand in the shell's history, and in what is printed.
      if (value === json && parsePointer(place.pointer).some(isSecretKey))
        throw new UsageError(t("Use --stdin to set a secret, so that the command line doesn't contain it."));
      return edit(context, engine, { ...place, op: 'set', value });
    }
    return setHidden(context, parseInput((await readValue()).replace(/\r?\n$/, '')));
  },
};

interface Place {
  readonly pointer: Pointer;
  readonly target: string | undefined;
}

/** Only a path that counts, documents or from the end of a list, is looked up in the content. */
async function placeToSet(context: VerbContext, engine: Engine): Promise<Place> {
  const path = argument(context, 0);
  const pointer = path.startsWith('#') ? undefined : parsePath(path);
  if (pointer !== undefined) return { pointer, target: textOption(context, 'target') };
  const place = placeInContent(context, await engine.snapshot());
  return { pointer: place.pointer, target: place.target.name };
}

export const unset: Verb = {
  usage: 'unset PATH [--target TARGET] [--profile PROFILE] [--only-here] [--dry-run]',
  summary: t('Remove a key from the live file or from a profile, even if the profile inherits it.'),
  options: { ...placeOptions, ...onlyHere, ...dryRun },
  examples: [['unset log.file', t('Removes a key from the live file.')]],
  run: async (context) => {
    const engine = await context.open();
    const { target, pointer, value, missing } = placeInContent(context, await engine.snapshot());
    if (value === undefined) throw missing();
    return edit(context, engine, { op: 'remove', pointer, target: target.name });
  },
};

type EditOfPlace = Place & ({ readonly op: 'set'; readonly value: Value } | { readonly op: 'remove' });

async function edit(context: VerbContext, engine: Engine, change: EditOfPlace): Promise<Outcome> {
  return runPlan(context, engine, await engine.plan(operationOf(context, change)));
}

function operationOf(context: VerbContext, { target, ...change }: EditOfPlace): Operation {
  const profile = textOption(context, 'profile');
  return {
    kind: 'edit',
    edits: [change],
    ...(target === undefined ? {} : { target }),
    ...(profile === undefined ? {} : { profile }),
    ...(flagOption(context, 'only-here') ? { onlyHere: true } : {}),
  };
}

/** Prints neither the value nor what was there. */
async function setHidden(context: VerbContext, value: Value): Promise<Outcome> {
  const engine = await context.open();
  const place = await placeToSet(context, engine);
  const plan = await engine.plan(operationOf(context, { ...place, op: 'set', value }));
  const dryRun = flagOption(context, 'dry-run');
  const redaction = redactionOf(plan.writes.flatMap(valuesOf), [place.pointer]);
  const shown = hiddenIn(plan, redaction);
  const [first] = shown.guards;
  // As the commit does, which would cite the value.
  if (first && !dryRun && !context.force)
    throw new EngineError('guarded', first.message, { guards: shown.guards });
  const result = dryRun ? null : await engine.commit(plan, context.force ? { accepted: 'all' } : {});
  return planOutcome(shown, { result, dryRun });
}

function valuesOf(write: PlannedWrite): readonly Value[] {
  return [write.before, write.after].flatMap((bytes) => {
    const value = bytes ? documentOf(contentOf(write, bytes)).value : undefined;
    return value === undefined ? [] : [value];
  });
}

function hiddenIn(plan: Plan, redaction: Redaction): Plan {
  return {
    ...plan,
    writes: plan.writes.map((write) => ({ ...write, changes: write.changes.map(redaction.change) })),
    problems: plan.problems.map((problem) => redaction.problem(problem)),
    guards: guardsShown(plan, redaction),
  };
}

/**
 * JSON, with numbers as they are written, or a text without quotes. What begins like JSON and is none may be a secret, and
 * is not repeated. @throws UsageError.
 */
function parseInput(text: string): Value {
  const { value, problems } = parseDocument('value.json', text);
  if (value !== undefined) return value;
  if (text.trim() !== '' && !/^\s*[[{"]/.test(text)) return text;
  throw new UsageError(t("The value isn't valid JSON: {0}", problems[0]?.message ?? ''));
}
