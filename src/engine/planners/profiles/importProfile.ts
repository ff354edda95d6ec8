import { t } from '@vscode/l10n';
import { editDocument, renderDocument } from '../../text/document.ts';
import { readExportedProfile, type ExportedProfile } from '../../layers/exportedProfile.ts';
import { assertParsed, contentOf, documentOf } from '../../documents/fileDocument.ts';
import { chainOf } from '../../layers/chain.ts';
import { valueAt } from '../../values/pointer.ts';
import {
  metadataPointer,
  needFolders,
  opaqueName,
  pathInProfile,
  profileExtension,
  readMetadata,
} from '../../records/profileMetadata.ts';
import { isMap } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Problem, Profile, Snapshot, Target } from '../../model/model.ts';
import { bytesOf, type Draft, type DraftWrite } from '../draft.ts';
import { added, checkFreeName } from './profileOperations.ts';

export interface ImportedProfile {
  /** Of the exported file, for messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What it is called here; the name it was exported with where nothing is said. */
  readonly name?: string;
}

/**
 * Takes in a profile that was exported, its texts as they are. A parent that is not there is a problem of the plan: it may
 * be imported next. @throws EngineError `invalid`, `exists`, `not-found`, `unsupported-version`.
 */
export function planImportProfile(snapshot: Snapshot, { path, bytes, name: given }: ImportedProfile): Draft {
  const exported = readExportedProfile(path, bytes);
  const name = given ?? exported.name;
  checkFreeName(snapshot, name);
  if (exported.metadata) assertParsed(documentOf(exported.metadata));
  for (const file of exported.files.values()) assertParsed(documentOf(file));
  const writes = writesFor(snapshot, exported, name);
  return {
    kind: 'import-profile',
    summary: t('Import profile {0}', name),
    writes,
    problems: chainProblems(snapshot, name, writes),
  };
}

function writesFor(snapshot: Snapshot, exported: ExportedProfile, name: string): readonly DraftWrite[] {
  const [first] = snapshot.targets;
  if (!first) throw new EngineError('not-found', t('This config folder has no live files yet.'), {});
  const files = [...exported.files].map(
    ([said, file]) => [targetFor(snapshot, exported, said), file] as const,
  );
  const [only] = files;
  const isFolder = exported.metadata !== null || needFolders(snapshot.targets);
  if (only && !isFolder)
    return [added(`profiles/${name}${profileExtension(only[1])}`, only[1].bytes, first.path)];
  const { metadata, files: own } = apart(exported, files);
  return [
    ...(metadata
      ? [added(`profiles/${name}/profile${profileExtension(metadata)}`, metadata.bytes, first.path)]
      : []),
    ...own.map(([target, file]) => added(pathInProfile(name, target, file), file.bytes, target.path)),
  ];
}

/** Where there is one target on both sides, that is meant, whatever it is called. */
function targetFor({ targets }: Snapshot, { files }: ExportedProfile, name: string): Target {
  const [first] = targets;
  const isNamed = (one: Target) => one.name === name || (one.format === 'opaque' && opaqueName(one) === name);
  const target = targets.length === 1 && files.size === 1 ? first : targets.find(isNamed);
  const file = files.get(name);
  // What is kept as a whole has no keys, and what has keys is not kept as a whole.
  const isWhole = file !== undefined && documentOf(file).format === 'opaque';
  if (target && isWhole === (target.format === 'opaque')) return target;
  const known = targets.map((one) => one.name);
  const message = t('It is a profile for "{0}", which isn\'t a target of this folder.', name);
  throw new EngineError('invalid', message, { name, known });
}

type TargetFile = readonly [Target, FileContent];

interface Parts {
  readonly metadata: FileContent | null;
  readonly files: readonly TargetFile[];
}

/** A profile of one file says of itself in there what one of several says beside its files. */
function apart({ metadata }: ExportedProfile, files: readonly TargetFile[]): Parts {
  const [only, second] = files;
  const document = only && documentOf(only[1]);
  const said = document?.value === undefined ? undefined : valueAt(document.value, metadataPointer);
  if (metadata || second || !only || !document || !isMap(said)) return { metadata, files };
  const text = editDocument(document, [{ op: 'remove', pointer: metadataPointer }]);
  return {
    metadata: contentOf('profile.yaml', bytesOf(renderDocument(said, 'yaml'))),
    files: [[only[0], contentOf(only[1].path, bytesOf(text))]],
  };
}

/** What is wrong with the parents that it names, seen from where it will be. */
function chainProblems(snapshot: Snapshot, name: string, writes: readonly DraftWrite[]): readonly Problem[] {
  const all = writes.flatMap(({ path, after }) => (after ? [contentOf(path, after)] : []));
  const [first] = all;
  const value = first && documentOf(first).value;
  const isApart = first?.path.startsWith(`profiles/${name}/profile.`) === true;
  const said = value === undefined || isApart ? value : valueAt(value, metadataPointer);
  const metadata = readMetadata(said);
  const profile: Profile = { name, metadata, files: new Map(), overlays: new Map(), all };
  return chainOf({ profiles: [...snapshot.profiles, profile] }, profile).problems;
}
