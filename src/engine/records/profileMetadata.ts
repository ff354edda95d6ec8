// The metadata of a profile: the reserved root key `$profile`, or `profile.yaml` in a profile's folder. In a personal
// overlay, and in one of several files of a profile, the key speaks of that file alone.
import { t } from '@vscode/l10n';
import type { FileContent, Problem, Profile, ProfileMetadata, Target } from '../model/model.ts';
import { labelFault } from '../base/labelFault.ts';
import { documentOf, problemsOf, type FormatOfFile } from '../documents/fileDocument.ts';
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import { formatOf } from '../text/formatOf.ts';
import { validSubset, builtInProblems } from './builtInSchemas.ts';
import { childAt, type Pointer } from '../values/pointer.ts';
import { isList, isMap, type Value } from '../values/value.ts';

export const metadataKey = '$profile';
export const metadataPointer = `/${metadataKey}`;

/** What the schema lets through; a list can be left empty. */
interface RawMetadata extends Partial<Omit<ProfileMetadata, 'extends' | 'unset'>> {
  readonly extends?: string | readonly string[] | null;
  readonly unset?: Pointer | readonly Pointer[] | null;
}

/**
 * What is said, with defaults for what is not; what does not fit the schema counts as not said, but for protection, which
 * only a plain `false`, or a map that says nothing of it, takes away.
 */
export function readMetadata(value: Value | undefined): ProfileMetadata {
  const fitting = validSubset('metadata', value ?? null) ?? {};
  const { extends: parents, unset, ...rest } = fitting as RawMetadata; // What does not fit the schema has been taken out.
  const saysMore =
    value !== undefined && value !== null && (!isMap(value) || Object.hasOwn(value, 'protected'));
  return { protected: saysMore, ...rest, extends: [parents ?? []].flat(), unset: [unset ?? []].flat() };
}

/** The same for a file with a profile. What stands where it isn't read protects all the same. */
export function metadataIn(value: Value | undefined): ProfileMetadata {
  const metadata = readMetadata(isMap(value) ? value[metadataKey] : undefined);
  const unread = unreadMetadataIn(value);
  return {
    ...metadata,
    protected: metadata.protected || unread.some((said) => readMetadata(said).protected),
  };
}

/** What a file says of a profile in one of several documents, in a list, or behind a tag, where it isn't read. */
export function unreadMetadataIn(value: Value | undefined): readonly Value[] {
  if (value === undefined || isMap(value)) return [];
  return (isList(value) ? value : [value]).flatMap((top) => {
    const said = childAt(top, metadataKey);
    return said === undefined ? [] : [said];
  });
}

const cache = new WeakMap<FileContent, readonly Problem[]>();

/** What is wrong with a file of a profile: with its text, and with what it says about the profile. */
export function profileFileProblems(file: FileContent): readonly Problem[] {
  const problems = cache.get(file) ?? findProblems(file); // Every profile that is made of it asks.
  cache.set(file, problems);
  return problems;
}

function findProblems(file: FileContent): readonly Problem[] {
  const document = documentOf(file);
  const [, name = '', inner] = stemOf(file.path).split('/');
  const isMetadata = inner === 'profile';
  const isLayer = inner !== undefined || name.endsWith('.local');
  return [
    ...problemsOf(document),
    ...(isMetadata
      ? builtInProblems('metadata', document)
      : builtInProblems(isLayer ? 'layer' : 'metadata', document, metadataPointer)),
  ];
}

/** The ending of a profile's file made from another file: one that is read in the same format under any name. */
export function profileExtension({ path, format = formatOf(path) }: FormatOfFile): string {
  const extension = extensionOf(path.toLowerCase());
  return format !== 'jsonc' && formatOf(extension) === format ? extension : `.${format}`;
}

/** Targets of which a profile is a folder: several, or one that is kept as a whole and has no place for metadata. */
export function needFolders(targets: readonly Pick<Target, 'format'>[]): boolean {
  return targets.length > 1 || targets.some(({ format }) => format === 'opaque');
}

/** The path, below a profile's folder, of the file for a target that is made of another file. */
export function pathInProfile(profile: string, target: NamedTarget, file: FormatOfFile): string {
  const name = target.format === 'opaque' ? opaqueName(target) : target.name + profileExtension(file);
  return `profiles/${profile}/${name}`;
}

type NamedTarget = Pick<Target, 'name' | 'path' | 'format'>;

/** A file that is kept as a whole has the live file's own name, where that tells the target, else its own extension. */
export function opaqueName({ name, path }: Pick<Target, 'name' | 'path'>): string {
  const own = path.slice(path.lastIndexOf('/') + 1);
  if (own === name || own === `.${name}`) return own;
  const [extension = ''] = /\.[^.]+$/.exec(own) ?? [];
  return name + extension;
}

/** The file with a profile's metadata, and where in it that stands; a configuration can have keys of the same names. */
export function metadataPlace({ name, all }: Profile): {
  readonly file: FileContent | undefined;
  readonly pointer: Pointer;
} {
  const own = all.find(({ path }) => stemOf(path) === `profiles/${name}/profile`);
  return own ? { file: own, pointer: '' } : { file: all[0], pointer: metadataPointer };
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d|default|profile)$/i;

/** Why a text cannot become a profile's name, or `null` when it can. */
export function nameFault(name: string): string | null {
  return fileNameFault(name) ?? labelFault(name);
}

/** Of what is found on the disk only this matters. A name is also a file's name, on any system. */
export function fileNameFault(name: string): string | null {
  if (name.trim() === '') return t('Enter a name for the profile.');
  if (name !== name.trim() || name.startsWith('.') || name.endsWith('.')) {
    return t("A profile name can't start or end with a space or a dot.");
  }
  // eslint-disable-next-line no-control-regex -- Control characters are just what is looked for.
  if (/[/\\:*?"<>|\u0000-\u001f]/.test(name) || name.includes('..')) {
    return t('A profile name can\'t contain / \\ : * ? " < > | or "..".');
  }
  if (reserved.test(name)) return t('"{0}" is a reserved name.', name);
  if (name.endsWith('.local')) return t('Names that end in ".local" are reserved for personal overlays.');
  if (Buffer.byteLength(name) > 100) return t('A profile name can be at most 100 bytes long.');
  return null;
}
