// A profile as one file to be handed on: its name, and the text of each of its files as it stands, so that comments and
// layout come along. Personal overlays are nobody else's and stay where they are.
import { t } from '@vscode/l10n';
import { EngineError, assertFormat } from '../base/errors.ts';
import type { FileContent, Profile } from '../model/model.ts';
import { renderDocument } from '../text/document.ts';
import { contentOf, documentOf, problemsOf } from '../documents/fileDocument.ts';
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import { builtInProblems } from '../records/builtInSchemas.ts';
import { metadataPlace } from '../records/profileMetadata.ts';
import { isMap, mapOf, toPlain } from '../values/value.ts';
import { formatProblem } from '../base/formatProblem.ts';

export interface ExportedProfile {
  readonly name: string;
  /** What `profile.yaml` says; a profile of one file says it in there. */
  readonly metadata: FileContent | null;
  /** By the name of the target, wherever it came from. Their paths are for messages. */
  readonly files: ReadonlyMap<string, FileContent>;
}

/** The files of a profile that are not personal, by the names that they have in an export. */
export function sharedFiles(profile: Profile): ReadonlyMap<string, FileContent> {
  const { file, pointer } = metadataPlace(profile);
  return new Map([
    ...(file && pointer === '' ? [[`profile${extensionOf(file.path)}`, file] as const] : []),
    ...[...profile.files].map(([target, own]) => [nameOf(profile, target, own), own] as const),
  ]);
}

function nameOf({ name }: Profile, target: string, { path, format }: FileContent): string {
  return format === 'opaque' ? path.slice(`profiles/${name}/`.length) : `${target}${extensionOf(path)}`;
}

/** Of files that parse. */
export function exportedText(profile: Profile): string {
  const files = [...sharedFiles(profile)].map(([name, file]) => [name, documentOf(file).text] as const);
  const document = mapOf([
    ['format', 1],
    ['profile', profile.name],
    ['files', mapOf(files)],
  ]);
  return `${heading}\n${renderDocument(document, 'yaml')}`;
}

/** English in every language, as the names of the keys: the file is handed on to others. */
const heading =
  '# A profile that Safekeep exported. "Import Profile…" or "safekeep profile import" takes it in.';

/** @throws EngineError `invalid`, with the place, `unsupported-version`. */
export function readExportedProfile(path: string, bytes: Uint8Array): ExportedProfile {
  const document = documentOf(contentOf(path, bytes));
  const { value } = document;
  if (value !== undefined && (!isMap(value) || !('files' in value))) {
    const message = t(
      '{0} isn\'t a profile that Safekeep exported. To create a profile from any JSON or YAML file, use Create Profile… or "safekeep profile create --from".',
      path,
    );
    throw new EngineError('invalid', message, { path });
  }
  if (value !== undefined) assertFormat(toPlain(value['format'] ?? null), () => path);
  const [problem] = [...problemsOf(document), ...builtInProblems('exportedProfile', document)];
  if (problem) throw new EngineError('invalid', formatProblem({ ...problem, file: path }), { path });
  const said = toPlain(value ?? null) as RawExport; // So says the schema.
  const files = Object.entries(said.files).map(([name, text]) => {
    return [stemOf(name), contentOf(`${path} › ${name}`, new TextEncoder().encode(text))] as const;
  });
  const isContent = ([name]: readonly [string, FileContent]) => name !== 'profile';
  const metadata = files.find((one) => !isContent(one))?.[1] ?? null;
  return { name: said.profile, metadata, files: new Map(files.filter(isContent)) };
}

interface RawExport {
  readonly profile: string;
  readonly files: Readonly<Record<string, string>>;
}
