// Root in somebody's folder, as with sudo or in a dev container, acts as that somebody: what is made there belongs to them,
// their keys sign it, and nothing is done to their files that they could not do. Only where root stands in a folder of the
// same owner: one that a stranger put in the way is refused as before (`folderOwner.ts`).
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** Node has it (https://nodejs.org/api/process.html#processinitgroupsuser-extragroup), and its types do not. */
const posix: typeof process & { initgroups?: (name: string, gid: number) => void } = process;

/** Gives up root's rights for those of the folder's owner. @param from the current folder, or the one that was named. */
export async function actAsOwner(folder: string, from: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const [own, ...around] = await Promise.all([folder, dirname(folder), from].map((path) => stat(path)));
  if (!own || own.uid === 0 || around.some(({ uid }) => uid !== own.uid)) return;
  const { gid, name, home } = accountOf(own);
  if (name === undefined) process.setgroups?.([]);
  else posix.initgroups?.(name, gid);
  process.setgid?.(gid);
  process.setuid?.(own.uid);
  for (const variable of ['XDG_STATE_HOME', 'XDG_CONFIG_HOME']) Reflect.deleteProperty(process.env, variable);
  process.env['HOME'] = home;
}

interface Account {
  readonly gid: number;
  readonly name?: string;
  readonly home: string;
}

/** Returns the owner's account; without a name and with `/` as home for a user that the system doesn't know. */
function accountOf({ uid, gid }: { readonly uid: number; readonly gid: number }): Account {
  process.seteuid?.(uid);
  try {
    const { username, homedir, gid: own } = userInfo();
    return { gid: own, name: username, home: homedir };
  } catch {
    return { gid, home: '/' };
  } finally {
    process.seteuid?.(0);
  }
}
