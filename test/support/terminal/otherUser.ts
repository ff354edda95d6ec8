// Whether `safekeep` can be started as another user: by root alone, and from a checkout that everybody may read.
import { execFileSync } from 'node:child_process';
import { cliBundle } from '../paths.ts';

/** Why not, for `skip`; `false` where it can be. */
export function cannotRunAs(uid: number): string | false {
  if (process.getuid?.() !== 0) return 'only root starts a process of another user';
  try {
    execFileSync(process.execPath, ['-e', 'fs.accessSync(process.argv[1])', cliBundle], {
      uid,
      stdio: 'ignore',
    });
    return false;
  } catch {
    return 'the checkout is not for other users to read';
  }
}
