import { t } from '@vscode/l10n';
import {
  EngineError,
  findProfile,
  layerStack,
  maskOf,
  originOf,
  parsePointer,
  referenceUseId,
  secretNameFor,
  userSecrets,
  valueAt,
  type Snapshot,
  type StoredSecret,
} from '../../../engine/index.ts';
import { UsageError } from '../../commandLine.ts';
import { placeInContent } from '../../placeInContent.ts';
import { readValue } from '../../readValue.ts';
import {
  argument,
  flagOption,
  linesOf,
  runPlan,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../../verb.ts';
import { dryRun } from '../../verbShape.ts';

export const setSecret: Verb = {
  usage: 'secret set NAME [--stdin]',
  summary: t(
    'Store a secret that profiles can refer to as ${secret:NAME}. The value is asked for, or read from standard input, and never printed.',
  ),
  options: {
    stdin: { kind: 'flag', about: t('Read the value from standard input, as is done without a terminal.') },
  },
  values: { NAME: 'secrets' },
  examples: [
    ['secret set DB_PASSWORD', t('Asks for the value without showing it, and stores it encrypted.')],
  ],
  run: async (context) => {
    if (context.arguments.length > 1)
      throw new UsageError(t("Don't put the value on the command line, where others can see it."));
    const name = argument(context, 0);
    const value = (await readValue()).replace(/\r?\n$/, '');
    const stored = await userSecrets().set(name, value);
    return storedOutcome(name, stored);
  },
};

function storedOutcome(name: string, { path, madeKey }: StoredSecret): Outcome {
  const json = { secret: name, store: path, ...(madeKey === undefined ? {} : { key: madeKey }) };
  return { json, text: linesOf([t('Stored {0} in {1}.', name, path), ...keySentence(madeKey)]) };
}

function keySentence(madeKey: string | undefined): readonly string[] {
  if (madeKey === undefined) return [];
  return [t("The key is {0}. Keep a copy of it elsewhere: without it, the secrets can't be read.", madeKey)];
}

export const listSecrets: Verb = {
  usage: 'secret list',
  summary: t('List the names of the stored secrets.'),
  examples: [['secret list', t('Prints the names, and no values.')]],
  run: async () => {
    const names = [...(await userSecrets().read()).keys()].toSorted();
    return { json: { secrets: names }, text: linesOf(names) };
  },
};

export const removeSecret: Verb = {
  usage: 'secret remove NAME',
  summary: t('Remove a stored secret. Live files that have its value keep it.'),
  values: { NAME: 'secrets' },
  examples: [['secret remove DB_PASSWORD', t('Removes a secret from the store.')]],
  run: async (context) => {
    const name = argument(context, 0);
    await userSecrets().remove(name);
    return { json: { secret: name }, text: linesOf([t('Removed {0}.', name)]) };
  },
};

export const extractSecret: Verb = {
  usage: 'secret extract PATH [--name NAME] [--profile PROFILE] [--target TARGET] [--dry-run]',
  summary: t(
    'Move a value of a profile into the secret store, and leave a reference to it in the profile. The live file stays as it is.',
  ),
  options: {
    name: { kind: 'text', about: t('The name of the secret (defaults to one that is made from PATH).') },
    profile: { kind: 'text', about: t('The profile (defaults to the active one).') },
    target: { kind: 'text', about: t('The live file, if there are several.') },
    ...dryRun,
  },
  examples: [
    ['secret extract db.password', t('Stores the value as DB_PASSWORD, and writes ${secret:DB_PASSWORD}.')],
  ],
  run: extract,
};

async function extract(context: VerbContext): Promise<Outcome> {
  const engine = await context.open();
  const snapshot = await engine.snapshot();
  const asked = textOption(context, 'profile') ?? snapshot.state.activeProfile;
  if (asked === null) throw new UsageError(t('No profile is active. Specify one with --profile.'));
  const options = { ...context.options, profile: asked };
  const { pointer, value, target, missing } = placeInContent({ ...context, options }, snapshot);
  if (value === undefined) throw missing();
  const profile = ownerOf(snapshot, { asked, target: target.name, pointer });
  if (typeof value !== 'string' || value === '') throw notText(pointer);
  if (value.includes('${secret:')) throw hasReference(pointer);
  const name = textOption(context, 'name') ?? secretNameFor(pointer);
  const text = `\${secret:${name}}`;
  const operation = {
    kind: 'edit',
    profile,
    target: target.name,
    edits: [{ op: 'set', pointer, value: text }],
  } as const;
  const plan = await engine.plan(operation);
  const stored = flagOption(context, 'dry-run')
    ? null
    : await userSecrets().set(name, value, { replaces: context.force });
  // The live file has the value at that place already.
  const uses = [referenceUseId(target, { pointer, text })];
  const hidden = { ...context, maskOf: () => maskOf([pointer], [value]) };
  const { json, text: done } = await runPlan(hidden, engine, { ...plan, uses });
  const sentences = stored
    ? [t('Stored {0} in {1}.', name, stored.path), ...keySentence(stored.madeKey)]
    : [];
  const rotate = t(
    'Backups and the history of Git still have the old value. If others can read them, change it.',
  );
  return {
    json: { ...json, secret: name, ...(stored?.madeKey === undefined ? {} : { key: stored.madeKey }) },
    text: done + linesOf([...sentences, rotate]),
    isListing: true,
  };
}

/** The profile whose own file has the value. @throws EngineError `invalid` where it is no profile's. */
function ownerOf(
  snapshot: Snapshot,
  { asked, target, pointer }: { readonly asked: string; readonly target: string; readonly pointer: string },
): string {
  const layering = layerStack(snapshot, findProfile(snapshot, asked), { name: target });
  const step = layering ? originOf(layering, pointer).steps.at(-1) : undefined;
  const isWhole = step !== undefined && valueAt(layering?.stack.at(-1) ?? null, pointer) !== undefined;
  if (isWhole && step.kind === 'profile') return step.layer;
  const place = step?.file ?? parsePointer(pointer).join('.');
  const message = t(
    "The value comes from {0}, which isn't a file of a profile. Edit that file instead.",
    place,
  );
  throw new EngineError('invalid', message, { pointer });
}

function notText(pointer: string): EngineError {
  const message = t("The value of {0} isn't text. References stand for text only.", pointer);
  return new EngineError('invalid', message, { pointer });
}

function hasReference(pointer: string): EngineError {
  return new EngineError('invalid', t('{0} already refers to a secret.', pointer), { pointer });
}
