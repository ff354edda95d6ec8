// The profiles of a config folder: `profiles/NAME.yaml` where there is one target, `profiles/NAME/TARGET.yaml`
// with `profile.yaml` where there are several; `.local` before the extension marks a personal overlay. For a target that is
// kept as a whole, the folder has a file of its own name.
import { t } from '@vscode/l10n';
import { documentOf, formatOfTarget, inFormat } from '../documents/fileDocument.ts';
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import { closedKeyword } from '../layers/closedProfiles.ts';
import { groupBy } from '../values/groupBy.ts';
import {
  fileNameFault,
  metadataIn,
  opaqueName,
  profileFileProblems,
  readMetadata,
} from '../records/profileMetadata.ts';
import type { FileContent, Problem, Profile, TargetSpec } from '../model/model.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';

export interface ProfilesReading {
  /** By name. */
  readonly profiles: readonly Profile[];
  readonly problems: readonly Problem[];
}

type Read = (path: string) => Promise<FileContent | null>;

/** What can be read of a config folder; what may not be read counts as missing. */
export interface FolderReader {
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly read: Read;
}

/** Files and folders of all profiles together. Git makes thousands of them of a few bytes. */
const maxEntries = 5_000;

/** Each reads many files at once. */
const maxProfilesAtOnce = 4;
const overlayEnding = '.local';

/** None where there are too many: half of them could lack what the others are built on, or protect. */
export async function readProfiles(
  { list, read }: FolderReader,
  targets: readonly TargetSpec[],
): Promise<ProfilesReading> {
  let left = maxEntries;
  const counting = async (path: string) => {
    const names = left < 0 ? [] : await list(path);
    left -= names.length;
    return left < 0 ? [] : names;
  };
  const found = await readAllProfiles({ list: counting, read }, targets);
  return left < 0 ? { profiles: [], problems: [tooMany()] } : found;
}

async function readAllProfiles(
  reading: FolderReader,
  targets: readonly TargetSpec[],
): Promise<ProfilesReading> {
  const names = await namesIn(reading, 'profiles');
  const files = names.filter((name) => extensionOf(name) !== '');
  const directories = names.filter((name) => extensionOf(name) === '' && fileNameFault(name) === null);
  const readings = [
    ...readSingles(files, targets, reading.read),
    ...directories.map((name) => () => readDirectory(reading, name, targets)),
  ];
  const found = await fewAtOnce(readings, maxProfilesAtOnce, (read) => read());
  const profiles = found
    .flatMap((reading) => reading.profiles)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return { profiles, problems: [...found.flatMap((reading) => reading.problems), ...doubles(profiles)] };
}

function readSingles(
  names: readonly string[],
  targets: readonly TargetSpec[],
  read: Read,
): readonly (() => Promise<ProfilesReading>)[] {
  const [target] = targets.filter((one) => !isOpaque(one));
  const byStem = groupBy(names, stemOf);
  const stems = [...byStem.keys()].filter((stem) => !stem.endsWith(overlayEnding));
  return stems.map((stem) => async () => {
    const own = await readAll(byStem.get(stem) ?? [], 'profiles', read);
    const overlays = await readAll(byStem.get(stem + overlayEnding) ?? [], 'profiles', read);
    const [file, second] = own;
    if (!file) return { profiles: [], problems: [] };
    const profile: Profile = {
      name: stem,
      metadata: metadataIn(documentOf(file).value),
      files: new Map(target ? [[target.name, file]] : []),
      overlays: new Map(target && overlays[0] ? [[target.name, overlays[0]]] : []),
      all: [...own, ...overlays],
    };
    const problems = [...own, ...overlays].flatMap(profileFileProblems);
    return { profiles: [profile], problems: second ? [...problems, doubled(second.path, stem)] : problems };
  });
}

async function readDirectory(
  reading: FolderReader,
  name: string,
  targets: readonly TargetSpec[],
): Promise<ProfilesReading> {
  const directory = `profiles/${name}`;
  const wholes = new Set(targets.filter(isOpaque).map(opaqueName));
  const isRead = (entry: string) => wholes.has(entry) || (extensionOf(entry) !== '' && !isHidden(entry));
  const names = (await reading.list(directory)).filter(isRead).toSorted();
  const all = (await readAll(names, directory, reading.read)).map((file) =>
    wholes.has(file.path.slice(directory.length + 1)) ? inFormat(file, 'opaque') : file,
  );
  const whole = (target: TargetSpec) => all.find(({ path }) => path === `${directory}/${opaqueName(target)}`);
  const pick = (stem: string) => all.find(({ path }) => stemOf(path) === `${directory}/${stem}`);
  const metadata = pick('profile');
  if (all.length === 0) return { profiles: [], problems: [] };
  const byTarget = (ending: string) =>
    new Map(
      targets.flatMap((target): [string, FileContent][] => {
        const isOwn = ending === '';
        const file = isOpaque(target) ? isOwn && whole(target) : pick(target.name + ending);
        return file ? [[target.name, file]] : [];
      }),
    );
  const profile: Profile = {
    name,
    metadata: readMetadata(metadata ? documentOf(metadata).value : undefined),
    files: byTarget(''),
    overlays: byTarget(overlayEnding),
    all,
  };
  return { profiles: [profile], problems: all.flatMap(profileFileProblems) };
}

async function namesIn({ list }: FolderReader, directory: string): Promise<readonly string[]> {
  return (await list(directory)).filter((name) => !isHidden(name)).toSorted();
}

/** Names with a dot in front are editors' own: Emacs locks a file with a link to nothing beside it. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isOpaque(target: TargetSpec): boolean {
  return formatOfTarget(target) === 'opaque';
}

async function readAll(
  names: readonly string[],
  directory: string,
  read: Read,
): Promise<readonly FileContent[]> {
  const files = await fewAtOnce(names, maxFilesAtOnce, (name) => read(`${directory}/${name}`));
  return files.filter((file) => file !== null);
}

function doubles(profiles: readonly Profile[]): readonly Problem[] {
  return profiles.flatMap((profile, index) => {
    const [file] = profile.all;
    return file && profiles[index - 1]?.name === profile.name ? [doubled(file.path, profile.name)] : [];
  });
}

function tooMany(): Problem {
  const message = t(
    'The profiles have more than {0} files in total, so Safekeep reads none of them.',
    maxEntries,
  );
  return { file: 'profiles', line: 0, column: 0, pointer: '', keyword: closedKeyword, message };
}

function doubled(file: string, name: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    pointer: '',
    message: t('Another profile is also named "{0}". Keep only one of them.', name),
  };
}
