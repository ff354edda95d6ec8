// One look at a config folder: manifest, targets, defaults, schemas, profiles, state, backups, history.
// It only reads. Content that is wrong becomes a problem of the snapshot; what leaves no way to know the
// targets (a manifest that does not parse, two `current.*`) is an `EngineError` `invalid`.
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { t } from '@vscode/l10n';
import type { ConfigFolder } from './configFolder.ts';
import { formatOf } from '../text/document.ts';
import { documentOf, formatOfTarget, inFormat, liveFile } from '../documents/fileDocument.ts';
import { inferState } from '../state/drift.ts';
import { referredKeys } from '../layers/references.ts';
import { closedKeyword, wholeProfiles } from '../layers/closedProfiles.ts';
import { isLiveName } from '../records/pathIn.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { everyLayering } from '../layers/everyLayering.ts';
import { readVersions } from '../migrations/versions.ts';
import { readState, statePath } from '../records/stateRecord.ts';
import { isMap } from '../values/value.ts';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Problem, Snapshot, StateRecord, Target, TargetSpec } from '../model/model.ts';
import { readFolderManifest, type ReadManifest } from './readFolderManifest.ts';
import { readMigrations } from './readMigrations.ts';
import { readOwnRecords } from './readOwnRecords.ts';
import { readProfiles } from './readProfiles.ts';
import { readSchemaFiles } from './readSchemas.ts';
import { liveProblems, problemsOfSources } from './sourceProblems.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { hasErrno } from '../storage/disk/fileSystem.ts';
import { andList } from '../base/wordLists.ts';
import { extensions, extensionOf, stemOf } from '../documents/fileNames.ts';

/** The newest content of each path, so that what did not change is not parsed again. */
export type KnownFiles = Map<string, FileContent>;

/** A snapshot before anybody has judged what was read. */
export type SnapshotReading = Omit<Snapshot, 'recovered' | 'interrupted' | 'damage' | 'lastKnown'>;

/** @throws EngineError `invalid`, `unsupported-version`, `io`. */
export async function readSnapshot(
  folder: ConfigFolder,
  known: KnownFiles,
  readManifest: ReadManifest = readFolderManifest,
): Promise<SnapshotReading> {
  const read = (path: string) => readKnown(folder, known, path);
  const names = await folder.list('.');
  const { manifest, problems: unknownKeys } = await readManifest({ folder, names, read });
  const unusable: Problem[] = [];
  const usable = usableFiles(folder, read, unusable);
  const specs =
    manifest.targets.length > 0 ? manifest.targets : await findTargets(folder, names, usable.list);
  const [targets, profiles, { migrations, problems: ofSteps }, own] = await Promise.all([
    fewAtOnce(specs, maxFilesAtOnce, (spec) => readTarget(spec, read, unusable)),
    readProfiles(usable, specs),
    readMigrations(usable),
    readOwnRecords(folder, () => read(statePath)),
  ]);
  const defaultsOf = (spec: TargetSpec) => spec.defaults ?? findNamed(names, spec, 'default');
  const defaults = defaultsIn(specs, await readFilesOf(specs, read, defaultsOf));
  const schemas = await readSchemas(folder, await readFilesOf(targets, usable.read, schemaIn(names)), read);
  const whole = wholeProfiles(profiles.profiles, unusable);
  const references = await readReferences(folder, { profiles: whole, defaults });
  const sources = { profiles: whole, defaults, manifest, targets, migrations, schemas, references };
  const { record: written, problems: problemsOfRecord } = readState(own.stateFile);
  const record = stateOf(written, sources);
  const problems = [
    ...unknownKeys,
    ...profiles.problems,
    ...problemsOfSources(sources, record),
    ...ofSteps,
    ...readVersions(sources).problems,
    ...problemsOfRecord,
    ...unusable,
    ...own.problems,
    ...liveProblems(sources),
  ];
  return {
    folder: folder.folder,
    ...sources,
    awaited: awaitedBy({ specs, targets, schemas }),
    state: record,
    stateFile: own.stateFile,
    backups: own.backups,
    ...elsewhere(folder),
    history: own.entries.toReversed(),
    problems,
  };
}

