import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import {
  EngineError,
  findProfile,
  resolveOrRefuse,
  type Engine,
  type ProfileSource,
} from '../../engine/index.ts';
import { argument, carryOut, perform, table, textOption, type Verb } from '../verb.ts';

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
  usage: 'profile show NAME',
  summary: 'Print what a profile resolves to.',
  run: async (context) => {
    const snapshot = await (await context.open()).snapshot();
    const profile = findProfile(snapshot, argument(context, 0));
    const json = snapshot.targets.flatMap((target) => {
      const content = resolveOrRefuse(snapshot, profile, target);
      return content ? [{ target: target.name, text: content.text }] : [];
    });
    return { json, text: json.map(({ text }) => text).join('') };
  },
};

export const createProfile: Verb = {
  usage: 'profile create NAME [--from current|empty|PROFILE|FILE] [--extends PROFILE] [--dry-run]',
  summary: 'Make a profile of the live files, of nothing, of another profile or of a file.',
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
