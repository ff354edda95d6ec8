// Backups in Git's objects. Each worktree of each clone writes one ref for each config folder, and nobody else does:
//   refs/safekeep/v1/<folder>/<machine>                       what is written here
//   refs/safekeep/remote/<hash of the URL>/v1/<folder>/<machine>   what was fetched from there
// Its tree has `format.json` and `<yyyymm>/<id>/`: `backup.json` as it is on the disk, and the other files of the backup under
// their numbers in that record, so that no name of a stranger becomes a path. What was fetched may be anybody's: it is
// looked at only through `isId`, the records' own schema and checksums, and within bounds.
import { isId, sha256, visibleText } from '../engine/index.ts';
import { isMachineId, isObject, type Clone } from './clone.ts';
import { git, gitText } from './runGit.ts';

/** Where a backup is among Git's objects. */
export interface BackupEntry {
  readonly id: string;
  /** The object of `backup.json`. */
  readonly record: string;
  /** Those of the other files, in the order of the record. */
  readonly files: readonly string[];
}

/** One writer's backups as of its newest commit. */
export interface MachineRef {
  readonly machine: string;
  readonly ref: string;
  readonly tip: string;
  /** The hash of the URL that it was fetched from; undefined for what was written here. */
  readonly remote?: string;
}

export interface MachineTree {
  /** What its computer is called. */
  readonly label: string;
  readonly entries: ReadonlyMap<string, BackupEntry>;
}

const maxFormatBytes = 4_096;
const maxLabelLength = 60;

export function ownRef({ folder }: Clone, machine: string): string {
  return `refs/safekeep/v1/${folder}/${machine}`;
}

/** 16 hex digits. */
export function remoteKey(url: string): string {
  return sha256(url).slice(0, 16);
}

export function fetchedRef({ folder }: Clone, url: string, machine: string): string {
  return `refs/safekeep/remote/${remoteKey(url)}/v1/${folder}/${machine}`;
}

export function monthOf(id: string): string {
  return id.slice(0, 6);
}

/** Lists the refs of this config folder, the newest commits first. */
export async function listRefs(clone: Clone): Promise<readonly MachineRef[]> {
  const patterns = [`refs/safekeep/v1/${clone.folder}/`, `refs/safekeep/remote/*/v1/${clone.folder}/*`];
  const format = '--format=%(objectname) %(refname)';
  const said = await gitText(['for-each-ref', '--sort=-committerdate', format, ...patterns], at(clone));
  return said.split('\n').flatMap((line) => {
    const [tip = '', ref = ''] = line.split(' ');
    const machine = ref.slice(ref.lastIndexOf('/') + 1);
    const [, remote] = /^refs\/safekeep\/remote\/([0-9a-f]{16})\//.exec(ref) ?? [];
    if (!isMachineId(machine)) return [];
    return [{ machine, ref, tip, ...(remote === undefined ? {} : { remote }) }];
  });
}

/**
 * Returns one ref for each machine: what this one wrote itself, and of others the newest that is known.
 * @param own the id of this machine, if it has one.
 */
export function newestRefs(refs: readonly MachineRef[], own: string | null): readonly MachineRef[] {
  const found = new Map<string, MachineRef>();
  const mine = refs.filter(({ machine, remote }) => machine === own && remote === undefined);
  for (const ref of [...mine, ...refs]) if (!found.has(ref.machine)) found.set(ref.machine, ref);
  return [...found.values()];
}

/** Reads what a commit has, with the name of its computer. @throws EngineError `io` where it can't be read. */
export async function readMachineTree(clone: Clone, tip: string): Promise<MachineTree> {
  const { format, entries } = await readTree(clone, tip);
  return { label: await labelIn(clone, format), entries };
}

interface Tree {
  /** The object of `format.json`. */
  readonly format: string | undefined;
  readonly entries: ReadonlyMap<string, BackupEntry>;
}

/** Reads which backups a commit has. @throws EngineError `io` where it can't be read. */
export async function readTree(clone: Clone, tip: string): Promise<Tree> {
  const listed = (await git(['ls-tree', '-r', '-z', '--full-tree', tip], at(clone))).toString();
  const found = new Map<string, { record?: string; readonly files: string[] }>();
  let format: string | undefined;
  for (const line of listed.split('\0')) {
    const [, object = '', path = ''] = /^100644 blob ([0-9a-f]{40,64})\t(.+)$/.exec(line) ?? [];
    if (path === 'format.json') format = object;
    const [, month, id = '', name = ''] = /^(\d{6})\/([^/]+)\/(backup\.json|\d{1,5})$/.exec(path) ?? [];
    if (!isId(id) || month !== monthOf(id)) continue;
    const entry = found.get(id) ?? { files: [] };
    if (name === 'backup.json') entry.record = object;
    else entry.files[Number(name)] = object;
    found.set(id, entry);
  }
  const entries = [...found].flatMap(([id, { record, files }]): [string, BackupEntry][] =>
    record === undefined ? [] : [[id, { id, record, files }]],
  );
  return { format, entries: new Map(entries) };
}

async function labelIn(clone: Clone, object: string | undefined): Promise<string> {
  const bytes = object === undefined ? undefined : (await readObjects(clone, [object])).get(object);
  if (!bytes || bytes.length > maxFormatBytes) return '';
  try {
    const format: unknown = JSON.parse(bytes.toString());
    const label = isObject(format) ? format['label'] : undefined;
    return typeof label === 'string' ? visibleText(label.slice(0, maxLabelLength)) : '';
  } catch {
    return '';
  }
}

/** Reads blobs, as many as are there. @throws EngineError `io`, also for more than 128 MB. */
export async function readObjects(
  clone: Clone,
  objects: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(objects)];
  if (wanted.length === 0) return new Map();
  const input = Buffer.from(wanted.map((object) => `${object}\n`).join(''));
  const said = await git(['cat-file', '--batch', '--buffer'], {
    ...at(clone),
    input,
    maxBytes: 128 * 1024 * 1024,
  });
  const found = new Map<string, Buffer>();
  for (let start = 0; start < said.length;) {
    const end = said.indexOf('\n', start);
    const [object = '', kind = '', size = '0'] = said.toString('latin1', start, end).split(' ');
    const length = kind === 'missing' ? -1 : Number(size);
    if (kind === 'blob') found.set(object, said.subarray(end + 1, end + 1 + length));
    start = end + 1 + length + 1;
  }
  return found;
}

/** Where Git runs for it. */
export function at({ root }: Clone): { readonly folder: string } {
  return { folder: root };
}
