// Fetches the backups of all machines of this config folder from a remote, into refs of their own: nothing that was written
// here is touched, and what was fetched before only goes forward.
import { t } from '@vscode/l10n';
import { EngineError } from '../engine/index.ts';
import { at, fetchedRef, listRefs, remoteKey } from './backupRefs.ts';
import { isMachineId, type Clone } from './clone.ts';
import { networkLimits, networkWords } from './pushBackups.ts';
import { shownUrl } from './remotes.ts';
import { runGit } from './runGit.ts';
import { removeStaleLocks } from './staleLocks.ts';

export interface Pulled {
  /** Ids of machines with something new. */
  readonly news: readonly string[];
  /** Those whose backups were replaced there, so that what was fetched before stays. */
  readonly refused: readonly string[];
}

/** More machines than this have no config folder in common. */
const maxMachines = 1_000;

/** @throws EngineError `io` with Git's own reason. */
export async function pullBackups(clone: Clone, url: string): Promise<Pulled> {
  await removeStaleLocks(clone);
  const there = await listThere(clone, url);
  const known = new Map((await listRefs(clone)).map(({ ref, tip }) => [ref, tip]));
  const wanted = [...there].filter(([machine, tip]) => known.get(fetchedRef(clone, url, machine)) !== tip);
  if (wanted.length === 0) return { news: [], refused: [] };
  const { folder } = clone;
  const refspecs = wanted.map(
    ([machine]) => `refs/safekeep/v1/${folder}/${machine}:${fetchedRef(clone, url, machine)}`,
  );
  const options = ['--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-auto-gc'];
  const fetched = await runGit(
    [...networkWords, '-c', 'fetch.fsckObjects=true', 'fetch', ...options, '--', url, ...refspecs],
    { ...at(clone), ...networkLimits },
  );
  const now = new Map((await listRefs(clone)).map(({ ref, tip }) => [ref, tip]));
  const isNews = ([machine]: readonly [string, string]) => {
    const ref = fetchedRef(clone, url, machine);
    return now.get(ref) !== known.get(ref);
  };
  const news = wanted.filter(isNews).map(([machine]) => machine);
  const isRefused = fetched.reason.includes('[rejected]');
  if (fetched.code !== 0 && !isRefused) throw pullFailed(url, fetched.reason);
  const refused = fetched.code === 0 ? [] : wanted.filter((one) => !isNews(one)).map(([machine]) => machine);
  return { news, refused };
}

/** Machine → commit. */
async function listThere(clone: Clone, url: string): Promise<ReadonlyMap<string, string>> {
  const pattern = `refs/safekeep/v1/${clone.folder}/*`;
  const { code, stdout, reason } = await runGit(
    [...networkWords, 'ls-remote', '--refs', '--quiet', '--', url, pattern],
    { ...at(clone), ...networkLimits },
  );
  if (code !== 0) throw pullFailed(url, reason);
  const start = pattern.slice(0, -1);
  const found = stdout
    .toString()
    .split('\n')
    .flatMap((line): [string, string][] => {
      const [tip = '', ref = ''] = line.split('\t');
      const machine = ref.slice(start.length);
      return ref.startsWith(start) && isMachineId(machine) ? [[machine, tip]] : [];
    });
  return new Map(found.slice(0, maxMachines));
}

function pullFailed(url: string, reason: string): EngineError {
  const message = t("Backups couldn't be fetched from {0}: {1}", shownUrl(url), shownUrl(reason));
  return new EngineError('io', message, { remote: remoteKey(url) });
}
