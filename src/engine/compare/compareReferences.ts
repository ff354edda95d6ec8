// Comparing any two of: `current`, `default`, `profile:NAME`, `backup:ID|NAME|latest`, or a file's path. The name of a
// profile, the ID of a backup, and `latest` can stand alone.
import { t } from '@vscode/l10n';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { diffValues } from '../diff/diff.ts';
import { bytesOfDocument, type Document } from '../text/document.ts';
import { contentOf, documentOf, formatOfTarget, givenContent } from '../documents/fileDocument.ts';
import { liveContent } from '../layers/liveContent.ts';
import { resolveOrThrow } from '../layers/resolve.ts';
import { EngineError } from '../base/errors.ts';
import { pathIn } from '../records/pathIn.ts';
import { findBackup } from './findBackup.ts';
import type { FileChanges } from './listChanges.ts';
import type { PlannedWrite, Snapshot } from '../model/model.ts';
import { compareDocuments } from '../planners/completePlan.ts';
import { findProfile, sameBytes } from '../planners/draft.ts';
import { readGivenFile } from '../folder/givenFiles.ts';
import { valuesAloneIn } from '../planners/excludeChanges.ts';

/** Target name → document. */
type SideDocuments = ReadonlyMap<string, Document>;

/** @throws EngineError `not-found`, `invalid`, `corrupt`. */
export async function compareReferences(
  folder: ConfigFolder,
  snapshot: Snapshot,
  references: References,
): Promise<readonly FileChanges[]> {
  return (await readPairs(folder, snapshot, references)).map(({ name, path, old, now }) => {
    const unknown = [old, now].some((document) => document && document.value === undefined);
    const isWhole = [old, now].some((document) => document?.format === 'opaque');
    return {
      ...(isWhole ? { whole: { before: bytesOf(old), after: bytesOf(now) } } : {}),
      target: name,
      path,
      unknown,
      changes: unknown ? [] : diffValues(old?.value ?? {}, now?.value ?? {}, snapshot.manifest.arrays),
    };
  });
}

/** What a target is on both sides, as if the one were to be written over the other. */
export interface ComparedContent {
  readonly write: PlannedWrite;
  /** What the changes of values alone make of the one, where it has some and its text can say them. */
  readonly valuesAlone?: Uint8Array;
}

/** The same with the contents themselves, less what is the same on both sides. */
export async function compareContents(
  folder: ConfigFolder,
  snapshot: Snapshot,
  references: References,
): Promise<readonly ComparedContent[]> {
  const rules = snapshot.manifest.arrays;
  const pairs = await readPairs(folder, snapshot, references);
  return pairs.flatMap(({ name, path, old = null, now = null }): ComparedContent[] => {
    const [before, after] = [bytesOf(old ?? undefined), bytesOf(now ?? undefined)];
    if (sameBytes(before, after)) return [];
    const compared = compareDocuments({ from: old, to: now }, rules);
    const write = { path, target: name, before, after, ...compared };
    const alone = old && now && valuesAloneIn({ before: old, after: now, changes: compared.changes, rules });
    return [{ write, ...(alone && compared.kind === 'changed' ? { valuesAlone: alone } : {}) }];
  });
}

function bytesOf(document: Document | undefined): Uint8Array | null {
  return document ? bytesOfDocument(document) : null;
}

interface References {
  readonly from: string;
  readonly to: string;
}

async function readPairs(folder: ConfigFolder, snapshot: Snapshot, { from, to }: References) {
  const [left, right] = await Promise.all([readSide(folder, snapshot, from), readSide(folder, snapshot, to)]);
  return [...new Set([...left.keys(), ...right.keys()])].map((name) => ({
    name,
    path: snapshot.targets.find((target) => target.name === name)?.path ?? name,
    old: left.get(name),
    now: right.get(name),
  }));
}

/** With the kind of what stands alone: a profile goes before a backup, and both before a file. */
export function fullReference(
  { profiles, backups }: Pick<Snapshot, 'profiles' | 'backups'>,
  reference: string,
): string {
  if (reference === 'current' || reference === 'default') return reference;
  if (profiles.some(({ name }) => name === reference)) return `profile:${reference}`;
  const isBackup = reference === 'latest' || backups.some(({ id }) => id === reference);
  return isBackup ? `backup:${reference}` : reference;
}

/** The documents that a reference means. @throws EngineError `not-found`, `invalid`, `corrupt`. */
export async function readSide(
  folder: ConfigFolder,
  snapshot: Snapshot,
  reference: string,
): Promise<SideDocuments> {
  const [, kind, rest = ''] = /^(profile|backup):(.*)$/s.exec(fullReference(snapshot, reference)) ?? [];
  if (reference === 'current') {
    return new Map(
      snapshot.targets.flatMap(({ name, file }) => (file ? [[name, documentOf(file)] as const] : [])),
    );
  }
  if (reference === 'default')
    return new Map([...snapshot.defaults].map(([name, file]) => [name, documentOf(file)]));
  if (kind === 'profile') return readProfileSide(snapshot, rest);
  if (kind === 'backup') return readBackupSide(folder, snapshot, rest);
  return readFileSide(snapshot, reference);
}

function readProfileSide(snapshot: Snapshot, name: string): SideDocuments {
  const profile = findProfile(snapshot, name);
  return new Map(
    snapshot.targets.flatMap((target) => {
      const content = resolveOrThrow(snapshot, profile, target);
      if (!content) return [];
      const bytes = bytesOfDocument(liveContent(snapshot, target, content));
      return [[target.name, documentOf(contentOf(target, bytes))] as const];
    }),
  );
}

async function readBackupSide(
  folder: ConfigFolder,
  snapshot: Snapshot,
  reference: string,
): Promise<SideDocuments> {
  const backup = findBackup(snapshot, reference);
  const then = snapshot.targets.map((target) => ({ ...target, path: pathIn(backup, target) }));
  const held = then.filter(({ path }) => backup.files.some((file) => file.path === path));
  const documents = held.map(async (target): Promise<[string, Document]> => {
    const bytes = await folder.backups.read(backup.id, target.path);
    return [target.name, documentOf(contentOf({ ...target, format: formatOfTarget(target) }, bytes))];
  });
  return new Map(await Promise.all(documents));
}

/** A file from anywhere stands for the first target. */
async function readFileSide(snapshot: Snapshot, path: string): Promise<SideDocuments> {
  const bytes = await readGivenFile(path);
  if (!bytes) {
    if (/[./\\]/.test(path)) throw new EngineError('not-found', t('There is no file {0}.', path), { path });
    const known = snapshot.profiles.map(({ name }) => name);
    throw new EngineError('not-found', t('There is no profile or file "{0}".', path), { path, known });
  }
  const [target] = snapshot.targets;
  const file = target ? givenContent(path, bytes, target) : contentOf(path, bytes);
  return new Map([[target?.name ?? path, documentOf(file)]]);
}