/** Of what is kept as a whole no schema can say anything. */
function schemaIn(names: readonly string[]): (target: Target) => string | undefined {
  return (target) =>
    target.format === 'opaque'
      ? undefined
      : (target.schema ?? findNamed(names, target, 'schema') ?? ownSchema(target));
}

/** A file whose name tells no format is read in the target's, and so is all of one that is kept as a whole. */
function defaultsIn(specs: readonly TargetSpec[], files: Snapshot['defaults']): Snapshot['defaults'] {
  const formats = new Map(specs.map((spec) => [spec.name, formatOfTarget(spec)]));
  return new Map(
    [...files].map(([name, file]) => {
      const format = formats.get(name) ?? formatOf(file.path);
      const isOwn = format !== 'opaque' && formatOf(file.path) !== 'opaque';
      return [name, isOwn ? file : inFormat(file, format)];
    }),
  );
}

/** What cannot be used is a problem. */
function usableFiles({ list }: ConfigFolder, read: Read, unusable: Problem[]) {
  return {
    list: orProblem(list, unusable, { otherwise: [] }),
    read: orProblem(read, unusable, { otherwise: null }),
  };
}

function stateOf(record: StateRecord, sources: Parameters<typeof inferState>[0]): StateRecord {
  if (record.activeProfile !== null || everyLayering(sources).isTooMuch) return record;
  return inferState(sources) ?? record;
}

function elsewhere({ backupsPlace: { now, usual } }: ConfigFolder): Pick<Snapshot, 'backupsFolder'> {
  return now() === usual ? {} : { backupsFolder: now() };
}

function readReferences(
  folder: ConfigFolder,
  { profiles, defaults }: Pick<Snapshot, 'profiles' | 'defaults'>,
): Promise<Snapshot['references']> {
  const files = [...profiles.flatMap(({ all }) => all), ...defaults.values()];
  return folder.references.read(referredKeys(files));
}

type Read = (path: string) => Promise<FileContent | null>;

async function readKnown(folder: ConfigFolder, known: KnownFiles, path: string): Promise<FileContent | null> {
  const file = await folder.read(path);
  if (!file) return null;
  const before = known.get(path);
  if (before?.sha256 === file.sha256 && before.links === file.links) return before;
  known.set(path, file);
  return file;
}

/** Without a manifest the target is `current.*`; before there is one, it takes the format of what is there. */
async function findTargets(
  folder: ConfigFolder,
  names: readonly string[],
  list: ConfigFolder['list'],
): Promise<readonly TargetSpec[]> {
  const live = names.filter(isLiveName);
  if (live.length > 1) {
    const message = t(
      'There are two live files: {0}. Keep only one of them, or list them under "targets" in safekeep.yaml.',
      andList(live),
    );
    throw new EngineError('invalid', message, { names: live });
  }
  const path = live[0] ?? (await lastTarget(folder));
  if (path !== undefined) return [{ name: 'current', path }];
  const models = [
    ...names.filter((name) => stemOf(name) === 'default'),
    ...(await list('profiles')),
  ].toSorted();
  const extension = models.map(extensionOf).find((candidate) => candidate !== '');
  return extension === undefined ? [] : [{ name: 'current', path: `current${extension}` }];
}

/** A live file that went away is looked for where it last was, whatever format its models have. */
async function lastTarget(folder: ConfigFolder): Promise<string | undefined> {
  const { backups } = await readOwnRecords(folder, () => Promise.resolve(null));
  return ownBackups(backups)
    .flatMap(({ files }) => files)
    .find(({ path }) => isLiveName(path))?.path;
}

/** `default.NAME.yaml` and `schema.NAME.json` serve the target NAME; `default.yaml` and `schema.json` serve `current`, too. */
function findNamed(
  names: readonly string[],
  spec: TargetSpec,
  kind: 'default' | 'schema',
): string | undefined {
  if (formatOfTarget(spec) === 'opaque') return undefined;
  const sameFormat = (name: string) => formatOf(name) === formatOfTarget(spec);
  for (const stem of stemsOf(spec, kind)) {
    const found = names.filter((name) => stemOf(name) === stem && extensions.includes(extensionOf(name)));
    if (found.length > 0) return found.find(sameFormat) ?? found[0];
  }
  return undefined;
}

