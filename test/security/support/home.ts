// Importing this gives the whole process a user who does not exist: a home, a state and a configuration directory in a
// temporary folder. What Safekeep keeps on the user's side never touches that of who runs the tests.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base = mkdtempSync(join(realpathSync(tmpdir()), 'safekeep-user-'));
process.once('exit', () => rmSync(base, { recursive: true, force: true }));

/** A user of their own, for a thread or a second person. */
export function newUser(
  name: string,
): Readonly<Record<'HOME' | 'XDG_STATE_HOME' | 'XDG_CONFIG_HOME', string>> {
  const home = join(base, name);
  const user = {
    HOME: home,
    XDG_STATE_HOME: join(home, '.local', 'state'),
    XDG_CONFIG_HOME: join(home, '.config'),
  };
  for (const folder of Object.values(user)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return user;
}

export const user = newUser('user');
Object.assign(process.env, user);
