import { t } from '@vscode/l10n';
import {
  decode,
  EngineError,
  readGivenFile,
  findProfile,
  layerStack,
  listOrigins,
  resolveOrThrow,
  type Engine,
  type ProfileSource,
  type ResolvedContent,
} from '../../engine/index.ts';
import {
  argument,
  runPlan,
  flagOption,
  perform,
  table,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';
import { allFolders, dryRun } from '../verbShape.ts';
import { originJson, originText } from '../listings/originListing.ts';

export const listProfiles: Verb = {
  usage: 'profile list [--all]',
  summary: t('List the profiles; the active one is marked.'),
  options: allFolders,
  examples: [['profile list', t('Shows the name, parents, protection, and description of each profile.')]],
  run: async ({ open }) => {
    const { profiles, state } = await (await open()).snapshot();
    const json = profiles.map(({ name, metadata }) => ({
      name,
      extends: metadata.extends,
      description: metadata.description ?? '',
      active: name === state.activeProfile,
      protected: metadata.protected,
    }));
    const rows = json.map((profile) => [
      `${profile.active ? '*' : ' '} ${profile.name}`,
      profile.extends.length > 0 ? t('extends {0}', profile.extends.join(', ')) : '',
      profile.protected ? t('protected') : '',
      profile.description,
    ]);
    return { json, text: table(rows) };
  },
};

export const showProfile: Verb = {
  usage: 'profile show NAME [--origin]',
  values: { NAME: 'profiles' },
  summary: t(
    'Print a profile with everything that it inherits. With --origin, show which file each value comes from.',
  ),
  options: {
    origin: { kind: 'flag', about: t('Show the file and line where each value comes from.') },
  },
  examples: [
    ['profile show production', t('Shows the profile with everything that it inherits.')],
    ['profile show production --origin', t('Shows which layer each value comes from.')],
  ],
  run: async (context) => {
    const snapshot = await (await context.open()).snapshot();
    const profile = findProfile(snapshot, argument(context, 0));
    const shown = snapshot.targets.flatMap((target) => {
      const content = resolveOrThrow(snapshot, profile, target);
      return content
        ? [{ target, text: textOf(content), layering: layerStack(snapshot, profile, target) }]
        : [];
    });
    const isAsked = flagOption(context, 'origin');
    const json = shown.map(({ target, text, layering }) => ({
      target: target.name,
      text,
      ...(isAsked && layering ? { origins: listOrigins(layering).map(originJson) } : {}),
    }));
    const texts = shown.map(({ target, text, layering }) =>
      isAsked && layering ? originText(target.path, listOrigins(layering)) : text,
    );
    return { json, text: texts.join(isAsked ? '\n' : ''), ...(isAsked ? {} : { isContent: true }) };
  },
};

/** Of what is no text, how much it is. */
function textOf({ text, bytes }: ResolvedContent): string {
  return bytes && decode(bytes) === null ? `${t('{0} bytes', bytes.length)}\n` : text;
}

export const createProfile: Verb = {
  usage: 'profile create NAME [--from current|empty|PROFILE|FILE] [--extends PROFILE] [--dry-run]',
  summary: t(
    'Create a profile from the live files, another profile, or a file, or create an empty one. With --extends, the profile inherits from another one and contains only the differences.',
  ),
  options: {
    from: {
      kind: 'text',
      about: t('The source (defaults to the live files or, with --extends, to an empty profile).'),
    },
    extends: { kind: 'text', about: t('The profile to inherit from.') },
    ...dryRun,
  },
  examples: [
    ['profile create development', t('Creates a profile from the current live files.')],
    ['profile create test --extends staging', t('Creates an empty profile that extends staging.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const parent = textOption(context, 'extends');
    const source = await profileSource(
      engine,
      textOption(context, 'from') ?? (parent === undefined ? 'current' : 'empty'),
    );
    const operation = {
      kind: 'create-profile',
      name: argument(context, 0),
      source,
      ...(parent === undefined ? {} : { extends: parent }),
    } as const;
    return runPlan(context, engine, await engine.plan(operation));
  },
};

async function profileSource(engine: Engine, from: string): Promise<ProfileSource> {
  if (from === 'current' || from === 'empty') return { kind: from };
  const { profiles } = await engine.snapshot();
  if (profiles.some(({ name }) => name === from)) return { kind: 'profile', name: from };
  const bytes = await readGivenFile(from);
  if (!bytes) throw new EngineError('not-found', t('There is no profile or file "{0}".', from), { from });
  return { kind: 'file', path: from, bytes };
}

export const copyProfile: Verb = {
  usage: 'profile copy NAME COPY [--dry-run]',
  summary: t('Duplicate a profile under another name.'),
  options: dryRun,
  values: { NAME: 'profiles' },
  examples: [['profile copy staging trial', t('Creates trial as a copy of staging.')]],
  run: (context) =>
    perform(context, { kind: 'duplicate-profile', name: argument(context, 0), copy: argument(context, 1) }),
};

export const saveProfile: Verb = {
  usage: 'profile save [--dry-run]',
  summary: t('Save the edits in the live files to the active profile, each key to the layer that sets it.'),
  options: dryRun,
  examples: [['profile save --dry-run', t('Shows the file that each key would be saved to.')]],
  run: (context) => perform(context, { kind: 'save-to-profile' }),
};

export const renameProfile: Verb = {
  usage: 'profile rename NAME NEW [--dry-run]',
  summary: t('Rename a profile, and update the profiles that extend it.'),
  options: dryRun,
  values: { NAME: 'profiles' },
  examples: [['profile rename trial test', t('Renames the profile trial to test.')]],
  run: (context) =>
    perform(context, { kind: 'rename-profile', name: argument(context, 0), newName: argument(context, 1) }),
};

export const deleteProfile: Verb = {
  usage: 'profile delete NAME [--dry-run]',
  summary: t('Move a profile to the trash. Undo restores it.'),
  options: dryRun,
  values: { NAME: 'profiles' },
  examples: [['profile delete trial', t('Deletes the profile.')]],
  run: (context) => perform(context, { kind: 'delete-profile', name: argument(context, 0) }),
};

export const protectProfile: Verb = {
  usage: 'profile protect NAME [--dry-run]',
  summary: t('Protect a profile: the editor asks you to type its name before you switch to it or change it.'),
  options: dryRun,
  values: { NAME: 'profiles' },
  examples: [['profile protect production', t('Prevents switching to it by mistake.')]],
  run: (context) => protect(context, 'on'),
};

export const unprotectProfile: Verb = {
  usage: 'profile unprotect NAME [--dry-run]',
  summary: t('Unprotect a profile.'),
  options: dryRun,
  values: { NAME: 'profiles' },
  examples: [['profile unprotect production', t('Unprotects the profile.')]],
  run: (context) => protect(context, 'off'),
};

function protect(context: VerbContext, protection: 'on' | 'off'): Promise<Outcome> {
  return perform(context, { kind: 'protect-profile', profile: argument(context, 0), protection });
}