function stemsOf({ name }: TargetSpec, kind: 'default' | 'schema'): readonly string[] {
  return [`${kind}.${name}`, ...(name === 'current' ? [kind] : [])];
}

function awaitedBy({
  specs,
  targets,
  schemas,
}: Pick<Snapshot, 'targets' | 'schemas'> & { readonly specs: readonly TargetSpec[] }): Snapshot['awaited'] {
  const namesOf = (spec: TargetSpec, kind: 'default' | 'schema') =>
    stemsOf(spec, kind).flatMap((stem) => extensions.map((extension) => stem + extension));
  const parts = [...schemas.values()].flatMap(({ awaited }) => awaited);
  return {
    schemas: [
      ...targets.flatMap((target) => target.schema ?? [...namesOf(target, 'schema'), ...own(target)]),
      ...parts,
    ],
    defaults: specs.flatMap((spec) => spec.defaults ?? namesOf(spec, 'default')),
  };
}

function own(target: Target): readonly string[] {
  const path = ownSchema(target);
  return path === undefined ? [] : [path];
}

/** What may not or cannot be read but for the targets is a problem, once, and not the end of the snapshot. */
function orProblem<Found>(
  read: (path: string) => Promise<Found>,
  problems: Problem[],
  { otherwise, isProblem = isUnusable }: OtherReading<Found>,
): (path: string) => Promise<Found> {
  return async (path) => {
    try {
      return await read(path);
    } catch (error) {
      if (!(error instanceof EngineError) || !isProblem(error, path)) throw error;
      const at = { file: path, line: 0, column: 0, pointer: '', message: error.message };
      if (problems.every(({ file }) => file !== path))
        problems.push(isClosed(error, path) ? { ...at, keyword: closedKeyword } : at);
      return otherwise;
    }
  };
}

interface OtherReading<Found> {
  readonly otherwise: Found;
  readonly isProblem?: (error: EngineError, path: string) => boolean;
}

function isUnusable(error: EngineError, path: string): boolean {
  return error.code === 'invalid' || isClosed(error, path);
}

function isClosed(error: EngineError, path: string): boolean {
  const isRefused = /^(profiles|migrations)/.test(path) && hasErrno(error, 'EACCES', 'EPERM');
  return isRefused || hasErrno(error, 'ELOOP', 'ENAMETOOLONG');
}

/** A live file that is a link to nothing is gone, as one that was deleted is. */
function isDangling({ details }: EngineError): boolean {
  return details['dangles'] === true;
}

/** The local file that a document names in `$schema`. */
function ownSchema({ path, file }: Target): string | undefined {
  const value = file ? documentOf(file).value : undefined;
  const named = isMap(value) ? value['$schema'] : undefined;
  if (typeof named !== 'string' || /^[a-z]+:|^[/\\#]|^$|\0/i.test(named)) return undefined;
  return posix.join(posix.dirname(path), named);
}

async function readTarget(spec: TargetSpec, read: Read, problems: Problem[]): Promise<Target> {
  const readLive = orProblem(read, problems, { otherwise: null, isProblem: isDangling });
  const file = await readLive(spec.path);
  return { ...spec, format: formatOfTarget(spec), file: file && liveFile(file, spec) };
}

/** Each schema with the files that it refers to. */
async function readSchemas(
  { folder }: ConfigFolder,
  roots: ReadonlyMap<string, FileContent>,
  read: Read,
): Promise<Snapshot['schemas']> {
  const schemas = await fewAtOnce([...roots], maxFilesAtOnce, async ([target, root]) => {
    const uri = pathToFileURL(join(folder, root.path)).href;
    return [target, await readSchemaFiles(root, uri, read)] as const;
  });
  return new Map(schemas);
}

async function readFilesOf<Spec extends TargetSpec>(
  specs: readonly Spec[],
  read: Read,
  pathOf: (spec: Spec) => string | undefined,
): Promise<ReadonlyMap<string, FileContent>> {
  const found = await fewAtOnce(specs, maxFilesAtOnce, async (spec): Promise<[string, FileContent][]> => {
    const path = pathOf(spec);
    const file = path === undefined ? null : await read(path);
    return file ? [[spec.name, file]] : [];
  });
  return new Map(found.flat());
}
