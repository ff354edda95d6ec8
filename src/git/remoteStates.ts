// How far the remotes of a clone are behind it, told without a network.
import { fetchedRef, ownRef, readTree, type BackupEntry } from './backupRefs.ts';
import { knownMachine, readSettings, type Clone, type Remote } from './clone.ts';
import { tipOf } from './recordBackups.ts';
import { isMoved, shownUrl } from './remotes.ts';

export interface RemoteState {
  readonly name: string;
  /** '' for the clone itself. */
  readonly url: string;
  /** How many backups it doesn't have yet, or not under their present name. */
  readonly waiting: number;
  /** Its URL isn't the one that the person agreed to. */
  readonly isMoved: boolean;
}

export async function remoteStates(clone: Clone): Promise<readonly RemoteState[]> {
  const own = await knownMachine(clone);
  const here = own === null ? new Map<string, BackupEntry>() : await entriesAt(clone, ownRef(clone, own));
  const { remotes } = await readSettings(clone);
  return Promise.all(remotes.map((remote) => stateOf(clone, remote, { own, here })));
}

interface Own {
  readonly own: string | null;
  readonly here: ReadonlyMap<string, BackupEntry>;
}

async function stateOf(clone: Clone, remote: Remote, { own, here }: Own): Promise<RemoteState> {
  const { name, url } = remote;
  const shown = { name: shownUrl(name), url: shownUrl(url), isMoved: await isMoved(clone, remote) };
  if (own === null || url === '') return { ...shown, waiting: 0 };
  const there = await entriesAt(clone, fetchedRef(clone, url, own));
  const waiting = [...here].filter(([id, { record }]) => there.get(id)?.record !== record);
  return { ...shown, waiting: waiting.length };
}

async function entriesAt(clone: Clone, ref: string): Promise<ReadonlyMap<string, BackupEntry>> {
  const tip = await tipOf(clone, ref);
  return tip === null ? new Map() : (await readTree(clone, tip)).entries;
}
