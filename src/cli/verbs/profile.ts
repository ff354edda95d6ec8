import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import {
  EngineError,
  findProfile,
  layeringOf,
  listOrigins,
  resolveOrRefuse,
  type Engine,
  type ProfileSource,
} from '../../engine/index.ts';
import {
  argument,
  carryOut,
  flagOption,
  perform,
  table,
  textOption,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';
import { originJson, originText } from '../originListing.ts';

export const listProfiles: Verb = {
  usage: 'profile list',
  summary: 'List the profiles; the active one is marked.',
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
      profile.extends.length > 0 ? `extends ${profile.extends.join(', ')}` : '',
      profile.protected ? 'protected' : '',
      profile.description,
    ]);
    return { json, text: table(rows) };
  },
};

export const showProfile: Verb = {
  usage: 'profile show NAME [--origin]',
  summary: 'Print what a profile resolves to, or with --origin which file each value of it comes from.',
  options: { origin: 'flag' },
  run: async (context) => {
    const snapshot = await (await context.open()).snapshot();
    const profile = findProfile(snapshot, argument(context, 0));
    const shown = snapshot.targets.flatMap((target) => {
      const content = resolveOrRefuse(snapshot, profile, target);
      return content ? [{ target, text: content.text, layering: layeringOf(snapshot, profile, target) }] : [];
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
    return { json, text: texts.join(isAsked ? '\n' : '') };
  },
};

export const createProfile: Verb = {
  usage: 'profile create NAME [--from current|empty|PROFILE|FILE] [--extends PROFILE] [--dry-run]',
  summary:
    'Make a profile of the live files, of nothing, of another profile or of a file; with --extends it holds what differs from that profile.',
  options: { from: 'text', extends: 'text', 'dry-run': 'flag' },
  run: async (context) => {
    const engine = await context.open();
    const parent = textOption(context, 'extends');
    const source = await sourceOf(
      engine,
      textOption(context, 'from') ?? (parent === undefined ? 'current' : 'empty'),
    );
    const wish = {
      kind: 'create-profile',
      name: argument(context, 0),
      source,
      ...(parent === undefined ? {} : { extends: parent }),
    } as const;
    return carryOut(context, engine, await engine.plan(wish));
  },
};

async function sourceOf(engine: Engine, from: string): Promise<ProfileSource> {
  if (from === 'current' || from === 'empty') return { kind: from };
  const { profiles } = await engine.snapshot();
  if (profiles.some(({ name }) => name === from)) return { kind: 'profile', name: from };
  const bytes = await readFile(resolve(from)).catch((cause: unknown) => {
    throw new EngineError('not-found', `"${from}" is neither a profile nor a file.`, { from, cause });
  });
  return { kind: 'file', path: from, bytes };
}

export const copyProfile: Verb = {
  usage: 'profile copy NAME COPY [--dry-run]',
  summary: 'Duplicate a profile under another name.',
  options: { 'dry-run': 'flag' },
  run: (context) =>
    perform(context, { kind: 'duplicate-profile', name: argument(context, 0), copy: argument(context, 1) }),
};

export const saveProfile: Verb = {
  usage: 'profile save [--dry-run]',
  summary: 'Put what was edited in the live files into the active profile, each key where it belongs.',
  options: { 'dry-run': 'flag' },
  run: (context) => perform(context, { kind: 'save' }),
};

export const renameProfile: Verb = {
  usage: 'profile rename NAME NEW [--dry-run]',
  summary: 'Rename a profile; those that extend it follow.',
  options: { 'dry-run': 'flag' },
  run: (context) =>
    perform(context, { kind: 'rename-profile', name: argument(context, 0), newName: argument(context, 1) }),
};

export const deleteProfile: Verb = {
  usage: 'profile delete NAME [--dry-run]',
  summary: 'Move a profile to the trash; undo brings it back.',
  options: { 'dry-run': 'flag' },
  run: (context) => perform(context, { kind: 'delete-profile', name: argument(context, 0) }),
};

export const protectProfile: Verb = {
  usage: 'profile protect NAME [--dry-run]',
  summary: 'Protect a profile: the editor asks for its name before it is switched to or changed.',
  options: { 'dry-run': 'flag' },
  run: (context) => protect(context, 'on'),
};

export const unprotectProfile: Verb = {
  usage: 'profile unprotect NAME [--dry-run]',
  summary: 'Take the protection of a profile off.',
  options: { 'dry-run': 'flag' },
  run: (context) => protect(context, 'off'),
};

function protect(context: VerbContext, protection: 'on' | 'off'): Promise<Outcome> {
  return perform(context, { kind: 'protect-profile', profile: argument(context, 0), protection });
}
